#include <math.h>
#include <stdlib.h>

#include "search.h"

#define MAX_ROUNDS 20000
#define MAX_WORK 2e8 /* products in all rounds */
#define LARGEST 1e30
#define ROUNDED_BITS 24 /* of the numbers that come out */

static double
to_double(const fmpq_t x)
{
    arf_t near;
    double d;

    arf_init(near);
    arf_fmpz_div_fmpz(near, fmpq_numref(x), fmpq_denref(x), 53, ARF_RND_NEAR);
    d = arf_get_d(near, ARF_RND_NEAR);
    arf_clear(near);
    return fabs(d);
}

/* The least s_i that row i of all |W_k| s allows, given the others. */
static double
needed(const double *w, const double *s, slong i, slong d, slong count)
{
    double most = 0;

    for (slong k = 0; k < count; k++) {
        const double *row = w + (k * d + i) * d;
        double sum = 0;

        for (slong j = 0; j < d; j++)
            sum += j == i ? 0 : row[j] * s[j];
        if (sum > 0)
            sum = row[i] < 1 ? sum / (1 - row[i]) : HUGE_VAL;
        if (sum > most)
            most = sum;
    }
    return most;
}

/* How many rounds fit into some seconds. */
static long
rounds(slong d, slong count)
{
    const double most = MAX_WORK / ((double)count * (double)d * (double)d);

    return most < MAX_ROUNDS ? (long)most + 1 : MAX_ROUNDS;
}

/* Raises the entries that are too small until none is. Those that were raised
   keep a relative slack, the others are 1: there equality may be needed. */
static int
raise_all(double *s, const double *w, slong d, slong count, double slack)
{
    const long most = rounds(d, count);
    int raised;

    for (slong i = 0; i < d; i++)
        s[i] = 1;
    for (long round = 0; round < most; round++) {
        raised = 0;
        for (slong i = d - 1; i >= 0; i--) {
            double need = needed(w, s, i, d, count);
            double room = s[i] == 1 ? 1e-12 : -slack / 2;

            if (need <= s[i] * (1 + room))
                continue;
            s[i] = need * (1 + slack);
            raised = 1;
            if (!(s[i] < LARGEST))
                return 0;
        }
        if (!raised)
            return 1;
    }
    return 0;
}

static void
set_rounded(fmpq_t x, double d)
{
    int exponent;
    double mantissa = frexp(d, &exponent);
    slong shift = exponent - ROUNDED_BITS;

    fmpq_set_si(x, (slong)ceil(ldexp(mantissa, ROUNDED_BITS)), 1);
    if (shift >= 0)
        fmpq_mul_2exp(x, x, (flint_bitcnt_t)shift);
    else
        fmpq_div_2exp(x, x, (flint_bitcnt_t)-shift);
}

rc_status
rc_approx_scaling(fmpq *s, const fmpq_mat_struct *W, slong count, slong slack)
{
    const slong d = fmpq_mat_nrows(W);
    double *w = malloc((size_t)(count * d * d + d + 1) * sizeof *w);
    double *near = w + count * d * d;
    int good;

    if (w == NULL)
        return RC_NOMEM;
    for (slong k = 0; k < count; k++)
        for (slong i = 0; i < d; i++)
            for (slong j = 0; j < d; j++)
                w[(k * d + i) * d + j] = to_double(fmpq_mat_entry(W + k, i, j));
    good = raise_all(near, w, d, count, ldexp(1, (int)-slack));
    for (slong i = 0; good && i < d; i++)
        set_rounded(s + i, near[i]);
    free(w);
    return good ? RC_OK : RC_UNCERTAIN;
}
