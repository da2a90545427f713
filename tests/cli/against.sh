#!/bin/sh
# rankcert verify --against: what is told of an earlier run's certificates, and
# what counts as lost.
. "$srcdir/tests/cli/common.sh"

# earlier CASE...: the certificates of these cases are in the folder old.
earlier() {
    rm -rf old
    run_double verify --out old "$@" >/dev/null 2>&1
}

# edit CLAIM FROM TO: in the certificate old/CLAIM.json.
edit() {
    checks=$((checks + 1))
    grep -qF -e "$2" "old/$1.json" || fail "no '$2' in old/$1.json"
    sed "s|$(printf '%s' "$2" | sed 's/[]*^$.[]/\\&/g')|$3|" "old/$1.json" \
        >edited && cp edited "old/$1.json"
}

# changes TEXT: the lines about changes, without the last one.
changes() {
    checks=$((checks + 1))
    sed -n -e '/^lost: /p' -e '/^new: /p' out >found
    printf '%s' "$1" | cmp -s - found || fail "changes are not: $1"
}

nothing_lost='against old: 0 changes, 0 losses'
E='{id: e, kind: verdict, as: equilibrium, verdict: proved}'
O='{id: o, kind: verdict, as: orbit, verdict: proved}'
make_case a.yaml '{id: p, kind: verdict, verdict: proved}' \
    '{id: r, kind: verdict, verdict: refuted, expect: refuted}' \
    '{id: u, kind: verdict, verdict: undefined, expect: undefined}' \
    "$E" "$O"

# An equal run loses nothing.
earlier a.yaml
verify 0 --against old a.yaml
has out "$nothing_lost"
changes ''
is err ""
verify 0 --margin 1 --jobs 4 --against old/ a.yaml
has out 'against old/: 0 changes, 0 losses'
verify 0 --json --against old a.yaml
json against '{"changes":[],"directory":"old","losses":0}'
verify 0 --json a.yaml
checks=$((checks + 1))
! "$tools/json_tool" get against <out >/dev/null || fail "compared with nothing"

# Verdicts that are others, whether that was expected or not.
edit a/r '"verdict":"refuted"' '"verdict":"proved"'
edit a/u '"verdict":"undefined"' '"verdict":"refuted"'
verify 1 --against old a.yaml
changes 'lost: a r: was proved, is refuted
lost: a u: was refuted, is undefined
'
has out 'against old: 2 changes, 2 losses'
has out '5 met, 0 not met'
make_case a.yaml '{id: p, kind: verdict, verdict: refuted, expect: refuted}'
verify 1 --claim p --against old a.yaml
changes 'lost: a p: was proved, is refuted
'
has out '1 met, 0 not met'
has out 'against old: 1 change, 1 loss'
make_case a.yaml '{id: p, kind: verdict, verdict: undecided}'
verify 1 --claim p --against old a.yaml
changes 'lost: a p: was proved, is undecided
'
make_case a.yaml '{id: p, kind: verdict, verdict: unsupported}'
verify 1 --claim p --json --against old a.yaml
json against.changes '[{"after":"unsupported","before":"proved","case":"a",'\
'"change":"verdict","id":"p"}]'
json against.losses 1

# Margins: the double's are 3/8, and for orbits 3/8 and 0.
make_case m.yaml "$E" "$O"
earlier m.yaml
edit m/e '"radius":"3*2^-3"' '"radius":"3*2^-2"'
verify 0 --against old m.yaml
has out "$nothing_lost"
edit m/e '"radius":"3*2^-2"' '"radius":"7*2^-3"'
verify 1 --against old m.yaml
changes 'lost: m e: margin was 0.875, is 0.375
'
verify 0 --margin 7/3 --against old m.yaml
changes ''
verify 1 --margin 2.333 --against old m.yaml
verify 0 --margin 1e1 --against old m.yaml
edit m/e '"radius":"7*2^-3"' '"radius":"1*2^-1"'
verify 0 --against old m.yaml
verify 1 --margin 1 --against old m.yaml
changes 'lost: m e: margin was 0.5, is 0.375
'
edit m/e '"radius":"1*2^-1"' '"radius":"1*2^-70"'
verify 0 --margin 1 --against old m.yaml
has out "$nothing_lost"
edit m/e '"radius":"1*2^-70"' '"radius":"1*2^900000"'
verify 1 --margin 10 --against old m.yaml
changes 'lost: m e: margin was 1*2^900000, is 0.375
'
# Without a margin there was none to lose.
edit m/e ',"radius":"1*2^900000"' ''
verify 0 --against old m.yaml
changes ''

