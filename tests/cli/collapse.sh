#!/bin/sh
# Claims of kind collapse that must not be proved, each for its own reason, and
# some at the edge, from the case file to the checker's verdict.
. "$srcdir/tests/cli/common.sh"

checker=$RANKCERT_BUILD/rankcert-check

# collapse FILE MODEL START FIELDS: a case with one claim.
collapse() {
    printf 'rankcert: 1\ntitle: A test\nmodel: {%s}\nstart: %s\n' \
        "$2" "$3" >"$1.yaml"
    printf 'claims: [{id: it, kind: collapse%s}]\n' "$4" >>"$1.yaml"
}

# comes_out CODE VERDICT REASON FILE: what the claim comes to.
comes_out() {
    run "$1" "$RANKCERT" verify --json "$4.yaml"
    json cases.0.claims.0.verdict "$2"
    has out "$3"
}

# accepted FILE: its certificate, made now, follows and is of that case.
accepted() {
    rm -rf certificates
    run 0 "$RANKCERT" verify --quiet --out certificates "$1.yaml"
    run 0 "$checker" --case "$1.yaml" "certificates/$1/it.json"
    has out ACCEPTED
}

two='tokens: 2, dim: 2, mask: causal, attention: uniform'
start='[[1, 0], [0, 1]]'

# The product of the value matrices grows.
collapse shear "$two, norm: none, value: [[1, 1], [0, 1]]" "$start" ''
comes_out 2 unsupported R18 shear
collapse double "$two, norm: none, value: [[2, 0], [0, 2]]" "$start" ''
comes_out 2 unsupported R18 double
# It is bounded for the first matrix and not for both.
collapse layers "$two, norm: none, value: {per-layer: \
[{identity: 2}, [[1, 0], [0, 3/2]]]}" "$start" ''
comes_out 2 unsupported R18 layers

# Under LayerNorm the value matrix must be orthogonal, exactly.
collapse stretch "$two, norm: rms, value: [[1/2, 1], [0, 1]]" "$start" ''
comes_out 2 unsupported R9 stretch
collapse nearly "$two, norm: rms, value: [[1, 0], [0, 1 - 1e-40]]" "$start" ''
comes_out 2 unsupported R9 nearly

# A rate below the second eigenvalue cannot come of this theory; one that is
# reached exactly can.
collapse rate "$two, norm: none, value: {identity: 2}" "$start" \
    ', rate-at-most: 1/2 - 1e-30'
comes_out 2 unsupported 'R5' rate
collapse equal "$two, norm: none, value: {identity: 2}" "$start" \
    ', rate-at-most: 1/2, constant-at-most: 1, replay: 64'
comes_out 0 proved '' equal
accepted equal
collapse constant "$two, norm: none, value: {identity: 2}" "$start" \
    ', constant-at-most: 1 - 1e-30'
comes_out 2 undecided '' constant

# Opposite tokens: nothing to divide by. Nearly opposite ones: a hemisphere.
opposite='tokens: 2, dim: 2, mask: complete, attention: uniform, norm: rms'
collapse opposite "$opposite, value: {identity: 2}" '[[1, 0], [-1, 0]]' ''
comes_out 1 undefined '' opposite
collapse barely "$two, norm: rms, value: {identity: 2}" \
    '[[1, 0], [-1, 1e-30]]' ', replay: 16'
comes_out 0 proved '' barely
accepted barely

# Two sources: refuted whatever the weights and the values do.
for value in '{identity: 2}' '[[1/2, 0], [0, 1/2]]' '[[2, 0], [0, 1]]'; do
    for norm in none rms; do
        collapse apart "tokens: 3, dim: 2, mask: {edges: [[1, 3], [2, 3]]}, \
attention: uniform, norm: $norm, value: $value" \
            '[[1, 0], [0, 1], [1, 1]]' ', expect: refuted'
        comes_out 0 refuted '' apart
        accepted apart
    done
done

# A single token, and tokens that agree from the start.
collapse one 'tokens: 1, dim: 2, mask: causal, attention: uniform, norm: none,
    value: {identity: 2}' '[[3, 4]]' ', constant-at-most: 0, replay: 8'
comes_out 0 proved '' one
accepted one
collapse same "$two, norm: none, value: {identity: 2}" '[[3, 4], [3, 4]]' \
    ', replay: 8'
comes_out 0 proved '' same
accepted same
finish
