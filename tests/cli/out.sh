#!/bin/sh
# rankcert verify --out: which certificates are written, and where.
. "$srcdir/tests/cli/common.sh"

# files DIR FILE...: exactly these files lie below DIR, by name.
files() {
    checks=$((checks + 1))
    found=$(cd "$1" 2>/dev/null && find . ! -type d | sed 's|^\./||' | sort |
        tr '\n' ' ')
    folder=$1
    shift
    [ "$found" = "$*${1+ }" ] || fail "$folder has: $found"
}

same() {
    checks=$((checks + 1))
    diff -r "$1" "$2" >/dev/null || fail "$1 and $2 differ"
}

# Decided claims have certificates, whether that was expected or not.
mkdir -p d/in/.hidden d/other
make_case d/in/a.yaml '{id: p, kind: verdict, verdict: proved}' \
    '{id: r, kind: verdict, verdict: refuted}' \
    '{id: u, kind: verdict, verdict: undefined}' \
    '{id: open, kind: verdict, verdict: undecided}' \
    '{id: no, kind: verdict, verdict: unsupported}'
make_case d/b.yml '{id: ..p-Q_1., kind: verdict, verdict: proved}'
make_case d/other/a.yaml "$proved"
verify 1 --out new/out d
files new/out b/..p-Q_1..json in/a/p.json in/a/r.json in/a/u.json \
    other/a/verdict-1.json
is err ""
checks=$((checks + 1))
cmp -s new/out/in/a/r.json - <<END || fail "another certificate"
$(printf '{"bits":0,"case":{"claim":"r","sha256":"%s"},' \
    "$(sha256sum <d/in/a.yaml | cut -d' ' -f1)")\
"certificate":1,"hypotheses":[],"producer":{"rankcert":"$(
    "$tools/json_tool" get producer.rankcert <new/out/in/a/r.json)"},\
"results":["R1"],"statement":{"claim":{"kind":"verdict","milliseconds":0}},\
$(printf '"statement-sha256":"%s",' "$(printf '%s' \
    '{"claim":{"kind":"verdict","milliseconds":0}}' |
    sha256sum | cut -d' ' -f1)")\
"verdict":"refuted","witness":{"of":"r"}}
END

# The JSON report has the paths as they were written.
verify 1 --json --out new/out/ d
json cases.0.claims.0.certificate null
json cases.1.claims.0.certificate new/out/in/a/p.json
json cases.1.claims.2.certificate new/out/in/a/u.json
json cases.1.claims.3.certificate null
verify 1 --json d
json cases.1.claims.0.certificate null

