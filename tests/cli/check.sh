#!/bin/sh
# rankcert-check as a whole program: its command line, files and folders, what
# it prints, exit codes, limits, --case and signals.
. "$srcdir/tests/cli/common.sh"
checker=${RANKCERT_CHECK-$RANKCERT_BUILD/rankcert-check}
if [ -n "${RANKCERT_VALGRIND_LOGS-}" ]; then
    run_checker() { "$tests/run-valgrind.sh" "$checker" "$@"; }
else
    run_checker() { "$checker" "$@"; }
fi

# check CODE ARGUMENT...: rankcert-check must exit with CODE.
check() {
    wanted=$1
    shift
    run "$wanted" run_checker "$@"
}

# lines FILE TEXT...: these texts, in this order, each in a line of its own.
lines() {
    file=$1
    shift
    checks=$((checks + 1))
    for text; do printf '%s\n' "$text"; done >wanted
    awk 'NR == FNR { wanted[++count] = $0; next }
        k < count && index($0, wanted[k + 1]) { k++ }
        END { exit k < count }' wanted "$file" || fail "not in order: $*"
}

# ---- Certificates of a case, and others made of them ----

cat >case.yaml <<'END'
rankcert: 1
title: A chain of three
model:
  tokens: 3
  dim: 1
  mask: {causal-window: 2}
  attention: uniform
  value: [[0.5]]
  norm: none
claims:
  - {id: chain, kind: mask, radius: 2, centres: [1]}
  - {id: short, kind: mask, radius: 1, expect: refuted}
END
run 0 "$RANKCERT" verify --out made case.yaml
good=made/case/chain.json
refuted=made/case/short.json
# A wrong length of a path; a wrong statement with its own digest; no witness.
sed 's/"distances":\[0,1,2\]/"distances":[0,1,1]/' $good >bad.json
sed 's/,"witness":.*/}/' $good >malformed.json
# restate FILE SED-SCRIPT: the certificate with another statement, signed.
restate() {
    statement=$(sed 's/.*"statement":\(.*\),"statement-sha256".*/\1/' "$1" |
        sed "$2")
    digest=$(printf '%s' "$statement" | sha256sum | cut -d' ' -f1)
    head=$(sed 's/\(.*"statement":\).*/\1/' "$1")
    tail=$(sed 's/.*"statement-sha256":"[0-9a-f]*"//' "$1")
    printf '%s%s,"statement-sha256":"%s"%s\n' "$head" "$statement" "$digest" \
        "$tail"
}

# ---- Help and mistakes ----

check 0 --help
has out "Usage: rankcert-check [OPTION]... FILE..."
has out "size of a file (default: 64M)"
has out "memory for one file (default: 1G)"
has out "processor time for one file (default: 600)"
cp out help
for option in case help jobs json quiet version max-bytes max-memory \
    max-seconds max-depth max-dim max-bits max-exponent max-steps; do
    has out "--$option"
done
check 0 -h
is out "$(cat help)
"
# Whatever help tells of is in the manual.
for option in $(grep -o -e '--[a-z-]*' help | sort -u); do
    checks=$((checks + 1))
    sed 's/\\-/-/g' "$tests/../src/checker/rankcert-check.1" |
        grep -qF -e "$option" || fail "$option is not in the manual"
done
check 0 --version
has out "rankcert-check "
has out "MPFI "
lacks out "FLINT"
check 0 -V --nonsense

check 64
has err "rankcert-check: no file is named"
has err "Try 'rankcert-check --help'."
is out ""
check 64 --nonsense $good
has err "unknown option --nonsense"
check 64 --json=1 $good
check 64 $good --case
has err "rankcert-check: --case needs an argument"
check 64 $good -q -j
has err "rankcert-check: -j needs an argument"
check 64 $good -qx $good
has err "unknown option -x, or"
check 64 $good --json=yes
has err "unknown option --json=yes, or"
for bad in 0 257 x '' 1x -1; do
    check 64 --jobs "$bad" $good
    has err "--jobs takes an integer from 1 to 256, not '$bad'"
done
check 64 --max-memory 1T $good
has err "--max-memory takes a size like 64M, not '1T'"
check 64 --max-seconds 0 $good
has err "--max-seconds takes an integer from 1 to"
check 64 --max-bits 31 $good
check 64 - -
has err "standard input ('-') can be read once only"
check 64 --case - -
is out ""

# ---- What is said of a file, and exit codes ----