# Each check of an orbit has its own.
edit m/o '"rooms":["3*2^-3","0"]' '"rooms":["1*2^0","1*2^-500"]'
verify 1 --against old m.yaml
changes 'lost: m o: check 1: margin was 1, is 0.375
lost: m o: check 2: margin was 3.05493e-151, is 0
'
# What was exact had no margin to lose.
edit m/o '"rooms":["1*2^0","1*2^-500"]' '"rooms":["exact","exact"]'
verify 0 --margin 1 --against old m.yaml
has out "$nothing_lost"
edit m/o '"rooms":["exact","exact"]' '"rooms":["1*2^0","1*2^-500"]'
verify 1 --margin 3 --against old m.yaml
changes 'lost: m o: check 2: margin was 3.05493e-151, is 0
'
verify 1 --margin 3 --json --against old m.yaml
json against.changes '[{"after":"0","before":"3.05493e-151","case":"m",'\
'"change":"margin","check":2,"id":"o"}]'
edit m/o '"rooms":["1*2^0","1*2^-500"]' '"rooms":["0","0","0","1*2^0"]'
verify 1 --against old m.yaml
changes 'lost: m o: check 4: margin was 1, is none
'
verify 1 --json --against old m.yaml
json against.changes.0.after null
edit m/o '"rooms":["0","0","0","1*2^0"]' '"rooms":["3*2^-3"]'
verify 0 --against old m.yaml

# A claim that says something else is another claim, whatever its margin.
earlier m.yaml
make_case m.yaml '{id: e, kind: verdict, as: equilibrium, verdict: proved, '\
'milliseconds: 1}' "$O"
edit m/e '"radius":"3*2^-3"' '"radius":"3*2^10"'
verify 1 --against old m.yaml
changes 'lost: m e: states something else
'
verify 1 --json --against old m.yaml
json against.changes.0.change statement
json against.changes.0.before \
    "$("$tools/json_tool" get statement-sha256 <old/m/e.json)"

# Certificates that no claim has any more, and claims that have new ones.
make_case m.yaml "$E" "$O"
mkdir d
cp m.yaml d/m.yaml
cp m.yaml d/n.yaml
earlier d
make_case d/m.yaml "$O" \
    '{id: x, kind: verdict, verdict: refuted, expect: refuted}'
verify 1 --against old d
changes 'new: m x: appeared, refuted
lost: m e: has no certificate any more, was proved
'
has out 'against old: 2 changes, 1 loss'
verify 1 --json --against old d
json against '{"changes":['\
'{"after":"refuted","before":null,"case":"m","change":"appeared","id":"x"},'\
'{"after":null,"before":"proved","case":"m","change":"vanished","id":"e"}],'\
'"directory":"old","losses":1}'
rm old/m/e.json
verify 0 --against old d
has out 'against old: 1 change, 0 losses'
# A case that is gone: seen when its folder was named, not when a file was.
rm d/n.yaml
verify 1 --against old d
changes 'new: m x: appeared, refuted
lost: n e: has no certificate any more, was proved
lost: n o: has no certificate any more, was proved
'
verify 0 --against old d/m.yaml
changes 'new: m x: appeared, refuted
'
# Only the claims that were asked for.
verify 1 --claim o --against old d
changes 'lost: n o: has no certificate any more, was proved
'
verify 0 --claim o --against old d/m.yaml
changes ''
# A proof without a certificate.
make_case d/m.yaml '{id: o, kind: bits, bits: 8}'
verify 1 --against old d/m.yaml
changes 'lost: m o: has no certificate any more, was proved
'
# What stays open is no change; what was open and is decided is new.
make_case d/m.yaml '{id: o, kind: verdict, verdict: undecided}'
rm -rf old
mkdir old
verify 2 --against old d
has out "$nothing_lost"
make_case d/m.yaml "$O"
verify 0 --against old d
changes 'new: m o: appeared, proved
'

# What is no certificate of a case is not looked at.
earlier m.yaml
cp old/m/e.json old/e.json
cp old/m/e.json old/m/e.txt
mkdir old/.hidden old/m/.json
cp old/m/e.json old/.hidden/z.json
verify 0 --claim o --against old d
mkdir old/deep
cp old/m/o.json old/deep
verify 1 --against old d
changes 'lost: deep o: has no certificate any more, was proved
lost: m e: has no certificate any more, was proved
'

