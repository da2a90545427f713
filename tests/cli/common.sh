# Read by every test of this folder: a scratch folder, case files for the
# double (see rankcert_double.c), and checks that say what they expected.

set -u
LC_ALL=C
export LC_ALL
unset NO_COLOR
tests=$(cd "$srcdir/tests" && pwd)
tools=$RANKCERT_BUILD/tests/cli
double=$tools/rankcert_double
# Under make check-valgrind the double runs under valgrind too. A test that
# leaves threads behind, which valgrind takes for a leak, uses $plain_double.
plain_double=$double
if [ -n "${RANKCERT_VALGRIND_LOGS-}" ]; then
    run_double() { "$tests/run-valgrind.sh" "$double" "$@"; }
else
    run_double() { "$double" "$@"; }
fi

scratch=$(mktemp -d) || exit 99
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99
failures=0
checks=0

# fail TEXT: what was expected and is not so; shows what was run.
fail() {
    echo "FAIL: $command"
    echo "  $1"
    sed 's/^/  stdout: /' "$scratch/out"
    sed 's/^/  stderr: /' "$scratch/err"
    failures=$((failures + 1))
}

# run CODE COMMAND...: the command must exit with CODE. Its output is in the
# files out and err of the scratch folder.
run() {
    wanted=$1
    shift
    command=$*
    code=0
    "$@" >"$scratch/out" 2>"$scratch/err" || code=$?
    checks=$((checks + 1))
    [ "$code" = "$wanted" ] || fail "exit code $code, not $wanted"
}

# verify CODE ARGUMENT...: the same for rankcert verify, with the double.
verify() {
    wanted=$1
    shift
    run "$wanted" run_double verify "$@"
}

# has FILE TEXT: the file has TEXT in some line. is FILE TEXT: it is TEXT.
has() {
    checks=$((checks + 1))
    grep -qF -e "$2" "$scratch/$1" || fail "no '$2' in $1"
}

lacks() {
    checks=$((checks + 1))
    ! grep -qF -e "$2" "$scratch/$1" || fail "'$2' in $1"
}

is() {
    checks=$((checks + 1))
    printf '%s' "$2" | cmp -s - "$scratch/$1" || fail "$1 is not: $2"
}

# json PATH VALUE: what the document in out holds there.
json() {
    checks=$((checks + 1))
    found=$("$tools/json_tool" get "$1" <"$scratch/out") || found="nothing"
    [ "$found" = "$2" ] || fail "$1 is $found, not $2"
}

# make_case FILE CLAIM...: a case with these claims, each in flow style.
make_case() {
    file=$1
    shift
    {
        printf 'rankcert: 1\ntitle: %s\nclaims:\n' "$(basename "$file")"
        printf '  - %s\n' "$@"
    } >"$file"
}

proved='{kind: verdict, verdict: proved}'
refuted='{kind: verdict, verdict: refuted, reason: the negation holds}'
undecided='{kind: verdict, verdict: undecided, reason: too hard}'
unsupported='{kind: verdict, verdict: unsupported, reason: no method}'

finish() {
    echo "$checks checks, $failures failures"
    [ "$failures" = 0 ]
    exit
}
