#!/bin/sh
# The certificates of the corpus with every place edited; make check-mutants
# does it with those of the shipped cases.
exec bash "$srcdir/tests/mutate_all.sh" "$RANKCERT_BUILD" \
    "$srcdir/tests/corpus/accept"