check 0 $good
lines out "$good" "claim:     the mask has radius 2, has exactly these \
centres: 1: proved" "3 tokens" "results:   R1" "precision: exact" \
    "claim chain of the case with SHA-256 $(sha256sum <case.yaml |
        cut -d' ' -f1)" "the statement stands alone" "  ACCEPTED" \
    "1 certificate: 1 accepted, 0 rejected, 0 malformed"
is err ""
check 0 $refuted
has out "has radius 1: refuted"
check 1 bad.json
lines out "bad.json" \
    "  REJECTED: the distance from token 1 to token 3 is 2, not 1" \
    "1 certificate: 0 accepted, 1 rejected, 0 malformed"
check 65 malformed.json
has out "  MALFORMED: /: the key 'witness' is missing"
check 66 missing.json
has out "  UNREADABLE: No such file or directory"
check 1 $good bad.json $refuted
lines out "$good" "  ACCEPTED" "bad.json" "  REJECTED" "$refuted" \
    "  ACCEPTED" "3 certificates: 2 accepted, 1 rejected, 0 malformed"
check 66 bad.json missing.json $good
check 65 bad.json malformed.json missing.json
has out "3 certificates: 0 accepted, 1 rejected, 1 malformed, 1 unreadable"
# No byte may differ from the canonical form.
sed 's/:1,/: 1,/' $good >it.json
check 65 it.json
has out "MALFORMED: /: not in canonical form from byte"
tr -d '\n' <$good >it.json
check 65 it.json
: >it.json
check 65 it.json
lacks out "claim:"
lacks out "results:"
lacks out "case:"
# A file of any name; what a terminal would obey is not printed.
name=$(printf 'a\033[2J\tb')
cp $good "$name"
check 0 "$name"
has out 'a\x1b[2J\x09b'
cp $good ./-j
check 0 -- -j
rm it.json ./-j "$name"

# ---- JSON, and only what was not accepted ----

check 0 --json $good
json certificates.0.file "$good"
json certificates.0.result accepted
json certificates.0.bits 0
json certificates.0.claim-id chain
json certificates.0.results R1
json case-compared false
json summary.accepted 1
json summary.certificates 1
check 65 --json $good bad.json malformed.json missing.json
json certificates.1.result rejected
json certificates.1.message \
    "the distance from token 1 to token 3 is 2, not 1"
json certificates.2.result malformed
json certificates.2.path /
json certificates.3.result unreadable
json summary.rejected 1
json summary.not-checked 0
# Names of any bytes are texts of JSON.
odd=$(printf 'a"b\\c\001\200\303\251.json')
cp $good "$odd"
check 0 --json "$odd"
has out "$(printf '"a\\"b\\\\c\\u0001\\\\x80\303\251.json"')"
json certificates.0.result accepted
rm "$odd"
check 1 --quiet $good bad.json $refuted
lacks out "ACCEPTED"
lacks out "$good"
lines out "bad.json" "  REJECTED" "3 certificates: 2 accepted"
check 0 -q $good $refuted
is out "2 certificates: 2 accepted, 0 rejected, 0 malformed
"
check 0 -q --json $good
json certificates '[]'
json summary.accepted 1

# ---- The number of processes ----

for jobs in 1 2 7 256; do
    check 65 --jobs $jobs $good bad.json $refuted malformed.json $good
    cp out out.$jobs
    checks=$((checks + 1))
    cmp -s out.1 out.$jobs || fail "another output with $jobs jobs"
done
check 1 -j3 bad.json $good

# ---- Folders and standard input ----

mkdir -p d/b/deep d/.hidden empty
cp $good d/a.json
cp $good d/b/deep/z.json
cp $refuted d/b/x.json
cp bad.json d/.hidden/bad.json
cp bad.json d/.bad.json
cp bad.json d/bad.txt
ln -s .. d/b/up
check 0 d
lines out d/a.json d/b/deep/z.json d/b/x.json "3 certificates: 3 accepted"
check 0 d/ $good
has out "4 certificates: 4 accepted"
check 1 d d/bad.txt
check 66 empty
has err "no certificate (*.json) is below empty"
has out "0 certificates: 0 accepted"
check 66 empty d
has out "3 certificates: 3 accepted, 0 rejected, 0 malformed, 1 unreadable"
ln -s nowhere d/lost.json
check 66 d
has out "UNREADABLE: No such file or directory"
rm d/lost.json
if [ "$(id -u)" != 0 ]; then
    chmod 000 d/b
    check 66 d
    has err "cannot read d/b: Permission denied"
    chmod 700 d/b
