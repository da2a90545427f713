#!/bin/sh
# Every place of every certificate in tests/corpus/accept edited in several
# ways: the checker accepts none whose statement turned false. Where it accepts
# another statement, the engine has to come to the same verdict.
set -u
LC_ALL=C
export LC_ALL
build=$RANKCERT_BUILD
accept=$(cd "$srcdir/tests/corpus/accept" && pwd) || exit 99
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/cases" || exit 99
failures=0

"$build/tests/mutate_certificates" --every "$scratch/cases" "$accept"/*.json ||
    failures=1
if [ -n "$(ls "$scratch/cases")" ]; then
    "$RANKCERT" verify --quiet "$scratch/cases" || failures=1
fi
[ "$failures" = 0 ]
