#!/bin/sh
# The exit codes of rankcert verify, alone and where several apply.
. "$srcdir/tests/cli/common.sh"

make_case met.yaml "$proved" \
    '{kind: verdict, verdict: refuted, expect: refuted}' \
    '{kind: verdict, verdict: undefined, expect: undefined}'
make_case unmet.yaml "$refuted" "$proved"
make_case unmet2.yaml '{kind: verdict, verdict: proved, expect: refuted}'
make_case unmet3.yaml '{kind: verdict, verdict: undefined}'
make_case unmet4.yaml '{kind: verdict, verdict: proved, expect: undefined}'
make_case undecided.yaml "$undecided" "$proved"
make_case unsupported.yaml "$unsupported"
make_case bad.yaml '{kind: bits, bits: many}'

verify 0 met.yaml
has out "3 claims: 3 met, 0 not met, 0 undecided"
is err ""
verify 1 unmet.yaml
has out "2 claims: 1 met, 1 not met, 0 undecided"
has out "not met: the negation holds"
verify 1 unmet2.yaml
verify 1 unmet3.yaml
verify 1 unmet4.yaml
verify 2 undecided.yaml
has out "undecided: too hard"
verify 2 unsupported.yaml
has out "1 claim: 0 met, 0 not met, 1 undecided"
verify 65 bad.yaml
verify 66 missing.yaml
has err "cannot read missing.yaml: No such file or directory"

# 1 wins over 2; 65 over 66; both over 1 and 2, and the others still run.
verify 1 undecided.yaml unmet.yaml met.yaml
verify 66 undecided.yaml missing.yaml
has out "1 file could not be read"
has out "1 met"
verify 66 unmet.yaml missing.yaml met.yaml
has out "4 met, 1 not met"
verify 65 bad.yaml met.yaml
has out "3 met"
has out "1 file with errors"
verify 65 missing.yaml bad.yaml unmet.yaml
has out "1 file with errors; 1 file could not be read"

# Internal errors: never a verdict, whatever the certificate said.
for kind in no-memory unclosed; do
    make_case $kind.yaml "{kind: $kind}" "$proved"
    verify 70 $kind.yaml
    has out "internal error"
    lacks out "never to be seen"
    has out "2 claims: 1 met, 0 not met, 1 undecided"
    verify 70 $kind.yaml bad.yaml missing.yaml
    verify 70 $kind.yaml --json
    json cases.0.claims.0.verdict undecided
    json cases.0.claims.0.met false
    json cases.0.claims.0.values '{}'
done
make_case abort.yaml '{kind: abort}'
run 70 "$plain_double" verify abort.yaml
has err "internal error in FLINT"
finish
