#!/bin/sh
# Certificates that are made to take all memory or all time: rankcert-check
# must end soon, without an accept and without more than its limits allow.
# The C locale and a scratch folder are set up as in common.sh.
set -u
LC_ALL=C
export LC_ALL
checker=${RANKCERT_CHECK-$RANKCERT_BUILD/rankcert-check}
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99
failures=0
count=0

# The whole process: 1 GiB that the checker may allocate, and what programs
# take at the start. Sanitizers take much more.
memory=1310720
(ulimit -v "$memory" && "$checker" --version >/dev/null 2>&1) ||
    memory=unlimited

# repeat N TEXT: the text N times.
repeat() {
    awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) printf "%s", text }'
}

# certificate BITS HYPOTHESES RESULTS VERDICT WITNESS <STATEMENT: a whole
# certificate about that statement in the file `it`.
certificate() {
    cat >statement
    flint=
    [ "$1" = 0 ] || flint='"flint":"3.0",'
    {
        printf '{"bits":%s,"case":{"claim":"x","sha256":"' "$1"
        repeat 64 0
        printf '"},"certificate":1,"hypotheses":[%s],' "$2"
        printf '"producer":{%s"rankcert":"1"},"results":[%s],' "$flint" "$3"
        printf '"statement":'
        cat statement
        printf ',"statement-sha256":"%s"' "$(sha256sum <statement |
            cut -d' ' -f1)"
        printf ',"verdict":"%s","witness":%s}\n' "$4" "$5"
    } >it
}

# refuse NAME REASON [OPTION...]: the file `it` is not accepted, for a reason
# in which REASON occurs.
refuse() {
    name=$1
    reason=$2
    shift 2
    count=$((count + 1))
    code=0
    (ulimit -v "$memory" && timeout -k 5 100 "$checker" --max-seconds 3 "$@" \
        it >out 2>&1) || code=$?
    case $code in
    1 | 65) ;;
    *) failures=$((failures + 1)) && echo "FAIL: $name: exit code $code" ;;
    esac
    if ! grep -q "^  \(REJECTED\|MALFORMED\): .*$reason" out; then
        failures=$((failures + 1))
        echo "FAIL: $name: wanted ...$reason..., found"
        cut -c1-300 out
    fi
    rm -f it
}

matrix_rank() { # FIELDS-BEFORE-kind MATRIX-FILE
    printf '{"claim":{"kind":"matrix-rank","matrix":'
    cat "$1"
    printf ',%s}}' "$2"
}

# ---- Bytes ----

repeat 70000000 ' ' >it
refuse 'a large file' 'limit: the file'
{ repeat 1000000 '['; repeat 1000000 ']'; echo; } >it
refuse 'deep lists' ''
{ repeat 1000000 '{"a":'; echo; } >it
refuse 'deep maps' ''
{ printf '{"a":['; repeat 20000000 '[],'; printf '0]}\n'; } >it
refuse 'many lists' 'limit'
{ printf '{"a":['; repeat 30000000 '0,'; printf '0]}\n'; } >it
refuse 'many numbers' ''
{ printf '{"a":"'; repeat 60000000 x; printf '"}\n'; } >it
refuse 'a long text' ''

# ---- Matrices and numbers ----

{ printf '['; repeat 999999 '["1"],'; printf '["1"]]'; } >matrix
matrix_rank matrix '"rank":1' | certificate 0 '' '"R27"' proved '{}'
refuse 'a million rows' ''
{ printf '['; repeat 3999999 '"1",' | sed 's/^/[/'; printf '"1"]]'; } >matrix
matrix_rank matrix '"rank":1' | certificate 0 '' '"R27"' proved '{}'
refuse 'four million columns' ''
lower='{"lower":{"cols":[1],"modulus":7,"rows":[1]}}'
number() { # NAME REASON NUMBER-FILE
    { printf '[["'; cat "$3"; printf '"]]'; } >matrix
    matrix_rank matrix '"rank":1' |
        certificate "${4-0}" '' '"R27"' proved "${5-$lower}"
    refuse "$1" "$2"
}
repeat 10000000 7 >digits
number 'ten million digits' 'characters' digits
{ repeat 1000000 '('; printf pi; repeat 1000000 ')'; } >digits
number 'a million brackets' '' digits
{ printf pi; repeat 1000000 '+pi'; } >digits
number 'a million sums' '' digits
{ repeat 1000000 'exp('; printf 1; repeat 1000000 ')'; } >digits
number 'a million exponentials' '' digits
{ repeat 1000000 '-'; printf pi; } >digits
number 'a million signs' '' digits
echo 'pi^999999999' | tr -d '\n' >digits
number 'a power' '' digits
echo '3^67000000' | tr -d '\n' >digits
number 'a rational power' '' digits
echo 'exp(exp(exp(exp(9))))' | tr -d '\n' >digits
number 'a tower' '' digits 64 '{"lower":{"cols":[1],"rows":[1]}}'
echo 'sin(exp(100000000))' | tr -d '\n' >digits
number 'a far angle' '' digits 64 '{"lower":{"cols":[1],"rows":[1]}}'