fi
check 0 - <$good
lines out "-" "  ACCEPTED"
check 1 $good - $refuted <bad.json
lines out "$good" "  ACCEPTED" "-" "  REJECTED" "$refuted" "  ACCEPTED"
check 65 - </dev/null

# ---- Limits: what exceeds one is not accepted ----

size=$(wc -c <$good)
check 0 --max-bytes "$size" $good
check 1 --max-bytes $((size - 1)) $good
has out "REJECTED: limit: the file is larger than $((size - 1)) bytes"
check 1 --max-memory 10K $good
has out "REJECTED: limit: more than 10240 bytes of memory are needed"
check 0 --max-dim 3 $good
check 65 --max-dim 2 $good
has out "MALFORMED: /statement/model/tokens: expected an integer from 1 to 2"
check 65 --max-depth 3 $good
has out "MALFORMED: /: limit: nested deeper than 3"
check 0 --max-depth 9 --max-bits 32 --max-exponent 1 --max-steps 1 $good
slow='{"claim":{"kind":"matrix-rank","matrix":[["exp(1/3)","sin(1/7)"],'
slow="${slow}[\"atan(1/5)\",\"exp(sin(exp(sin(exp(sin(exp(1/3)))))))\"]],"
slow="$slow\"rank-at-least\":2}}"
restate $good 's/.*/X/' | sed 's/"bits":0/"bits":1048576/
    s/"producer":{/&"flint":"3",/; s/\["R1"\]/["R27"]/
    s/"witness":.*/"witness":{"lower":{"cols":[1,2],"rows":[1,2]}}}/' >x.json
restate x.json "s/.*/$(printf '%s' "$slow" | sed 's/[&/\]/\\&/g')/" >slow.json
run 1 "$checker" --max-seconds 1 slow.json $good
lines out "slow.json" "REJECTED: limit: more than 1 seconds of processor time" \
    "$good" "  ACCEPTED"
check 65 --max-bits 1048575 slow.json
has out "MALFORMED: /bits: expected an integer from 0 to 1048575"

# ---- The case ----

check 0 --case case.yaml made
has out "the statement is that of case.yaml"
lacks out "stands alone"
has out "2 certificates: 2 accepted"
check 0 --json --case case.yaml $good
json case-compared true
check 0 --case - $good <case.yaml
# Numbers and forms that both programs must bring to the same normal form.
cat >forms.yaml <<'END'
rankcert: 1
model:
  tokens: 5
  dim: 2
  mask:
    union: [{dilated-window: {width: 1, step: 2}}, {star: 2},
            {edges: [[5, 1]]}, {global-window: {global: 1, width: 0}}]
  attention:
    softmax:
      query: {block: [[[sqrt( 2 )]], [[-0x1p-2]]]}
      key: {bidiagonal: {dim: 2, first: pi/4, last: 1.5e-1, super: exp(-1/3)}}
      scale: "sqrt(2) * 2^1"
  value: {bidiagonal: {dim: 2, first: 1/2, last: 1, super: 0.25}}
  norm: rms
start: [[1, 2], [0.5, '-1'], [1e-1, 3], [2, -(1+1)], [sin(1), cos(1)]]
claims:
  - {kind: mask, centres: [3, 1, 2, 4, 5]}
  - kind: orbit
    steps: 4
    checks:
      - {quantity: "sigma   2", at-least: 0.0001, at-most: 10, more-than: 1e-3}
      - {quantity: mu, at: 0, less-than: 100}
  - kind: matrix-rank
    matrix: {bidiagonal: {dim: 4, first: sqrt(2), last: 1 - pi, super: 1 + 1}}
    rank-at-least: 4
  - kind: matrix-rank
    matrix: {bidiagonal: {dim: 4, first: 0, last: sqrt(3), super: -sqrt(2)}}
    rank-at-least: 3
  - kind: matrix-rank
    matrix: {bidiagonal: {dim: 3, first: -sqrt(3), last: -(-sqrt(3)), super: 2}}
    rank-at-least: 2
  - kind: matrix-rank
    matrix: {block: [{identity: 2}, {block: [[[1, 2.50, 3e2]],
                                             {diagonal: [1/7, sqrt(4)]}]}]}
    rank: 5
  - kind: matrix-rank
    matrix: [[1, 2], [2, "4."], [.5, 1]]
    rank: 1
    numerical-rank: {tolerance: 1e-3, rank: 1}
