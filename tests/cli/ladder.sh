#!/bin/sh
# The ladder's generator: the shipped files are what it writes, and what it
# writes holds for a size that is not shipped.
. "$srcdir/tests/cli/common.sh"

generator=$RANKCERT_BUILD/tests/generate_ladder

# Every shipped file names in its head the arguments that made it.
files=0
for shipped in "$tests"/../cases/P5/ladder-*.yaml; do
    words=$(sed -n 's/^#   generate_ladder //p' "$shipped")
    # shellcheck disable=SC2086
    run 0 "$generator" $words
    checks=$((checks + 1))
    cmp -s "$shipped" "$scratch/out" || fail "does not write $shipped"
    files=$((files + 1))
done
checks=$((checks + 1))
[ "$files" -ge 20 ] || fail "only $files shipped files"

# A size between the shipped ones: every rank, both branches, mirrored.
run 0 "$generator" 10 10 half 2 0 1 2 3 4 5 6 7 8 9 10 10AAAAAAAAA -10ABABABABA
cp out ten.yaml
run 0 "$RANKCERT" verify --json ten.yaml
json met 12
json cases.0.claims.11.values.rank 10
json cases.0.claims.4.values.rank-at-most 5

# The rank is looked at: one more and one less are refuted.
for wrong in 6 8; do
    sed -n '1,/^claims:/p' ten.yaml >wrong.yaml
    sed -n '/id: rank-7-/,/id: rank-8-/p' ten.yaml | sed '$d' |
        sed "s/rank: 7/rank: $wrong/" >>wrong.yaml
    run 1 "$RANKCERT" verify --json wrong.yaml
    json cases.0.claims.0.verdict refuted
done

# A branch that is not there is a message, not a claim.
run 1 "$generator" 8 8 whole 1 2 8
has err "token 3 has no branch in a new direction"
lacks out "- id"
run 1 "$generator" 4 4 whole 1 0 5
has err "no rank from 1 to min(N, D)"
run 1 "$generator" 4 4 whole 1 0 2AB
has err "at most rank - 1 letters"
run 1 "$generator" 4 4 third 1 0 2
has err "the diagonal is whole or half"
run 1 "$generator" 4 4 whole 1 0
has err "usage"
finish
