# Macros of this project's configure.ac.

# RC_COMPILE_FLAGS(VARIABLE, FLAGS...)
# Appends to VARIABLE each flag, of a blank-separated list, that the C compiler
# takes without a word. -Werror makes "unknown option" warnings count as no.
AC_DEFUN([RC_COMPILE_FLAGS], [
for rc_flag in m4_normalize([$2]); do
  AC_MSG_CHECKING([whether $CC takes $rc_flag])
  rc_saved_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS -Werror $rc_flag"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
    [rc_taken=yes], [rc_taken=no])
  CFLAGS=$rc_saved_CFLAGS
  AC_MSG_RESULT([$rc_taken])
  AS_IF([test "$rc_taken" = yes], [$1="$$1 $rc_flag"])
done
])

# RC_MISSING(WHAT, DEBIAN PACKAGE)
# Remembers that something is missing; RC_REPORT_MISSING tells it all at once.
AC_DEFUN([RC_MISSING], [
rc_missing="$rc_missing
  $1 (Debian: $2)"
rc_missing_packages="$rc_missing_packages $2"
])

# RC_REPORT_MISSING
AC_DEFUN([RC_REPORT_MISSING], [
AS_IF([test -n "$rc_missing"], [AC_MSG_ERROR([these are needed to build:
$rc_missing

On Debian or Ubuntu: apt-get install$rc_missing_packages
Elsewhere, install them and, when they are in unusual places, set
PKG_CONFIG_PATH, or CPPFLAGS and LDFLAGS (see ./configure --help).])])
])

# RC_TRY_LINK(PREFIX, HEADERS, STATEMENT, CFLAGS, LIBS, [IF-YES], [IF-NO])
# HEADERS is C code that includes the headers. On success PREFIX_CFLAGS and
# PREFIX_LIBS are set.
AC_DEFUN([RC_TRY_LINK], [
rc_saved_CFLAGS=$CFLAGS
rc_saved_LIBS=$LIBS
CFLAGS="$CFLAGS $4"
LIBS="$5 $LIBS"
AC_LINK_IFELSE([AC_LANG_PROGRAM([$2], [$3])], [rc_linked=yes], [rc_linked=no])
CFLAGS=$rc_saved_CFLAGS
LIBS=$rc_saved_LIBS
AS_IF([test "$rc_linked" = yes], [$1_CFLAGS="$4"
$1_LIBS="$5"
$6], [$7])
])

# RC_LIBRARY(PREFIX, PKG-CONFIG MODULES, HEADERS, STATEMENT, LIBS,
#            NAME, DEBIAN PACKAGE, [IF-MISSING])
# Finds a library through pkg-config, else by its header in the usual places,
# and sets PREFIX_CFLAGS, PREFIX_LIBS and PREFIX_module (the modules when
# pkg-config knows them, else empty).
AC_DEFUN([RC_LIBRARY], [
PKG_CHECK_MODULES([$1], [$2], [$1_module="$2"], [
  $1_module=
  AC_MSG_CHECKING([for $6 without pkg-config])
  RC_TRY_LINK([$1], [$3], [$4], [$$1_CFLAGS], [$5],
    [AC_MSG_RESULT([$5])],
    [AC_MSG_RESULT([no])
     m4_default([$8], [RC_MISSING([$6], [$7])])])
])
])

# RC_FLINT
# FLINT >= 3 holds Arb; FLINT 2.9 has it beside it as a library of its own,
# which Debian calls flint-arb and others arb. Sets FLINT_CFLAGS, FLINT_LIBS,
# FLINT_module as RC_LIBRARY does, and rc_flint in words.
AC_DEFUN([RC_FLINT], [
AC_ARG_VAR([FLINT_CFLAGS], [C compiler flags for FLINT, found by default])
AC_ARG_VAR([FLINT_LIBS], [linker flags for FLINT, found by default])
AC_REQUIRE([PKG_PROG_PKG_CONFIG])
rc_flint=no
FLINT_module=
rc_flint_given_cflags=$FLINT_CFLAGS
rc_flint_given_libs=$FLINT_LIBS
m4_pushdef([rc_flint_headers], [[#include <gmp.h>
#include <mpfr.h>
#include <flint/flint.h>]])
m4_pushdef([rc_flint_use], [[arb_t x; arb_init(x); arb_clear(x);]])
AC_MSG_CHECKING([for FLINT 3, or FLINT 2.9 with Arb 2.23])
rc_flint_saved_LIBS=$LIBS
LIBS="$MPFR_LIBS $GMP_LIBS $LIBS"
rc_flint_cflags="$rc_flint_given_cflags $MPFR_CFLAGS $GMP_CFLAGS"
rc_flint_libs=$rc_flint_given_libs
AS_IF([test -z "$rc_flint_libs"],
  [AS_IF([$PKG_CONFIG --exists 'flint >= 3.0' 2>/dev/null],
    [FLINT_module="flint >= 3.0"
     rc_flint_cflags="`$PKG_CONFIG --cflags flint` $rc_flint_cflags"
     rc_flint_libs=`$PKG_CONFIG --libs flint`],
    [rc_flint_libs=-lflint])])
RC_TRY_LINK([FLINT], [rc_flint_headers
#include <flint/arb.h>
#if __FLINT_RELEASE < 30000
#error too old
#endif
], [rc_flint_use], [$rc_flint_cflags],
  [$rc_flint_libs], [rc_flint="FLINT 3"])
AS_IF([test "$rc_flint" = no], [
  FLINT_module=
  for rc_arb in "$rc_flint_given_libs" "-lflint-arb -lflint" "-larb -lflint"
  do
    AS_IF([test "$rc_flint" = no && test -n "$rc_arb"],
      [RC_TRY_LINK([FLINT], [rc_flint_headers
#include <arb.h>
#if __FLINT_RELEASE < 20900
#error too old
#endif
], [rc_flint_use], [$rc_flint_given_cflags $MPFR_CFLAGS $GMP_CFLAGS],
        [$rc_arb],
        [rc_flint="FLINT 2.9 with Arb"])])
  done])
m4_popdef([rc_flint_headers])
m4_popdef([rc_flint_use])
LIBS=$rc_flint_saved_LIBS
AC_MSG_RESULT([$rc_flint])
AS_IF([test "$rc_flint" = no],
  [RC_MISSING([FLINT >= 3, or FLINT 2.9 with Arb 2.23],
    [libflint-dev (and libflint-arb-dev where it exists)])])
])
