/* R29. With F_a and F_b the entries of F_a F_b are sums that end at D^2 at
   most, since rows sum to at most D: twice the limbs of D hold them. So a row
   of the right factor is one long number with slots of that size, and row i of
   the product the sum of those numbers times the entries of row i of the
   left. */

#include "floor_power.h"

#include <string.h>

/* A right factor: rows with slots of 2 limbs(D), the upper half of each zero;
   only the slots from first to end - 1 of a row are not zero. */
typedef struct {
    mp_limb_t *slots;
    long *first, *end;
} packed;

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

static int
is_zero(const mp_limb_t *x, mp_size_t limbs)
{
    for (mp_size_t k = 0; k < limbs; k++)
        if (x[k] != 0)
            return 0;
    return 1;
}

/* ---- A product ---- */

static void
packed_init(packed *p, const ck_floors *F)
{
    const size_t n = (size_t)F->n;

    p->slots = ck_allocate(n * n, 2 * entry_bytes(F));
    p->first = ck_allocate(n, sizeof *p->first);
    p->end = ck_allocate(n, sizeof *p->end);
}

static void
packed_clear(packed *p)
{
    ck_release(p->slots);
    ck_release(p->first);
    ck_release(p->end);
}

static mp_limb_t *
packed_at(const packed *p, const ck_floors *F, long k, long j)
{
    return p->slots + (size_t)(k * F->n + j) * 2 * (size_t)F->limbs;
}

static void
pack(packed *p, const ck_floors *F)
{
    for (long k = 0; k < F->n; k++) {
        p->first[k] = F->n;
        p->end[k] = F->n; /* of an empty range, if it stays */
        for (long j = 0; j < F->n; j++) {
            memcpy(packed_at(p, F, k, j), entry(F, k, j), entry_bytes(F));
            if (is_zero(entry(F, k, j), F->limbs))
                continue;
            /* no test can see this: zeros may be multiplied too */
            if (p->first[k] == F->n)
                p->first[k] = j;
            p->end[k] = j + 1;
        }
    }
}

/* sum (slots as in a packed row) += x times row k. The limbs of the last slot
   that are left out, and what is carried out of it, are zero. */
static void
add_multiple(mp_limb_t *sum, const mp_limb_t *x, const packed *p,
             const ck_floors *F, long k)
{
    const mp_size_t width = 2 * F->limbs;
    const mp_size_t count = (p->end[k] - p->first[k]) * width;
    const mp_limb_t *from = packed_at(p, F, k, p->first[k]);
    mp_limb_t *to = sum + p->first[k] * width;

    if (count == 0)
        return;
    for (mp_size_t t = 0; t < F->limbs; t++)
        if (x[t] != 0) /* no test can see this: zero adds nothing */
            (void)mpn_addmul_1(to + t, from, count - t, x[t]);
}

/* F_ij = floor(slot j of sum / D), for all j; quotient holds limbs(D) + 1. */
static void
divide_row(ck_floors *F, long i, const mp_limb_t *sum, mp_limb_t *quotient,
           mp_limb_t *remainder, mpz_srcptr D)
{
    const mp_size_t width = 2 * F->limbs;

    for (long j = 0; j < F->n; j++) {
        mpn_tdiv_qr(quotient, remainder, 0, sum + j * width, width,
                    mpz_limbs_read(D), F->limbs);
        memcpy(entry(F, i, j), quotient, entry_bytes(F));
    }
}

/* F = floor(F G / D), G as packed; row by row, so that F may be what was
   packed. */
static void
multiply(ck_floors *F, const packed *G, mpz_srcptr D)
{
    const size_t row = (size_t)F->n * 2 * (size_t)F->limbs;
    mp_limb_t *sum = ck_allocate(row, sizeof *sum);
    mp_limb_t *quotient = ck_allocate((size_t)F->limbs + 1, sizeof *quotient);
    mp_limb_t *remainder = ck_allocate((size_t)F->limbs, sizeof *remainder);

    for (long i = 0; i < F->n; i++) {
        memset(sum, 0, row * sizeof *sum);
        for (long k = 0; k < F->n; k++)
            add_multiple(sum, entry(F, i, k), G, F, k);
        divide_row(F, i, sum, quotient, remainder, D);
    }
    ck_release(remainder);
    ck_release(quotient);
    ck_release(sum);
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
    packed right;

    packed_init(&right, F);
    while (digit <= m / 2)
        digit *= 2;
    for (digit /= 2; digit > 0; digit /= 2) {
        pack(&right, power);
        multiply(power, &right, D);
        if ((m & digit) == 0)
            continue;
        pack(&right, F);
        multiply(power, &right, D);
    }
    packed_clear(&right);
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
