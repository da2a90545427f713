#!/bin/sh
# Results do not depend on the number of threads, and come in order.
. "$srcdir/tests/cli/common.sh"

# The first claims take longest, so that threads finish out of order.
make_case a.yaml '{kind: wait, milliseconds: 400}' "$proved" \
    '{kind: wait, milliseconds: 200}' "$refuted" '{kind: bits, bits: 100}' \
    "$undecided" '{kind: wait, milliseconds: 100}' "$proved"
make_case b.yaml "$proved" '{kind: wait, milliseconds: 50}' "$unsupported"
for jobs in 1 4 64; do
    verify 1 --json --jobs $jobs a.yaml b.yaml
    "$tools/json_tool" without seconds <out >json.$jobs
    verify 1 --jobs $jobs a.yaml b.yaml
    sed 's/ *[0-9.]* s\( \|$\)/ TIME\1/' out >table.$jobs
done
for jobs in 4 64; do
    checks=$((checks + 2))
    cmp json.1 json.$jobs || fail "JSON differs with $jobs jobs"
    cmp table.1 table.$jobs || fail "table differs with $jobs jobs"
done
checks=$((checks + 2))
[ "$(wc -l <table.1)" = 16 ] || fail "not 16 lines"
[ "$(grep -c TIME table.1)" = 11 ] || fail "not 11 claims with times"

# They do run at the same time: four waits of a second in well under four.
make_case waits.yaml '{kind: wait, milliseconds: 1000}' \
    '{kind: wait, milliseconds: 1000}' '{kind: wait, milliseconds: 1000}' \
    '{kind: wait, milliseconds: 1000}'
start=$(date +%s)
run 0 "$plain_double" verify --jobs 4 waits.yaml
checks=$((checks + 1))
[ $(($(date +%s) - start)) -lt 4 ] || fail "one after the other"
finish
