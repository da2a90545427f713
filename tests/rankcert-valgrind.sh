#!/usr/bin/env bash
# Stands for rankcert in the whole-program tests of make check-valgrind.
set -eu
exec "$(dirname "$0")/run-valgrind.sh" "$RANKCERT_BUILD/rankcert" "$@"