END
run 0 "$RANKCERT" verify --out made forms.yaml
check 0 --case forms.yaml made/forms
has out "7 certificates: 7 accepted"
# Weights that differ by layer, and what is drawn, transformed and read from a
# file: both programs make the same of them.
mkdir -p of/layers
# npy FILE BYTES: 2 x 2 entries of 16-bit integers.
npy() {
    printf '\223NUMPY\001\000\072\000%s\n' \
        "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2)}" >"$1"
    printf "$2" >>"$1"
}
npy of/layers/value.npy '\001\000\002\000\377\377\001\000'
cat >of/layers.yaml <<'END'
rankcert: 1
model:
  tokens: 3
  dim: 2
  mask: causal
  layers: 3
  attention:
    softmax:
      query: {random: {rows: 2, cols: 2, seed: 7, range: 1}}
      key: {random: {rows: 2, cols: 2, seed: 9223372036854775807, range: 3/2}}
      scale: sqrt(2)
  value:
    per-layer: [{cayley: [[0, 1/3], [-1/3, 0]]}, {file: layers/value.npy}]
  norm: rms
start: [[3/5, 4/5], [-4/5, 3/5], [1, 0]]
claims:
  - id: orbit
    kind: orbit
    steps: 9
    checks: [{quantity: mu, at-most: 2}, {quantity: norm-max, at-least: 1/2}]
  - {id: file, kind: matrix-rank, matrix: {file: layers/value.npy}, rank: 2}
  - id: random
    kind: matrix-rank
    matrix: {random: {rows: 3, cols: 2, seed: 0, range: 5}}
    rank: 2
END
run 0 "$RANKCERT" verify --out made of/layers.yaml
check 0 --case of/layers.yaml made/layers
has out "3 certificates: 3 accepted"
check 0 --case ./of/../of/layers.yaml made/layers
cp of/layers.yaml layers.yaml
check 1 --case layers.yaml made/layers
has out "the case cannot be compared: /model/value/per-layer/1/file: the file \
cannot be read: No such file or directory"
check 1 --case - made/layers <of/layers.yaml
cp -R of/layers of/layers.yaml .
check 0 --case layers.yaml made/layers
check 0 --case - made/layers <layers.yaml
rm -R layers
# The layers in another order are another statement.
one='\[\[[^]]*\],\[[^]]*\]\]'
restate made/layers/orbit.json \
    "s/\"value\":{\"layers\":\[\($one\),\($one\)\]/\"value\":{\"layers\":[\2,\1]/" \
    >it.json
check 1 --case of/layers.yaml it.json
has out "REJECTED: the statement is not that of the case: /model/value/layers/0"
# The file is part of the case, and must be one that can be read.
npy of/layers/value.npy '\001\000\002\000\377\377\002\000'
check 1 --case of/layers.yaml made/layers/file.json
has out 'the case: /claim/matrix/1/1: the certificate has "1", the case "2"'
npy of/layers/value.npy '\001\000\002\000\377\377\001'
check 1 --case of/layers.yaml made/layers/file.json
has out "the case cannot be compared: /claims/1/matrix/file: the file is not \
read: its size is not that of its entries"
rm of/layers/value.npy
mkfifo of/layers/value.npy
check 1 --case of/layers.yaml made/layers/file.json
has out "the file cannot be read: it is no plain file"
rm of/layers/value.npy
mkdir of/layers/value.npy
check 1 --case of/layers.yaml made/layers/file.json
has out "the file cannot be read: it is no plain file"

# Another case, or this one edited: the digest tells.
sed 's/: A chain/: The chain/' case.yaml >other.yaml
check 1 --case other.yaml $good
has out "REJECTED: the case has SHA-256 $(sha256sum <other.yaml |
    cut -d' ' -f1)"
# What the statement says is compared, whatever the digests.
# sign FILE: about the other case.
sign() {
    sed "s/\"sha256\":\"[0-9a-f]*\"/\"sha256\":\"$(sha256sum <other.yaml |
        cut -d' ' -f1)\"/" "$1" >signed.json
}
sign $good
check 0 --case other.yaml signed.json
restate $good 's/"dim":1/"dim":2/; s/"value":.*/"value":[["1","0"],["0","1"]]}}/' \
    >it.json
