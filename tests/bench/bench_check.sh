#!/usr/bin/env bash
# What checking costs beside producing, for each kind of claims. Case files
# whose claims are all of one kind are decided by one run of rankcert, which
# writes the certificates, and these are checked by one run of rankcert-check,
# both one claim at a time. The whole programs count: starting, reading,
# writing. The least time of several runs is taken.
#
# usage: bench_check.sh [CASES]    (default: the shipped cases)
#
# RANKCERT_BUILD is the build folder, RUNS the number of runs (default: 3).
set -eu -o pipefail
export LC_ALL=C

top=$(cd "$(dirname "$0")/../.." && pwd)
build=${RANKCERT_BUILD:-$top/build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# One line a case file: its kinds, and the file, from the report of a run.
# Each file's and each claim's line is looked for by its first keys.
kinds_of_files() {
    "$build/rankcert" verify --json --jobs 1 "$1" >"$scratch/report" ||
        [ $? -lt 64 ]
    awk '
        function text(name,    at, rest) {
            at = index($0, "\"" name "\": \"")
            if (at == 0)
                return ""
            rest = substr($0, at + length(name) + 5)
            return substr(rest, 1, index(rest, "\"") - 1)
        }
        function flush() {
            if (file != "")
                print kinds, file
            kinds = ""
        }
        text("file") != "" { flush(); file = text("file") }
        text("kind") != "" && kinds == "" { kinds = text("kind") }
        text("kind") != "" && kinds != text("kind") { kinds = "several" }
        END { flush() }' "$scratch/report"
}

least() { # COMMAND...: the least time that it takes
    local run start
    for ((run = 0; run < ${RUNS:-3}; run++)); do
        start=$EPOCHREALTIME
        "$@" >"$scratch/out" 2>&1 || [ $? -lt 64 ]
        awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }'
    done | sort -g | head -1
}

kinds_of_files "${1:-$top/cases}" >"$scratch/kinds"
printf '%-12s  %12s  %9s  %9s  %5s\n' kind certificates produced checked ratio
sed 's/ .*//' "$scratch/kinds" | sort -u | while read -r kind; do
    if [ "$kind" = several ]; then
        continue
    fi
    mapfile -t cases < <(sed -n "s/^$kind //p" "$scratch/kinds")
    # Each case under a name of its own, wherever it lay.
    rm -rf "$scratch/cases" "$scratch/certificates"
    mkdir "$scratch/cases"
    for ((k = 0; k < ${#cases[@]}; k++)); do
        cp "${cases[$k]}" "$scratch/cases/$k.yaml"
    done
    produced=$(least "$build/rankcert" verify --quiet --jobs 1 \
        --out "$scratch/certificates" "$scratch/cases")
    checked=$(least "$build/rankcert-check" --quiet -j 1 \
        "$scratch/certificates")
    grep -v ' 0 rejected, 0 malformed$' "$scratch/out" || true
    number=$(find "$scratch/certificates" -name '*.json' | wc -l)
    awk -v kind="$kind" -v n="$number" -v p="$produced" -v c="$checked" \
        'BEGIN { printf "%-12s  %12d  %7.3f s  %7.3f s  %5.2f\n", kind, n, p,
            c, c / p }'
done
