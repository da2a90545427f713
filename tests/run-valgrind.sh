#!/usr/bin/env bash
# usage: run-valgrind.sh PROGRAM [ARGUMENT...]
#
# Runs a program of the build tree under valgrind. Errors and definite,
# indirect and possible leaks make the exit code 99, and leave a file in
# $RANKCERT_VALGRIND_LOGS, so that a test that does not look at the exit code
# hides nothing. Run by make check-valgrind, which sets the variables.
set -eu
log=$(mktemp "$RANKCERT_VALGRIND_LOGS/$(basename "$1").XXXXXX")
# libtool knows where the program and the library in the build tree are.
exec "$RANKCERT_BUILD/libtool" --mode=execute \
    valgrind --quiet --leak-check=full \
    --suppressions="$(cd "$(dirname "$0")" && pwd)/checker.supp" \
    --errors-for-leak-kinds=definite,indirect,possible \
    --error-exitcode=99 --log-file="$log" "$@"
