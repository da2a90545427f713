#!/bin/sh
# The shipped certificates: there is one for every shipped case, rankcert-check
# accepts them all, and finds each to be about its case.
set -u
LC_ALL=C
export LC_ALL
checker=${RANKCERT_CHECK-$RANKCERT_BUILD/rankcert-check}
golden=$(cd "${GOLDEN-$srcdir/proofs/certificates}" && pwd) || exit 99
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "$srcdir/cases" || exit 99
failures=0

# What is no folder of a case would be checked by no --case below.
find . -name '*.yaml' | sed 's|^\./||; s|\.yaml$||' | sort >"$scratch/cases"
(cd "$golden" && find . -name '*.json') | sed 's|^\./||; s|/[^/]*$||' |
    sort -u >"$scratch/folders"
if ! diff "$scratch/cases" "$scratch/folders"; then
    echo 'FAIL: cases (<) and folders of certificates (>) differ'
    failures=1
fi
while read -r name; do
    if ! "$checker" --quiet --case "$name.yaml" "$golden/$name" \
        >"$scratch/out" 2>&1; then
        echo "FAIL: $name"
        cut -c1-300 "$scratch/out"
        failures=$((failures + 1))
    fi
done <"$scratch/cases"
echo "$(find "$golden" -name '*.json' | wc -l) certificates of \
$(wc -l <"$scratch/cases") cases; $failures failures"
[ "$failures" = 0 ]
