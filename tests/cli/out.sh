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
make_case d/b.yml '{id: p-Q_..1., kind: verdict, verdict: proved}'
make_case d/other/a.yaml "$proved"
verify 1 --out new/out d
files new/out b/p-Q_..1..json in/a/p.json in/a/r.json in/a/u.json \
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
json cases.0.claims.0.certificate new/out/b/p-Q_..1..json
json cases.1.claims.0.certificate new/out/in/a/p.json
json cases.1.claims.2.certificate new/out/in/a/u.json
json cases.1.claims.3.certificate null
verify 1 --json d
json cases.1.claims.0.certificate null

# Rights are those of any new file, also where there was one before.
checks=$((checks + 1))
(umask 027 && run_double verify --out rights d >/dev/null 2>&1)
[ "$(stat -c %a rights/b/p-Q_..1..json rights/b)" = "640
750" ] || fail "other rights: $(stat -c %a rights/b/p-Q_..1..json rights/b)"

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
rm -rf made
verify 0 --out made d/other d/b.yml
files made a/verdict-1.json b/p-Q_..1..json
rm -rf made
verify 0 --out made - <d/other/a.yaml
files made stdin/verdict-1.json
rm -rf made
cp d/other/a.yaml odd.txt
cp d/other/a.yaml .yaml
cp d/other/a.yaml ...yaml
cp d/other/a.yaml .x.yml
cp d/other/a.yaml x.yaml.yaml
verify 0 --out made ./odd.txt ./.yaml ./...yaml .x.yml x.yaml.yaml
files made ...yaml/verdict-1.json .x/verdict-1.json .yaml/verdict-1.json \
    odd.txt/verdict-1.json x.yaml/verdict-1.json
rm -rf made
verify 0 --out made --claim p d/in d/b.yml
files made a/p.json
rm -rf made

# Two cases of one name: nothing is run.
make_case started.yaml '{kind: wait, announce: ran}'
mkdir twins
cp started.yaml twins/s.yaml
cp started.yaml twins/s.yml
for operands in "d/in d/other" "d/in d/other/a.yaml started.yaml" twins; do
    for option in --out --against; do
        verify 64 $option made $operands
        has err "would have the same names"
        is out ""
    done
done
has err "'twins/s.yaml' and 'twins/s.yml'"
checks=$((checks + 2))
[ ! -e made ] || fail "the folder was made"
[ ! -e ran ] || fail "a claim was run"
# Without certificates that is nothing to complain of.
verify 0 twins
verify 64 --out "" d/b.yml
has err "a folder has no name"

# What is open leaves a certificate that was there alone.
mkdir -p made/later
echo old >made/later/B.json
make_case later.yaml '{id: B, kind: verdict, verdict: undecided}' \
    '{id: C, kind: verdict, verdict: proved}'
verify 2 --out made later.yaml
checks=$((checks + 1))
[ "$(cat made/later/B.json)" = old ] || fail "it was touched"
files made later/B.json later/C.json
make_case later.yaml '{id: B, kind: verdict, verdict: proved}'
verify 0 --out made later.yaml
checks=$((checks + 1))
"$tools/json_tool" get verdict <made/later/B.json >/dev/null || fail "still old"

# Decided without a witness: that is said, and counts as it did.
rm -rf made
make_case bits.yaml '{kind: bits, bits: 8}' '{kind: bits, bits: 1000000}' \
    "$unsupported"
verify 2 --out made bits.yaml
has err "rankcert: case 'bits', claim bits-1: this proof has no certificate"
lacks err bits-2
lacks err verdict-3
files made
verify 2 --against d bits.yaml
is err ""

# What cannot be written: the others are, and the exit code tells at the end.
mkdir -p made/in
: >made/in/a
verify 74 --json --out made d
has err "rankcert: cannot write made/in/a/p.json: "
has err "rankcert: cannot write made/in/a/r.json: "
files made b/p-Q_..1..json in/a other/a/verdict-1.json
json cases.1.claims.0.certificate null
json cases.1.claims.0.verdict proved
json cases.2.claims.0.certificate made/other/a/verdict-1.json
make_case wrong.yaml '{kind: nothing}'
verify 74 --out made d wrong.yaml missing.yaml
verify 74 --out odd.txt d/b.yml
has err "Not a directory"
# A folder is in the place of the file: no half-written file is left.
rm -rf made
mkdir -p made/b/p-Q_..1..json/x
verify 74 --out made d/b.yml
files made
if [ "$(id -u)" != 0 ]; then
    rm -rf made
    mkdir -p made/b
    chmod a-w made/b
    verify 74 --out made d/b.yml
    has err "cannot write made/b/p-Q_..1..json: Permission denied"
    files made
fi
rm -rf made
# A disk without room.
if [ -e /dev/full ]; then
    (ulimit -f 0 2>/dev/null && trap '' XFSZ &&
        run_double verify --json --out made d/b.yml) >full.out 2>full.err
    checks=$((checks + 1))
    ! grep -q 'made/b' full.out || fail "written without room"
    files made
    rm -rf made
fi

# Interrupted and out of time: what is decided is written.
wait='{id: long, kind: wait, milliseconds: 600000, announce: started}'
stuck='{id: long, kind: stuck, milliseconds: 600000, announce: started}'
make_case wait.yaml "$proved" "$wait" "$refuted"
make_case stuck.yaml "$proved" "$stuck" "$refuted"
for name in wait stuck; do
    rm -rf made started
    run 130 "$tools/signal_when" started INT -- "$plain_double" verify \
        --jobs 1 --out made $name.yaml
    files made $name/verdict-1.json
    rm -rf made
    run 1 "$plain_double" verify --jobs 1 --timeout 0.25 --out made $name.yaml
    files made $name/verdict-1.json $name/verdict-3.json
done
# Internal errors leave nothing.
rm -rf made
make_case wrong.yaml '{kind: unclosed}' '{kind: no-memory}' "$proved"
verify 70 --out made wrong.yaml
files made wrong/verdict-3.json
finish
