#!/bin/sh
# The table and the summary, as they go into a file.
. "$srcdir/tests/cli/common.sh"

times() {
    sed -i 's/[0-9.]* s\( \|$\)/TIME\1/' out
}

make_case a.yaml \
    '{id: first, kind: verdict, verdict: proved, figure: radius 1e-30}' \
    "$refuted" \
    '{id: third, kind: verdict, verdict: proved, reason: "\u00fcber"}' \
    '{id: fourth, kind: verdict, verdict: unsupported}'
verify 1 a.yaml --max-bits 256
times
is out "case    claim      verdict      expected    bits        time  figure
a.yaml  first      proved       proved     exact     TIME  radius 1e-30
a.yaml  verdict-2  refuted      proved     exact     TIME
    not met: the negation holds
a.yaml  third      proved       proved     exact     TIME  $(
    printf '\303\274')ber
a.yaml  fourth     unsupported  proved         -     TIME
    undecided
4 claims: 2 met, 1 not met, 1 undecided
"

# Names take the columns their characters take; no control character and no
# broken one gets through.
name=$(printf '\303\274\346\274\242.yaml')
odd=$(printf 'a\033b\377.yaml')
mark=$(printf '\357\277\275')
make_case "$name" "$proved"
cp "$name" "$odd"
verify 0 "$name" "$odd"
times
is out "case       claim      verdict      expected    bits        time  figure
$name   verdict-1  proved       proved     exact     TIME
a${mark}b$mark.yaml  verdict-1  proved       proved     exact     TIME
2 claims: 2 met, 0 not met, 0 undecided
"
verify 66 "$(printf 'none\033[31m')"
has err "cannot read none${mark}[31m: "

verify 1 --quiet a.yaml
lacks out "first"
has out "verdict-2"
has out "not met: the negation holds"
has out "unsupported"
has out "4 claims: 2 met"
make_case met.yaml "$proved"
verify 0 --quiet met.yaml
is out "1 claim: 1 met, 0 not met, 0 undecided
"
verify 0 --claim first a.yaml met.yaml
has out "1 claim: 1 met, 0 not met"
verify 64 --claim second a.yaml
has err "no claim has the id 'second'"
finish
