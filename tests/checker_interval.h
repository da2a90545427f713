/* Interval matrices for the tests of the checker. */

#ifndef RANKCERT_TESTS_CHECKER_INTERVAL_H
#define RANKCERT_TESTS_CHECKER_INTERVAL_H

#include <math.h>

#include "checker_support.h"

#include "checker/interval.h"

/* "1.5": an enclosure of it; "1..2": the interval. */
static inline void
read_interval(mpfi_ptr x, const char *text)
{
    const char *dots = strstr(text, "..");
    char left[64];

    if (dots == NULL) {
        ck_assert_int_eq(mpfi_set_str(x, text, 10), 0);
        return;
    }
    ck_assert_uint_lt((size_t)(dots - text), sizeof left);
    memcpy(left, text, (size_t)(dots - text));
    left[dots - text] = '\0';
    ck_assert_int_eq(mpfr_set_str(&x->left, left, 10, MPFR_RNDD), 0);
    ck_assert_int_eq(mpfr_set_str(&x->right, dots + 2, 10, MPFR_RNDU), 0);
}

/* m is initialised. */
static inline void
read_imatrix(ck_imatrix *m, long rows, long cols, long prec,
             const char *const *entries)
{
    ck_imatrix_init(m, rows, cols, prec);
    for (long k = 0; k < rows * cols; k++)
        read_interval(m->entries[k], entries[k]);
}

#endif
