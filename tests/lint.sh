#!/usr/bin/env bash
# The rules of this tree that a machine can read off the sources: soundness
# (no doubles, no plain LU, outside src/search), which room may include which,
# no printing or exiting in the library, a test for each source file, and that
# make dist forgets nothing.
#
# usage: tests/lint.sh           lint the tree, after testing the lint itself
#        tests/lint.sh --tree T  only lint the tree T
set -eu
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)

# Source files without a test of their own name, and where they are tested.
# room/file  where
untested='
checker/main.c  tests/cli/check.sh
checker/quantity_value.c tests/check_checker_quantity.c
cli/against.c   tests/cli/against.sh
cli/content.c   tests/cli/out.sh
cli/documents.c tests/cli/out.sh tests/cli/against.sh
cli/files.c     tests/cli/files.sh
cli/golden.c    tests/cli/against.sh
cli/jobs.c      tests/cli/jobs.sh tests/cli/limits.sh tests/cli/signals.sh
cli/kinds.c     tests/cli/show.sh
cli/load.c      tests/cli/files.sh tests/cli/input_errors.sh tests/cli/weights.sh
cli/main.c      tests/cli/usage.sh
cli/message.c   tests/cli/output.sh tests/cli/usage.sh
cli/progress.c  tests/cli/terminal.sh
cli/records.c   tests/cli/exit_codes.sh tests/cli/json.sh
cli/show.c      tests/cli/show.sh
cli/signals.c   tests/cli/signals.sh
cli/terminal.c  tests/cli/terminal.sh
cli/verify.c    tests/cli/exit_codes.sh tests/cli/table.sh
'

# files_below TREE DIR...: the files below TREE/DIR, sorted, but for those that
# editors and programs leave behind. A folder that is not there holds none.
files_below() {
    local tree=$1 dir
    shift
    for dir; do
        if [ -d "$tree/$dir" ]; then
            (cd "$tree" && find "$dir" -type f ! -name '.*' ! -name '*~' \
                ! -name '*.pyc')
        fi
    done | sort
}

c_files() {
    files_below "$@" | grep '\.[ch]$'
}

check_lines() {
    local tree=$1
    c_files "$tree" src include tests | sed "s|^|$tree/|" |
        xargs awk -v top="$tree" -f "$here/lint.awk"
}

# Every src/<room>/<file>.c has tests/check_<room>_<file>.c.
check_tests_exist() {
    local tree=$1 file room base test
    while read -r file; do
        case $file in *.h) continue ;; esac
        base=$(basename "$file" .c)
        room=$(basename "$(dirname "$file")")
        case $room in
        src) test=tests/check_$base.c ;;
        *) test=tests/check_${room}_$base.c ;;
        esac
        if [ ! -f "$tree/$test" ] &&
            ! grep -q "^$room/$base\.c " <<<"$untested"; then
            echo "$file:1: untested: there is no $test"
        fi
    done <<<"$(c_files "$tree" src)"
}

# Every file that must be in a release is named in Makefile.am, itself or by a
# folder below the top one. Programs of the tests are named there without .c,
# and what is in m4 is found by automake.
check_listed() {
    local tree=$1 file name listed
    listed=$(sed 's/#.*//' "$tree/Makefile.am" |
        grep -oE '[^[:space:]]+/[^[:space:]]+' | sort -u)
    while read -r file; do
        name=$file
        if grep -qxF "${file%.c}" <<<"$listed"; then
            continue
        fi
        while [ "$name" != . ]; do
            if grep -qxF "$name" <<<"$listed"; then
                continue 2
            fi
            name=$(dirname "$name")
        done
        echo "$file:1: unlisted: not in Makefile.am"
    done <<<"$(files_below "$tree" src include tests cases proofs)"
}

lint() {
    check_lines "$1"
    check_tests_exist "$1"
    check_listed "$1"
}

# ---- The lint's own test: violations planted in a copy must all be found,
# ---- and what looks like one but is none must not.

# plant RULE FILE TEXT...: FILE must get a finding of RULE. Its lines are TEXT.
# RULE none: FILE must get no finding.
plant() {
    local rule=$1 file=$2
    shift 2
    mkdir -p "$(dirname "$copy/$file")"
    printf '%s\n' "$@" >"$copy/$file"
    printf '%s %s\n' "$rule" "$file" >>"$plants"
}