check 0 it.json
check 1 --case case.yaml it.json
has out "REJECTED: the statement is not that of the case: /model/"
restate $good 's/\["1\/2"\]/["1\/3"]/' >it.json
check 0 it.json
check 1 --case case.yaml it.json
has out 'the case: /model/value/0/0: the certificate has "1/3", the case "0.5"'
sed 's/"claim":"chain"/"claim":"short"/' $good >it.json
check 1 --case case.yaml it.json
sed 's/"claim":"chain"/"claim":"other"/' $good >it.json
check 1 --case case.yaml it.json
has out "0 claims are called 'other'"
# edited TEXT SED-SCRIPT: after this edit of the case it is not accepted.
edited() {
    sed "$2" case.yaml >other.yaml
    sign $good
    check 1 --case other.yaml signed.json
    has out "  REJECTED: $1"
}
edited "the statement is not that of the case: /model/mask/2/0/0: " \
    's/causal-window: 2/causal-window: 3/'
edited "the statement is not that of the case: /model/norm: " \
    's/norm: none/norm: rms/'
edited "the statement is not that of the case: /claim" 's/radius: 2/radius: 1/'
edited "the case cannot be compared: /model: unknown key" 's/  norm:/&: 1/'
edited "the case cannot be compared: line 5, column 8: anchors" 's/dim: /&\&x /'
edited "the case cannot be compared: line 5, column 8: tags" 's/dim: /&!!int /'
edited "the case cannot be compared: line 5, column 8: aliases" 's/dim: 1/dim: *x/'
edited "the case cannot be compared: line 6, column 3: a key is given twice" \
    's/dim: 1/&\n  dim: 1/'
edited "the case cannot be compared: /: unknown key '<<'" 's/^title:.*/<<: {}/'
edited "the case cannot be compared: line 2, column 1: a second document" \
    's/^title:/---/'
edited "the case cannot be compared: /model/tokens: expected an integer" \
    's/tokens: 3/tokens: 1000000000000/'
edited "the case cannot be compared: /model/mask/causal-window: expected" \
    's/causal-window: 2/causal-window: 100000000/'
# Large and deep cases are bounded by the same limits.
{
    printf 'rankcert: 1\nclaims: '
    awk 'BEGIN { for (k = 0; k < 100000; k++) printf "[" }'
} >other.yaml
sign $good
check 1 --case other.yaml signed.json
has out "limit: nested deeper than 64"
{
    cat case.yaml
    printf 'start: ['
    awk 'BEGIN { for (k = 0; k < 200000; k++) printf "[1],"; print "[1]]" }'
} >other.yaml
sign $good
check 0 --case other.yaml signed.json
check 1 --max-memory 4M --case other.yaml signed.json
has out "limit: more than 4194304 bytes of memory are needed"
# What cannot be read.
check 66 --case missing.yaml $good
has err "cannot read missing.yaml: No such file or directory"
is out ""
check 66 --case empty $good
check 66 --max-bytes 100 --case case.yaml $good
has err "case.yaml is larger than 100 bytes (--max-bytes)"

# ---- Output that cannot be written ----

if [ -e /dev/full ]; then
    run 74 sh -c 'exec "$0" "$1" >/dev/full' "$checker" $good
    has err "cannot write standard output"
fi
run 74 sh -c 'exec "$0" "$1" >&-' "$checker" $good
run 0 sh -c 'exec "$0" "$1" <&- 2>&-' "$checker" $good
run 1 sh -c 'exec "$0" "$1" <&- 2>&-' "$checker" bad.json
run 66 sh -c 'exec "$0" - <&-' "$checker"

# ---- Signals: a file that is waited for, and nothing more to come ----

mkfifo pipe
for signal in INT TERM; do
    code=130
    [ $signal = INT ] || code=143
    for jobs in 1 3; do
        rm -f started
        # Opening it waits until it is being read.
        sh -c 'exec 3>pipe; : >started; exec sleep 100' &
        writer=$!
        run $code "$tools/signal_when" started $signal -- "$checker" \
            --jobs $jobs $good pipe $refuted
        kill $writer
        wait $writer 2>/dev/null
        # With one process the first file is done before the second begins.
        [ $jobs = 3 ] || lines out "$good" "  ACCEPTED" "1 certificate: 1 \
accepted, 0 rejected, 0 malformed, 2 not checked"
        has out " not checked"
        lacks out "short"
        is err ""
    done
done

# ---- What it is made of ----

if command -v ldd >/dev/null && ldd "$checker" >libraries 2>/dev/null; then
    command="ldd $checker"
    cp libraries out
    for library in librankcert libflint libarb libantic; do
        lacks out "$library"
    done
    has out libmpfr
fi
finish