# Files that are no certificates: told, and the others are compared.
earlier m.yaml
bad() {
    verify 65 --against old m.yaml
    has err "rankcert: old/m/e.json: not a certificate: $1"
    changes "${2-}"
    cp good old/m/e.json
}
cp old/m/e.json good
echo '{"bits":' >old/m/e.json
edit m/o '"rooms":["3*2^-3","0"]' '"rooms":["3*2^10","0"]'
bad '' 'lost: m o: check 1: margin was 3072, is 0.375
'
earlier m.yaml
: >old/m/e.json
bad ''
edit m/e '"certificate":1' '"certificate":2'
bad 'it is no certificate of format 1'
edit m/e '"milliseconds":0' '"milliseconds":1'
bad 'statement-sha256 is not that of the statement'
edit m/e '"verdict":"proved"' '"verdict":"undecided"'
bad 'its verdict is not proved, refuted or undefined'
edit m/e '"radius":"3*2^-3"' '"radius":"6*2^-4"'
bad 'a radius or a room is not a dyadic number'
edit m/e '"radius":"3*2^-3"' '"radius":"-3*2^-3"'
bad 'a radius or a room is not a dyadic number'
edit m/e '"claim":"e"' '"claim":"o"'
bad 'it is about another claim'
edit m/e '"claim":"e",' ''
bad 'it names no claim'
verify 0 --against old m.yaml

# What cannot be read.
verify 66 --against missing m.yaml
has err 'rankcert: cannot read missing: No such file or directory'
verify 66 --against m.yaml m.yaml
has err 'rankcert: cannot read m.yaml: Not a directory'
if [ "$(id -u)" != 0 ]; then
    chmod a-r old/m/e.json
    verify 66 --against old m.yaml
    has err 'rankcert: cannot read old/m/e.json: Permission denied'
    chmod u+r old/m/e.json
fi

# The folder that is compared with may be written to: it is read before.
edit m/e '"radius":"3*2^-3"' '"radius":"3*2^10"'
verify 1 --against old --out old m.yaml
changes 'lost: m e: margin was 3072, is 0.375
'
verify 0 --against old --out old m.yaml

# What was not run to its end is not lost; what ran out of time is.
wait='{id: long, kind: wait, milliseconds: 600000, announce: started}'
make_case wait.yaml '{id: first, kind: verdict, verdict: proved}' "$wait" \
    '{id: last, kind: verdict, verdict: proved}'
earlier m.yaml
mkdir old/wait
for id in first last; do
    sed "s/\"claim\":\"e\"/\"claim\":\"$id\"/" old/m/e.json >old/wait/$id.json
done
sed 's/"claim":"e"/"claim":"long"/' old/m/e.json >old/wait/long.json
run 130 "$tools/signal_when" started INT -- "$plain_double" verify --jobs 1 \
    --against old wait.yaml
changes 'lost: wait first: states something else
'
rm -f started
run 1 "$plain_double" verify --jobs 1 --timeout 0.25 --claim long \
    --against old wait.yaml
changes 'lost: wait long: was proved, is undecided
'

# Usage.
verify 64 --margin 2 m.yaml
has err '--margin is of no use without --against'
for factor in 0.999 1/2 0 -1 '' x 'sqrt(5)' '2 3'; do
    verify 64 --margin "$factor" --against old m.yaml
    has err 'not a rational number from 1'
done
verify 64 --against '' m.yaml
has err 'a folder has no name'
verify 64 --against

# The library's own claims: an orbit that keeps, and loses, its room.
case=$(cd "$tests/.." && pwd)/cases/P1/two-tokens-halving.yaml
rm -rf old
run 0 "$RANKCERT" verify --out old "$case"
run 0 "$RANKCERT" verify --against old "$case"
has out "$nothing_lost"
room=$("$tools/json_tool" get witness.rooms.6 \
    <old/two-tokens-halving/exactly.json) || room=none
edit two-tokens-halving/exactly "\"$room\"]" '"1*2^9"]'
run 1 "$RANKCERT" verify --against old "$case"
changes 'lost: two-tokens-halving exactly: check 7: margin was 512, is 4.44089e-16
'
finish