# Rights are those of any new file, also where there was one before.
checks=$((checks + 1))
(umask 027 && run_double verify --out rights d >/dev/null 2>&1)
[ "$(stat -c %a rights/b/..p-Q_1..json rights/b)" = "640
750" ] || fail "other rights: $(stat -c %a rights/b/..p-Q_1..json rights/b)"

# The same bytes whatever the number of threads, and on every run.
for k in 1 2 3 4 5 6 7 8 9; do
    make_case many-$k.yaml "$proved" "{id: slow, kind: wait, milliseconds: \
$((50 - 5 * k))}" "$refuted" '{kind: verdict, as: orbit, verdict: proved}'
done
verify 1 --jobs 1 --out one many-*.yaml
verify 1 --jobs 4 --out four many-*.yaml
verify 1 --jobs 4 --out again many-*.yaml
same one four
same four again
checks=$((checks + 1))
[ "$(find one -name '*.json' | wc -l)" = 36 ] || fail "not 36 files"

# Names of cases: below the folder that was named, else the file's own.
rm -rf out
verify 0 --out out d/other d/b.yml
files out a/verdict-1.json b/..p-Q_1..json
rm -rf out
verify 0 --out out - <d/other/a.yaml
files out stdin/verdict-1.json
rm -rf out
cp d/other/a.yaml odd.txt
cp d/other/a.yaml .yaml
cp d/other/a.yaml ...yaml
cp d/other/a.yaml .x.yml
cp d/other/a.yaml x.yaml.yaml
verify 0 --out out ./odd.txt ./.yaml ./...yaml .x.yml x.yaml.yaml
files out ...yaml/verdict-1.json .x/verdict-1.json .yaml/verdict-1.json \
    odd.txt/verdict-1.json x.yaml/verdict-1.json
rm -rf out
verify 0 --out out --claim p d/in d/other
files out a/p.json
rm -rf out

# Two cases of one name: nothing is run.
make_case started.yaml '{kind: wait, announce: ran}'
mkdir twins
cp started.yaml twins/s.yaml
cp started.yaml twins/s.yml
for operands in "d/in d/other" "d/in d/other/a.yaml started.yaml" twins; do
    for option in --out --against; do
        verify 64 $option out $operands
        has err "would have the same names"
        is out ""
    done
done
has err "'twins/s.yaml' and 'twins/s.yml'"
checks=$((checks + 2))
[ ! -e out ] || fail "out was made"
[ ! -e ran ] || fail "a claim was run"
# Without certificates that is nothing to complain of.
verify 0 twins
verify 64 --out "" d/b.yml
has err "a folder has no name"

# What is open leaves a certificate that was there alone.
mkdir -p out/later
echo old >out/later/B.json
make_case later.yaml '{id: B, kind: verdict, verdict: undecided}' \
    '{id: C, kind: verdict, verdict: proved}'
verify 2 --out out later.yaml
checks=$((checks + 1))
[ "$(cat out/later/B.json)" = old ] || fail "it was touched"
files out later/B.json later/C.json
make_case later.yaml '{id: B, kind: verdict, verdict: proved}'
verify 0 --out out later.yaml
checks=$((checks + 1))
"$tools/json_tool" get verdict <out/later/B.json >/dev/null || fail "still old"

# Decided without a witness: that is said, and counts as it did.
rm -rf out
make_case bits.yaml '{kind: bits, bits: 8}' '{kind: bits, bits: 1000000}' \
    "$unsupported"
verify 2 --out out bits.yaml
has err "rankcert: case 'bits', claim bits-1: this proof has no certificate"
lacks err bits-2
lacks err verdict-3
files out
verify 2 --against d bits.yaml
is err ""

# What cannot be written: the others are, and the exit code tells at the end.
mkdir -p out/in
: >out/in/a
verify 74 --json --out out d
has err "rankcert: cannot write out/in/a/p.json: "
has err "rankcert: cannot write out/in/a/r.json: "
files out b/..p-Q_1..json in/a other/a/verdict-1.json
json cases.1.claims.0.certificate null
json cases.1.claims.0.verdict proved
json cases.2.claims.0.certificate out/other/a/verdict-1.json
make_case wrong.yaml '{kind: nothing}'
verify 74 --out out d wrong.yaml missing.yaml
verify 74 --out odd.txt d/b.yml
has err "Not a directory"
# A folder is in the place of the file: no half-written file is left.
rm -rf out
mkdir -p out/b/..p-Q_1..json/x
verify 74 --out out d/b.yml
files out
if [ "$(id -u)" != 0 ]; then
    rm -rf out
    mkdir -p out/b
    chmod a-w out/b
    verify 74 --out out d/b.yml
    has err "cannot write out/b/..p-Q_1..json: Permission denied"
    files out
fi
rm -rf out
# A disk without room.
if [ -e /dev/full ]; then
    (ulimit -f 0 2>/dev/null && trap '' XFSZ &&
        run_double verify --json --out out d/b.yml) >full.out 2>full.err
    checks=$((checks + 1))
    ! grep -q 'out/b' full.out || fail "written without room"
    files out
    rm -rf out
fi

# Interrupted and out of time: what is decided is written.
wait='{id: long, kind: wait, milliseconds: 600000, announce: started}'
stuck='{id: long, kind: stuck, milliseconds: 600000, announce: started}'
make_case wait.yaml "$proved" "$wait" "$refuted"
make_case stuck.yaml "$proved" "$stuck" "$refuted"
for name in wait stuck; do
    rm -rf out started
    run 130 "$tools/signal_when" started INT -- "$plain_double" verify \
        --jobs 1 --out out $name.yaml
    files out $name/verdict-1.json
    rm -rf out
    run 1 "$plain_double" verify --jobs 1 --timeout 0.25 --out out $name.yaml
    files out $name/verdict-1.json $name/verdict-3.json
done
# Internal errors leave nothing.
rm -rf out
make_case wrong.yaml '{kind: unclosed}' '{kind: no-memory}' "$proved"
verify 70 --out out wrong.yaml
files out wrong/verdict-3.json
finish
