#!/bin/sh
# Ctrl-C and SIGTERM: what was decided is reported, and the exit code tells.
. "$srcdir/tests/cli/common.sh"

# interrupted CODE SIGNALS ARGUMENT...: signals as for signal_when.c.
interrupted() {
    wanted=$1 signals=$2
    shift 2
    rm -f started
    run "$wanted" "$tools/signal_when" $signals -- "$plain_double" verify "$@"
}

wait='{id: long, kind: wait, milliseconds: 600000, announce: started}'
stuck='{id: long, kind: stuck, milliseconds: 600000, announce: started}'
make_case wait.yaml "$proved" "$wait" "$refuted" "$proved"
make_case stuck.yaml "$proved" "$stuck" "$refuted" "$proved"

for name in wait stuck; do
    interrupted 130 "started INT" --jobs 1 $name.yaml
    has out "verdict-1"
    has out "    undecided: interrupted"
    has out "4 claims: 1 met, 0 not met, 3 undecided; interrupted, 2 claims \
not run"
    is err ""
    interrupted 143 "started TERM" --jobs 1 --json $name.yaml
    json cases.0.claims.0.verdict proved
    for k in 1 2 3; do
        json cases.0.claims.$k.verdict undecided
        json cases.0.claims.$k.reason interrupted
        json cases.0.claims.$k.met false
    done
    json undecided 3
done
# What is decided in the two seconds left counts.
make_case soon.yaml "$proved" \
    '{id: soon, kind: stuck, milliseconds: 1000, announce: started}' "$proved"
interrupted 130 "started INT" --jobs 1 --json soon.yaml
json cases.0.claims.1.verdict proved
json cases.0.claims.2.reason interrupted

# The second signal ends the process at once, before the two seconds.
interrupted 130 "started INT +200 INT" --jobs 1 stuck.yaml
lacks out "claims not run"
interrupted 143 "started INT +200 TERM" --jobs 1 stuck.yaml
interrupted 130 "started TERM +200 INT" --jobs 1 --json stuck.yaml
is out ""

# Started with SIGINT ignored, as a shell does in the background, it stays so.
make_case short.yaml '{kind: wait, milliseconds: 1000, announce: started}'
rm -f started
(
    trap '' INT
    exec "$plain_double" verify short.yaml
) >out 2>err &
child=$!
while [ ! -e started ]; do sleep 0.05; done
kill -INT $child
command="verify with SIGINT ignored"
checks=$((checks + 1))
wait $child || fail "exit code $?"
has out "1 met"
finish
