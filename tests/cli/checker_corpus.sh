#!/bin/sh
# What rankcert-check says of tests/corpus/accept and tests/corpus/reject:
# every file of the one is accepted, and every file of the other is rejected or
# malformed as its LIST says, for the reason that the LIST names.
set -u
LC_ALL=C
export LC_ALL
checker=${RANKCERT_CHECK-$RANKCERT_BUILD/rankcert-check}
corpus=$(cd "$srcdir/tests/corpus" && pwd) || exit 99
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
tab=$(printf '\t')
failures=0

fail() {
    echo "FAIL: $1"
    failures=$((failures + 1))
}

# check FOLDER CODE: checks all of it, and writes NAME, result and message of
# each file to FOLDER in the scratch folder.
check() {
    code=0
    "$checker" "$corpus/$1" >"$scratch/out" 2>"$scratch/err" || code=$?
    [ "$code" = "$2" ] || fail "$1: exit code $code, not $2"
    [ ! -s "$scratch/err" ] || fail "$1: $(head -1 "$scratch/err")"
    awk -v folder="$corpus/$1/" -v tab="$tab" '
        index($0, folder) == 1 {
            name = substr($0, length(folder) + 1)
            sub(/\.json$/, "", name)
        }
        /^  (ACCEPTED|REJECTED|MALFORMED|UNREADABLE|INTERNAL ERROR)/ {
            result = $1
            sub(/:$/, "", result)
            message = $0
            sub(/^  [A-Z]*(: )?/, "", message)
            print name tab result tab message
        }' "$scratch/out" >"$scratch/$1"
    # Each file is looked at once, and none is forgotten.
    files=$(find "$corpus/$1" -name '*.json' | wc -l)
    runs=$(cut -f1 "$scratch/$1" | sort -u | wc -l)
    [ "$files" -gt 0 ] || fail "no files in $1"
    [ "$runs" = "$files" ] || fail "$1: $files files, $runs of them checked"
    [ "$(wc -l <"$scratch/$1")" = "$files" ] ||
        fail "$1: $files files, $(wc -l <"$scratch/$1") results"
}

check accept 0
check reject 65
grep -v "${tab}ACCEPTED${tab}" "$scratch/accept" && fail "not accepted"

listed=$(wc -l <"$corpus/reject/LIST")
[ "$listed" = "$files" ] || fail "$files files in reject, $listed in its LIST"
[ "$files" -ge 60 ] || fail "only $files files in reject"
while IFS=$tab read -r name result reason; do
    line=$(grep "^$name$tab" "$scratch/reject") || line=
    case $line in
    "$name$tab$result$tab"*"$reason"*) ;;
    *) fail "$name: wanted $result: ...$reason..., found: ${line#*"$tab"}" ;;
    esac
done <"$corpus/reject/LIST"
echo "$(find "$corpus/accept" -name '*.json' | wc -l) certificates of the \
corpus are to be accepted, $files not; $failures failures"
[ "$failures" = 0 ]
