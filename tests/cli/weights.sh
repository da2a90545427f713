#!/bin/sh
# Matrices from files beside the case, and weights that differ by layer.
. "$srcdir/tests/cli/common.sh"

# npy FILE TYPE SHAPE BYTES: a .npy file in C order, BYTES as printf takes them.
npy() {
    header="{'descr': '$2', 'fortran_order': False, 'shape': $3, }"
    {
        printf '\223NUMPY\001\000'
        printf "\\$(printf %03o ${#header})\\000"
        printf %s "$header"
        # shellcheck disable=SC2059
        printf "$4"
    } >"$1"
}

# rank_case FILE PATH RANK: the matrix in the file PATH has rank RANK.
rank_case() {
    make_case "$1" "{kind: matrix-rank, matrix: {file: $2}, rank: $3}"
}

mkdir -p cases/deep data other
# [[1/2, 1], [-1, -2]]: rank 1.
npy cases/weights.npy '<f2' '(2, 2)' '\000\070\000\074\000\274\000\300'
# [[1, 2], [3, 5]]: rank 2.
npy data/whole.npy '|i1' '(2, 2)' '\001\002\003\005'
rank_case cases/one.yaml weights.npy 1
rank_case cases/wrong.yaml weights.npy 2
rank_case cases/deep/two.yaml ../../data/whole.npy 2
run 0 "$RANKCERT" verify cases/one.yaml cases/deep/two.yaml
run 1 "$RANKCERT" verify --json cases/wrong.yaml
json cases.0.claims.0.verdict refuted
json cases.0.claims.0.reason "the rank is 1"
# Paths start where the case lies, wherever the program runs.
cd other || exit
run 0 "$RANKCERT" verify ../cases/one.yaml "$scratch/cases/deep/two.yaml" ../cases/one.yaml
cd ../cases || exit
run 0 "$RANKCERT" verify one.yaml ./one.yaml deep/two.yaml
# ... and at the current folder for standard input.
run 0 "$RANKCERT" verify - <one.yaml
cd ..
run 65 "$RANKCERT" verify - <cases/one.yaml
has err "'weights.npy' cannot be read: there is no such file beside the case"
run 0 "$RANKCERT" show cases/one.yaml
has out "the matrix [[1/2, 1], [-1, -2]] has rank exactly 1"

# The certificate has the entries themselves.
run 0 "$RANKCERT" verify --out made cases/one.yaml
checks=$((checks + 1))
grep -qF '"matrix":[["1/2","1"],["-1","-2"]]' made/one/*.json ||
    fail "the entries are not in the certificate"

# What cannot be read says so with its place; other files still run.
rank_case cases/none.yaml none.npy 1
rank_case cases/folder.yaml deep 1
rank_case cases/absolute.yaml "$scratch/cases/weights.npy" 1
mkfifo cases/pipe.npy
rank_case cases/pipe.yaml pipe.npy 1
npy cases/nan.npy '<f2' '(2, 2)' '\000\070\000\176\000\274\000\300'
rank_case cases/nan.yaml nan.npy 1
npy cases/short.npy '<f2' '(2, 2)' '\000\070\000\176\000\274\000'
rank_case cases/short.yaml short.npy 1
rank_case cases/text.yaml one.yaml 1
run 65 "$RANKCERT" verify cases/none.yaml cases/folder.yaml cases/absolute.yaml \
    cases/pipe.yaml cases/nan.yaml cases/short.yaml cases/text.yaml \
    cases/one.yaml
has err "cases/none.yaml:4:40: error: 'none.npy' cannot be read"
has err "cases/folder.yaml:4:40: error: 'deep' cannot be read: it is no plain"
has err "cases/absolute.yaml:4:40: error: '/"
has err "cases/pipe.yaml:4:40: error: 'pipe.npy' cannot be read: it is no plain"
has err "cases/nan.yaml:4:40: error: 'nan.npy' has nan in row 1, column 2"
has err "cases/short.yaml:4:40: error: 'short.npy' has "
has err "cases/text.yaml:4:40: error: 'one.yaml' is no .npy file"
has out "1 met"

# Weights that differ by layer, one of them from a file.
npy cases/twice.npy '>f8' '(1, 1)' '\100\000\000\000\000\000\000\000'
cat >cases/layers.yaml <<EOF
rankcert: 1
model:
  tokens: 1
  dim: 1
  mask: causal
  attention: uniform
  value: {per-layer: [{file: twice.npy}, [[3]]]}
  norm: none
start: [[1]]
claims:
  - kind: orbit
    steps: 3
    checks: [{quantity: norm-max, at: 3, at-least: 12, at-most: 12}]
  - kind: orbit
    steps: 3
    checks: [{quantity: norm-max, at: 3, at-least: 18}]
    expect: refuted
EOF
run 0 "$RANKCERT" verify cases/layers.yaml
run 0 "$RANKCERT" show cases/layers.yaml
has out "value W_V differs by layer and begins anew after 2 layers:"
has out "layer 1: [[3]]"
finish
