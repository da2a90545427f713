#!/bin/sh
# Output that cannot be written.
. "$srcdir/tests/cli/common.sh"

[ -c /dev/full ] || exit 77
make_case met.yaml "$proved"
make_case unmet.yaml "$refuted"
full() {
    run_double "$@" >/dev/full
}
for arguments in "verify met.yaml" "verify --json met.yaml" \
    "verify --quiet met.yaml" "verify unmet.yaml" "verify missing.yaml" \
    "show met.yaml" "show --kinds" "help" "help verify" "--version"; do
    run 74 full $arguments
    has err "cannot write standard output: No space left on device"
done
# Nothing was to be written: the exit code stays what it is.
run 64 full verify --nonsense
lacks err "cannot write"
finish
