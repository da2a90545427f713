#!/usr/bin/env bash
# Edits every place of certificates in several ways, feeds all mutants to the
# checker, and has the engine decide the statements of those that it accepts:
# none may come out another way. Prints the counts.
#
# usage: mutate_all.sh BUILD FOLDER    (BUILD has the programs)
set -eu -o pipefail
export LC_ALL=C

build=$(cd "$1" && pwd)
folder=$(cd "$2" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# One certificate at a time, each with a folder for its cases and one for what
# is printed.
cat >"$scratch/one" <<'SCRIPT'
set -eu
at=$(mktemp -d "$2/XXXXXXXX")
mkdir "$at/cases"
"$1/tests/mutate_certificates" --every "$at/cases" "$3" >"$at/counts" || {
    echo "$3: not as it should be" >&2
    exit 1
}
if [ -n "$(ls "$at/cases")" ]; then
    "$1/rankcert" verify --quiet --jobs 1 "$at/cases" >"$at/engine" || {
        echo "$3: the engine does not confirm these:" >&2
        cat "$at/engine" >&2
        exit 1
    }
fi
rm -r "$at/cases"
SCRIPT

status=0
find "$folder" -name '*.json' -print0 | sort -z |
    xargs -0 -n 1 -P "$(getconf _NPROCESSORS_ONLN)" \
        bash "$scratch/one" "$build" "$scratch" || status=1
cat "$scratch"/*/counts | awk '
    { files += $1; mutants += $3; rejected += $5; malformed += $7
      same += $9; other += $15 }
    END {
        printf "%d certificates, %d mutants: %d rejected, %d malformed, %d " \
            "accepted with the statement unchanged, %d accepted with " \
            "another statement that the engine confirms\n",
            files, mutants, rejected, malformed, same, other
    }'
exit "$status"
