#!/bin/sh
# --max-bits and --timeout, for claims that heed them and claims that do not.
. "$srcdir/tests/cli/common.sh"

make_case bits.yaml '{kind: bits, bits: 1000}'
verify 0 --json bits.yaml
json cases.0.claims.0.bits 1024
verify 2 --json --max-bits 1023 bits.yaml
json cases.0.claims.0.bits 512
json cases.0.claims.0.reason "limit of 1023 bits hit"
make_case more.yaml '{kind: bits, bits: 16385}' '{kind: bits, bits: 16384}'
verify 2 --json more.yaml
json cases.0.claims.0.verdict undecided
json cases.0.claims.1.verdict proved

make_case wait.yaml '{kind: wait, milliseconds: 60000}' "$proved" \
    '{kind: wait, milliseconds: 10}'
verify 2 --json --timeout 0.5 wait.yaml
json cases.0.claims.0.verdict undecided
json cases.0.claims.0.reason "timeout of 0.5 s: stopped"
json cases.0.claims.1.verdict proved
json cases.0.claims.2.verdict proved

# A verdict that comes late counts when it comes at all.
make_case late.yaml '{kind: stuck, milliseconds: 1000}'
verify 0 --json --timeout 0.1 late.yaml
json cases.0.claims.0.verdict proved

# Claims that do not come back: others take over, and the process ends.
make_case stuck.yaml '{kind: stuck, milliseconds: 600000}' "$proved" \
    '{kind: stuck, milliseconds: 600000}' "$refuted" \
    '{kind: wait, milliseconds: 10}'
for jobs in 1 3; do
    start=$(date +%s)
    run 1 "$plain_double" verify --json --jobs $jobs --timeout 0.25 stuck.yaml
    checks=$((checks + 1))
    [ $(($(date +%s) - start)) -lt 60 ] || fail "took too long"
    for k in 0 2; do
        json cases.0.claims.$k.verdict undecided
        json cases.0.claims.$k.reason \
            "timeout of 0.25 s; abandoned in one long step"
        json cases.0.claims.$k.values '{}'
    done
    json cases.0.claims.1.verdict proved
    json cases.0.claims.3.verdict refuted
    json cases.0.claims.4.verdict proved
done
run 1 "$plain_double" verify --jobs 2 --timeout 0.25 stuck.yaml
has out "5 claims: 2 met, 1 not met, 2 undecided"
finish
