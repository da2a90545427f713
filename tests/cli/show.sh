#!/bin/sh
# rankcert show.
. "$srcdir/tests/cli/common.sh"

make_case a.yaml "$proved"
make_case b.yaml "$proved" "$proved"
run 0 run_double show a.yaml
is out "a.yaml with 1 claims
"
run 0 run_double show a.yaml b.yaml
is out "a.yaml:
a.yaml with 1 claims

b.yaml:
b.yaml with 2 claims
"
run 0 run_double show - <b.yaml
is out "b.yaml with 2 claims
"
run 66 run_double show missing.yaml a.yaml
has err "cannot read missing.yaml"
has out "a.yaml with 1 claims"

run 0 run_double show --kinds
is err ""
has out "    verdict: undecided | proved | refuted | undefined | unsupported \
(required)"
has out "    bits: integer from 1 to 1073741824 (required)"
has out "        what it needs"
has out "later (not yet supported)"
has out "is too long for one line of a terminal."
checks=$((checks + 1))
[ "$(awk '{ if (length($0) > most) most = length($0) } END { print most }' \
    out)" -le 80 ] || fail "a line is over 80 columns"
finish
