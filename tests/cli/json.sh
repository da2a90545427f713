#!/bin/sh
# The JSON document.
. "$srcdir/tests/cli/common.sh"

make_case a.yaml \
    '{id: first, kind: verdict, verdict: proved, figure: radius 1e-30}' \
    "$refuted" '{kind: bits, bits: 1000}' "$undecided"
printf '%s\n' 'rankcert: 1' 'title: "q\"\\\u00e9\ud7ff"' \
    'claims: [{kind: wait}]' >b.yml
bytes=$(printf 'no\377text\033.yaml')
printf '%s\n' 'rankcert: 1' 'claims: [{kind: wait}]' >"$bytes"
printf '%s\n' 'rankcert: 1' 'titel: x' 'claims:' '  - {kind: later}' >c.yaml
verify 65 --json a.yaml b.yml c.yaml
has err "c.yaml:2:1: error: "
json cases.0.file a.yaml
json cases.0.sha256 "$(sha256sum a.yaml | cut -d' ' -f1)"
json cases.0.title a.yaml
"$tools/json_tool" get cases.0.claims.0.seconds <out >seconds
"$tools/json_tool" without seconds <out >bare
checks=$((checks + 2))
grep -Eq '^[0-9]+\.[0-9]+$' seconds || fail "seconds are $(cat seconds)"
[ "$("$tools/json_tool" get cases.0.claims.0 <bare)" = "$(printf '%s' \
    '{"bits":0,"certificate":null,"expected":"proved","id":"first",' \
    '"kind":"verdict","met":true,"reason":"","values":{"wanted":"proved"},' \
    '"verdict":"proved"}')" ] || fail "the first claim has other keys"
json cases.0.claims.1.verdict refuted
json cases.0.claims.1.met false
json cases.0.claims.1.reason "the negation holds"
json cases.0.claims.1.expected proved
json cases.0.claims.2.bits 1024
json cases.0.claims.3.verdict undecided
json cases.1.title "$(printf 'q"\\\303\251\355\237\277')"
json cases.2.claims '[]'
json cases.2.errors.0.line 2
json cases.2.errors.0.column 1
json cases.2.errors.1.line 4
has out "did you mean 'title'?"
json met 3
json unmet 1
json undecided 1
case $("$tools/json_tool" get rankcert <out) in
[0-9]*.[0-9]*.[0-9]*) ;;
*) fail "no version" ;;
esac
checks=$((checks + 1))
"$tools/json_tool" get cases.0.errors <out >/dev/null &&
    fail "errors in a.yaml"

# A name that is not UTF-8 does not spoil the document.
verify 0 --json "$bytes"
json cases.0.file "$(printf 'no\357\277\275text\033.yaml')"
json cases.0.title null

# Without any claim there is a document all the same.
verify 66 --json missing.yaml
json cases '[]'
json met 0

# --quiet changes nothing here, and nothing else is written.
verify 1 --json --quiet a.yaml
json cases.0.claims.0.id first
is err ""
finish
