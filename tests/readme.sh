#!/usr/bin/env bash
# Runs README.md as a newcomer would, in a scratch copy of what it names.
#
# In README.md, a block marked sh is commands; a text block after it is what
# they print ("..." stands for anything, times are not compared). A block that
# follows a line ending in "`NAME`:" is a file to save. Blocks with ./bootstrap
# are left to .ci/run, which must run the same commands.
#
# What differs from the newcomer's machine: build/ stands for the build tree,
# and make install and sudo put things into the scratch copy.
#
# shellcheck disable=SC2016 # the backquotes in quotes are markup
set -eu -o pipefail

top=$(cd "${srcdir:-$(dirname "$0")/..}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# split README DIR: writes DIR/<number>.<kind>, and DIR/<number>.name for files
# to save.
split() {
    mkdir "$2"
    awk -v dir="$2" '
        inside && /^```/ { inside = 0; close(out); next }
        inside { print >out; next }
        /^```/ {
            inside = 1
            out = sprintf("%s/%03d.%s", dir, ++count, substr($0, 4))
            printf "" >out
            if (before ~ /`[^`]+`:$/) {
                name = before
                sub(/`:$/, "", name)
                sub(/.*`/, "", name)
                print name >sprintf("%s/%03d.name", dir, count)
            }
            before = ""
            next
        }
        NF { before = $0 }' "$1"
}

# The time of a claim, as tables show it, is never the same twice.
without_times() {
    sed 's/ *[0-9][0-9]*\.[0-9][0-9][0-9] s / TIME /' "$1"
}

# matches EXPECTED ACTUAL: equal, where ... in EXPECTED stands for anything.
matches() {
    local pattern
    pattern=$(without_times "$1" |
        sed -e 's/[][*?\\]/\\&/g' -e 's/\.\.\./*/g')
    # shellcheck disable=SC2053 # a pattern
    [[ "$(without_times "$2")" == $pattern ]]
}

# run_bootstrap FILE: every command is one that .ci/run runs.
run_bootstrap() {
    local line
    while read -r line; do
        line=${line%%#*}
        line=${line%"${line##*[! ]}"}
        if [[ $line == ./bootstrap* ]] && ! grep -qF "$line" "$top/.ci/run"
        then
            echo "README.md: .ci/run does not run: $line"
            return 1
        fi
    done <"$1"
}

# run_blocks BLOCKS DIR: the blocks in order, in DIR.
run_blocks() {
    local block number printed=
    for block in "$1"/*; do
        number=$(basename "$block")
        number=${number%.*}
        if [[ $block != *.name && -f $1/$number.name ]]; then
            cp "$block" "$2/$(cat "$1/$number.name")"
            continue
        fi
        case $block in
        *.sh)
            printed=
            if grep -q '^\./bootstrap' "$block"; then
                run_bootstrap "$block" || return 1
                continue
            fi
            printed=$scratch/printed
            if ! (cd "$2" && bash -eu "$block") >"$printed"; then
                echo "README.md: this failed:"
                cat "$block" "$printed"
                return 1
            fi
            ;;
        *.text)
            if [[ -n $printed ]] && ! matches "$block" "$printed"; then
                echo "README.md: these differ from what is printed:"
                diff "$block" "$printed"
                return 1
            fi
            printed=
            ;;
        esac
    done
}

# ---- This test's own test: a README that lies must be found out.

expect_lie() { # NAME TEXT
    local dir=$scratch/lie-$1
    mkdir "$dir"
    printf '%b' "$2" >"$dir/README.md"
    split "$dir/README.md" "$dir/blocks"
    if run_blocks "$dir/blocks" "$dir" >/dev/null 2>&1; then
        echo "readme's own test: $1 was not found"
        exit 1
    fi
}

expect_truth() { # NAME TEXT
    local dir=$scratch/truth-$1
    mkdir "$dir"
    printf '%b' "$2" >"$dir/README.md"
    split "$dir/README.md" "$dir/blocks"
    if ! run_blocks "$dir/blocks" "$dir"; then
        echo "readme's own test: $1 was refused"
        exit 1
    fi
}

expect_lie output '```sh\necho a\n```\n\n```text\nb\n```\n'
expect_lie ellipsis '```sh\necho abc\n```\n```text\na...d\n```\n'
expect_lie failure '```sh\nfalse\ntrue\n```\n'
expect_lie bootstrap '```sh\n./bootstrap nonsense\n```\n'
expect_lie file 'Save as `x`:\n```yaml\n1\n```\n```sh\ncat x\n```\n```text\n2\n```'
expect_truth output '```sh\necho "a[b]c"\n```\n```text\na[...c\n```\n'
expect_lie digits '```sh\necho "64  0.001 s  7"\n```\n```text\n64  0.1 s  8\n```\n'
expect_truth times '```sh\necho "1  0.1 s  10.001 s x"\n```
```text\n1  0.1 s   0.002 s x\n```\n'
expect_truth file 'As `x`:\nSave as `x`:\n```yaml\n1\n```\n```sh\ncat x\n```\n'

# ---- The scratch copy.

tour=$scratch/tour
mkdir -p "$tour/build" "$scratch/bin" "$scratch/root"
cp -R "$top/cases" "$tour/cases"
chmod -R u+w "$tour"

cat >"$tour/build/rankcert" <<SCRIPT
#!/bin/sh
exec "$RANKCERT" "\$@"
SCRIPT
cat >"$scratch/bin/sudo" <<'SCRIPT'
#!/bin/sh
test "$1" = ldconfig || exec "$@"
SCRIPT
cat >"$tour/build/rankcert-check" <<SCRIPT
#!/bin/sh
exec "$RANKCERT_BUILD/rankcert-check" "\$@"
SCRIPT
chmod +x "$tour/build/"* "$scratch/bin/sudo"

# An installation knows its own prefix; here it lies below the scratch copy.
cat >"$tour/build/Makefile" <<MAKEFILE
install:
	@env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL \\
	  make -s -C "$RANKCERT_BUILD" install DESTDIR="$scratch/root" \\
	  >"$scratch/install.log" 2>&1 || { cat "$scratch/install.log"; exit 1; }
	@sed -i "s|^prefix=|prefix=$scratch/root|; s|^libdir=/|libdir=$scratch/root/|" \\
	  "\`find '$scratch/root' -name rankcert.pc\`"
	@ln -s "\`find '$scratch/root' -name rankcert.pc -printf %h\`" \\
	  "$scratch/pkgconfig"
	@ln -s "\`find '$scratch/root' -name librankcert.so -printf %h\`" \\
	  "$scratch/lib"
MAKEFILE

export PATH="$scratch/bin:$PATH"
export PKG_CONFIG_PATH="$scratch/pkgconfig${PKG_CONFIG_PATH+:$PKG_CONFIG_PATH}"
export LD_LIBRARY_PATH="$scratch/lib${LD_LIBRARY_PATH+:$LD_LIBRARY_PATH}"

split "$top/README.md" "$scratch/blocks"
run_blocks "$scratch/blocks" "$tour"
echo "README.md: $(find "$scratch/blocks" -name '*.sh' | wc -l) blocks are true"