plant_all() {
    local word
    plant double src/exact/zz_1.c 'void f(void) { arb_set_d(x, 0.5); }'
    plant double src/model/zz_1.c 'arf_set_d (x, 0.5);'
    plant double src/claim/zz_1.c 'acb_set_d(x, y);'
    plant double src/case/zz_1.c 'x = strtod(s, 0);'
    plant library src/claim/zz_2.c '#include <math.h>'
    plant rows src/claim/zz_3.c 'x = A->rows[i] + j;'
    plant plain-lu src/claim/zz_4.c 'arb_mat_solve(X, A, B, prec);'
    plant plain-lu src/model/zz_2.c 'arb_mat_det(x, A, prec);'
    plant plain-lu src/model/zz_3.c 'if (!arb_mat_inv(B, A, prec))'
    plant none src/search/zz_1.c '#include <math.h>' 'arb_set_d(x, 0.5);' \
        'arb_mat_solve(X, A, B, prec); x = A->rows[0];'
    plant none src/claim/zz_5.c 'arb_mat_solve_preapprox(X, A, B, R, T, p);'
    plant none src/exact/zz_2.c 'for (i = 0; i < m->rows; i++)'
    plant none src/mask/zz_6.c 'mask->rows[i] = 1;'

    plant room src/mask/zz_1.c '#include <rankcert/exact.h>'
    plant room src/mask/zz_2.c '#include <rankcert/flint.h>'
    plant room src/exact/zz_3.c '#include "mask/mask.h"'
    plant room src/model/zz_4.c '#include <rankcert/case.h>'
    plant room src/model/zz_5.c '#include <rankcert/rankcert.h>'
    plant room src/case/zz_2.c '#include <rankcert/model.h>'
    plant room src/search/zz_2.c '#include "claim/claim.h"'
    plant room src/certificate/zz_1.c '#include <rankcert/case.h>'
    plant room src/report/zz_1.c '#include <rankcert/case.h>'
    plant room src/report/zz_2.c '  #  include "claim/claim.h"'
    plant room src/claim/zz_6.c '#include "report/report.h"'
    plant room src/claim/zz_7.c '#include "cli/cli.h"'
    plant room src/checker/zz_1.c '#include <rankcert/types.h>'
    plant room src/checker/zz_2.c '#include "claim/claim.h"'
    plant library src/checker/zz_3.c '#include <flint/arb.h>'
    plant library src/checker/zz_4.c '#include <math.h>'
    plant double src/checker/zz_5.c 'double x = 0;'
    plant none src/checker/zz_6.c '#include <mpfi.h>' '#include <yaml.h>' \
        '#include <nettle/sha2.h>' 'x = m->rows[i]; exit(1); /* double */'
    plant library src/claim/zz_12.c '#include <mpfi.h>'
    plant room src/newroom/zz_1.c '#include <rankcert/exact.h>'
    plant include src/claim/zz_8.c '#include "../case/case.h"'
    plant library src/model/zz_6.c '#include <flint/arb.h>'
    plant library src/model/zz_7.c '#include <arb_mat.h>'
    plant library src/report/zz_3.c '#include <yaml.h>'
    plant library src/claim/zz_9.c '#include <jansson.h>'
    plant none src/case/zz_3.c '#include <rankcert/exact.h>' \
        '#include <rankcert/mask.h>' '#include <yaml.h>' '#include "x.h"'
    plant none src/claim/zz_10.c '#include <rankcert/case.h>' \
        '#include "search/search.h"' '#include <rankcert/certificate.h>'
    plant none src/cli/zz_1.c '#include <rankcert/rankcert.h>' \
        'printf("x"); exit(1);'

    plant library-call src/exact/zz_4.c 'printf("x");'
    plant library-call src/mask/zz_3.c '    fprintf(stderr, "x");'
    plant library-call src/model/zz_8.c '/* c */ exit(1);'
    plant library-call src/case/zz_4.c 'if (x) abort ();'
    plant library-call src/claim/zz_11.c 'assert(x);'
    plant library-call src/search/zz_3.c 'flint_printf("x");'
    plant library-call src/report/zz_4.c 'c = "\""; puts(c);'
    plant library-call src/report/zz_6.c 'fputs("x", stdout);'
    plant library-call src/model/zz_9.c 'fputs("x", out);'
    plant none src/report/zz_7.c 'fprintf(out, "x"); fputs("stderr", out);'
    plant none src/report/zz_5.c '/* printf( and' 'exit( */ f("printf(");' \
        'snprintf(b, n, "x"); vsnprintf(b, n, f, a); // abort()' \
        'my_exit(1); on_exit_call(2);'

    for word in TO-DO FIX-ME X-XX; do
        word=${word/-/}
        plant unfinished "src/model/zz_$word.c" "/* $word: more */"
        plant unfinished "tests/check_zz_$word.c" "// $word"
    done
    plant none cases/controls/zz_1.yaml 'rankcert: 1'
    plant none tests/cli/zz_1.sh 'true'
    plant none include/rankcert/zz_1.h 'int x;'

    plant width src/mask/zz_4.c "$(printf '/*%080d*/' 0)"
    plant none src/mask/zz_5.c "$(printf '/*%076d*/' 0)"
}

# Findings that every planted file gets, since nothing lists or tests it.
always='untested|unlisted'

test_lint() {
    local copy plants found dir rule file rules wanted failed=0
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    copy=$scratch/copy
    plants=$scratch/plants
    found=$scratch/found
    mkdir "$copy"
    cp "$1/Makefile.am" "$copy"
    for dir in src include tests cases proofs; do
        if [ -d "$1/$dir" ]; then
            cp -R "$1/$dir" "$copy"
        fi
    done
    chmod -R u+w "$copy"
    plant_all
    lint "$copy" >"$found"
    while read -r rule file; do
        rules=$(sed -n "s|^$file:[0-9]*: \([a-z-]*\): .*|\1|p" "$found" |
            grep -vE "^($always)\$" | sort -u | tr '\n' ' ')
        if [ "${rules% }" != "${rule#none}" ]; then
            echo "lint's own test: $file: wanted $rule, found ${rules:-none}"
            failed=1
        fi
        wanted=unlisted
        case $file in src/*) wanted='unlisted untested' ;; esac
        for rule in $wanted; do
            if ! grep -q "^$file:1: $rule: " "$found"; then
                echo "lint's own test: $file: $rule was not found"
                failed=1
            fi
        done
    done <"$plants"
    echo "lint's own test: $(wc -l <"$plants") planted files"
    return $failed
}

if [ "${1-}" = --tree ]; then
    tree=$(cd "$2" && pwd)
else
    tree=$(cd "$here/.." && pwd)
    test_lint "$tree"
fi
findings=$(lint "$tree")
if [ -n "$findings" ]; then
    printf '%s\n' "$findings"
    exit 1
fi
echo "lint: no findings in $(c_files "$tree" src include tests | wc -l) C files"
