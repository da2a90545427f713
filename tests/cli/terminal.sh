#!/bin/sh
# On a terminal: colours, widths, and the progress line.
. "$srcdir/tests/cli/common.sh"

escape=$(printf '\033')
TERM=xterm
export TERM

# on COLUMNS CODE COMMAND...
on() {
    columns=$1 wanted=$2
    shift 2
    run "$wanted" "$tools/on_terminal" "$columns" "$@"
    [ "$code" != 77 ] || exit 77
}

make_case a.yaml \
    '{id: first, kind: verdict, verdict: proved, figure: "radius 1e-30, '"$(
        printf 'x%.0s' $(seq 100))"'"}' "$refuted" "$undecided"
on 80 1 "$plain_double" verify a.yaml
has out "${escape}[32mproved     ${escape}[0m"
has out "${escape}[31mrefuted    ${escape}[0m"
has out "${escape}[33mundecided  ${escape}[0m"
has out "radius 1e-30, xx"
has out "..."
lacks out "claims;"
sed "s/$escape\[[0-9]*m//g; s/\r//g" out >plain
checks=$((checks + 1))
[ "$(awk '{ if (length($0) > most) most = length($0) } END { print most }' \
    plain)" -le 87 ] || fail "a row is too wide"

NO_COLOR=1 on 80 1 "$plain_double" verify a.yaml
lacks out "$escape"
NO_COLOR="" on 80 1 "$plain_double" verify a.yaml
has out "${escape}[32m"
TERM=dumb on 80 1 "$plain_double" verify a.yaml
lacks out "$escape"
on 80 1 sh -c "$plain_double verify a.yaml >file"
checks=$((checks + 1))
! grep -q "$escape" file || fail "colours in a file"
grep -q 'x\{100\}' file || fail "the figure is cut in a file"

# A long path loses its beginning, not its end.
mkdir -p a-very-long-folder/with-a-folder-in-it/and-another-one
cp a.yaml a-very-long-folder/with-a-folder-in-it/and-another-one/zzz.yaml
on 100 1 "$plain_double" verify a-very-long-folder
has out "one/zzz.yaml"
lacks out "a-very-long-folder"

# The progress line: once a claim takes over a second, gone before a row.
make_case long.yaml "$proved" '{id: slow, kind: wait, milliseconds: 2500}'
on 80 0 "$plain_double" verify --jobs 1 long.yaml
tr '\r' '\n' <out >lines
checks=$((checks + 2))
grep -q '^1/2 claims; slow: [01] left, 1 s *$' lines || fail "no progress line"
grep -q '^ *$' lines || fail "the progress line is not erased"
on 20 0 "$plain_double" verify --quiet --jobs 1 long.yaml
tr '\r' '\n' <out | grep claims | grep -v met >lines
checks=$((checks + 2))
grep -q '^1/2 claims' lines || fail "no progress line"
[ "$(awk '{ if (length($0) > most) most = length($0) } END { print most }' \
    lines)" -le 19 ] || fail "the progress line is wider than the terminal"
on 80 0 sh -c "$plain_double verify long.yaml 2>file"
lacks out "slow:"
checks=$((checks + 1))
[ ! -s file ] || fail "progress in a file"
on 80 0 sh -c "$plain_double verify --json --jobs 1 long.yaml >file"
has out "1/2 claims; slow: "

# Interrupted with a progress line on the terminal: it goes, the rest comes.
make_case stuck.yaml \
    '{id: slow, kind: stuck, milliseconds: 600000, announce: started}'
on 80 130 "$tools/signal_when" started INT -- "$plain_double" verify stuck.yaml
has out "interrupted, 0 claims not run"
finish