# A square matrix with which much can be done.
awk 'BEGIN {
    printf "["
    for (i = 1; i <= 600; i++) {
        printf "%s[", (i > 1 ? "," : "")
        for (j = 1; j <= 600; j++)
            printf "%s\"%d/%d\"", (j > 1 ? "," : ""), (i * j) % 97 + 1,
                (i + j) % 1009 * 2027 * 4057 + 100003
        printf "]"
    }
    printf "]" }' >matrix
rows=$(awk 'BEGIN { for (i = 1; i <= 600; i++)
    printf "%s%d", (i > 1 ? "," : ""), i }')
pivots=$(awk 'BEGIN { for (i = 1; i <= 600; i++)
    printf "%s[%d]", (i > 1 ? "," : ""), i }')
matrix_rank matrix '"numerical-rank":{"rank":600,"tolerance":"1/1000000"}' |
    certificate 4096 '' '"R26"' proved \
        "{\"count\":{\"above\":600,\"below\":0,\"pivots\":[$pivots]}}"
refuse 'much elimination' ''
matrix_rank matrix '"rank":600' | certificate 1000000 '' '"R27"' proved \
    "{\"lower\":{\"cols\":[$rows],\"rows\":[$rows]}}"
refuse 'a kind of minor that rational matrices do not have' ''

# ---- Orbits and equilibria ----

model='"model":{"attention":"uniform","dim":1,"mask":[[[1,1]]],"norm":"none"'
model="$model,\"tokens\":1,\"value\":[[\"1\"]]}"
orbit() { # NAME REASON STEPS BITS
    printf '{"claim":{"checks":[],"kind":"orbit","steps":%s},%s,%s}' \
        "$3" "$model" '"start":[["1"]]' |
        certificate "$4" '' '"R28"' proved '{"rooms":[]}'
    refuse "$1" "$2"
}
orbit 'a thousand million layers' limit 1000000000 64
orbit 'a million layers of a million bits' limit 1000000 1000000
orbit 'a thousand million bits' /bits 1 1000000000

cube='"box":[[["-1*2^0","1*2^0"]]]'
deep() { # NAME REASON TREE
    tree=$3
    printf '{"claim":{"kind":"equilibrium","near":[["1/2"]]},%s}' \
        "$(echo "$model" | sed 's/none/rms/')" >statement.now
    certificate 64 '"norm"' '"R23"' refuted \
        "{\"exclusion\":{\"groups\":[{$cube,\"then\":\"excluded\",\
\"tree\":TREE}]}}" <statement.now
    awk -v tree="$tree" 'BEGIN { getline text <tree }
        { k = index($0, "TREE")
          print substr($0, 1, k - 1) text substr($0, k + 4) }' it >it2
    mv it2 it
    refuse "$1" "$2"
}
{ printf '['; repeat 500000 '["split",1,1],'; printf '["unique"]]\n'; } >tree
deep 'half a million halvings' '' tree
{ printf '['; repeat 1000000 '["cut",[[["-1*2^0","1*2^0"]]]],'
    printf '["out",1,"length"]]\n'; } >tree
deep 'a million cuts' '' tree
{ printf '['; repeat 1000000 '["out",1,"length"],'
    printf '["out",1,"length"]]\n'; } >tree
deep 'a million leaves too many' '' tree

echo "$count hostile certificates, $failures failures"
[ "$failures" = 0 ]
