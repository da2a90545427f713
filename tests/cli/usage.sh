#!/bin/sh
# Commands, options, help, and what is said about mistakes in them.
. "$srcdir/tests/cli/common.sh"

run 64 run_double
has err "a command is missing"
run 64 run_double verifi
has err "unknown command 'verifi'; did you mean 'verify'?"
run 64 run_double qqqqqqqq
has err "unknown command 'qqqqqqqq'"
lacks err "did you mean"
run 64 run_double --versoin
has err "did you mean '--version'?"
run 64 run_double help shwo
has err "did you mean 'show'?"
is out ""

run 0 run_double --version
has out "rankcert "
has out "FLINT "
for arguments in --help help 'help help'; do
    run 0 run_double $arguments
    has out "Usage: rankcert COMMAND"
    has out "  verify "
    has out "  show "
done
run 0 run_double help verify
cp "$scratch/out" help
run 0 run_double verify --help
is out "$(cat help)
"
for option in claim help jobs json max-bits quiet timeout; do
    has out "--$option"
done
has out "(default: 16384)"
run 0 run_double help show
has out "--kinds"

make_case a.yaml "$proved"
verify 64 --jbos 2 a.yaml
has err "rankcert verify: unknown option '--jbos'; did you mean '--jobs'?"
has err "Try 'rankcert help verify'."
is out ""
verify 64 -x a.yaml
has err "unknown option '-x'"
verify 64 --json=yes a.yaml
has err "option '--json' takes no argument"
verify 64 a.yaml --timeout
has err "option '--timeout' needs an argument"
verify 64 a.yaml -t
has err "option '--timeout' needs an argument"
# Many runs that differ in one word: once is enough under valgrind.
run_double() { "$plain_double" "$@"; }
for bad in 0 -1 1.2.3 1e3 inf nan '' . ' 1' 1s 10000000000 .0000000; do
    verify 64 --timeout "$bad" a.yaml
    has err "not a positive number of seconds"
done
for good in 10 60. 25.5 1000000000; do
    verify 0 --timeout "$good" a.yaml
done
for bad in 63 1048577 -64 0x40 '' 64.5 99999999999999999999; do
    verify 64 --max-bits "$bad" a.yaml
    has err "not a number of bits from 64 to 1048576"
done
for good in 64 100 1048576; do
    verify 0 --max-bits "$good" a.yaml
done
for bad in 0 1025 -2 two ''; do
    verify 64 --jobs "$bad" a.yaml
    has err "not a number from 1 to 1024"
done
verify 0 --jobs=1024 a.yaml
verify 0 -j3 -b64 -t9 -q a.yaml
is out "1 claim: 1 met, 0 not met, 0 undecided
"
# Options may follow operands; -- ends them.
verify 0 a.yaml --json
json met 1
cp a.yaml ./--json
verify 0 -- --json
has out "1 claim: 1 met"

run 64 run_double show
has err "which case?"
run 64 run_double show --kinds a.yaml
run 64 run_double show --kins
has err "did you mean '--kinds'?"
finish
