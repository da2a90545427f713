#!/bin/sh
# Messages about bad input: all of them, where they are, like a compiler's.
. "$srcdir/tests/cli/common.sh"

make_case good.yaml "$proved"
printf 'rankcert: 1\ntitel: x\nclaims:\n  - {kind: bits, bits: \303\274}\n' \
    >one.yaml
printf 'rankcert: 1\r\nclaims:\r\n\t- {kind: bits}\r\n' >two.yaml
printf '%0200d: 1\nrankcert: 1\nclaims: [{kind: later}]\n' 0 >three.yaml
: >empty.yaml
verify 65 one.yaml good.yaml
has err "one.yaml:2:1: error: unknown key 'titel'"
has err "titel: x
^"
has err "one.yaml:4:24: error: "
has err "  - {kind: bits, bits: $(printf '\303\274')}
                       ^"
has out "good.yaml"
has out "1 claim: 1 met, 0 not met, 0 undecided; 1 file with errors"
verify 65 two.yaml good.yaml three.yaml one.yaml empty.yaml
has err "two.yaml:3:"
has err "three.yaml:1:1: error: "
has err "one.yaml:2:1: error: "
has err "empty.yaml:1:1: error: "
has err "0000..."
has out "4 files with errors"
has out "1 met"
checks=$((checks + 1))
[ "$(awk '{ if (length($0) > most) most = length($0) } END { print most }' \
    err)" -lt 200 ] || fail "a line is too long"

# Not text at all.
head -c 4096 "$plain_double" >binary.yaml
verify 65 binary.yaml
checks=$((checks + 1))
! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" err ||
    fail "control characters on standard error"

# The same errors in the document.
verify 65 --json one.yaml
json cases.0.errors.0.message "$(sed -n \
    's/^one.yaml:2:1: error: //p' err)"
json cases.0.errors.1.column 24

run 65 run_double show one.yaml good.yaml
has err "one.yaml:2:1: error: "
has out "good.yaml with 1 claims"
finish
