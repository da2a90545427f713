/* R26 and R28 without intervals: listed pivots, over the rationals. */

#include "rank.h"

/* A symmetric matrix in elimination: `open` marks the rows and columns that
   no pivot has used. Only entries i <= j are read and written. */
typedef struct {
    ck_qmatrix *S;
    long n;
    unsigned char *open;
    long *touched, count;  /* the rows that the next pivot changes */
    mpq_t *first, *second; /* n multipliers each */
    mpq_t work;
} elimination;

static void
elimination_init(elimination *e, ck_qmatrix *S)
{
    const size_t n = (size_t)S->rows;

    e->S = S;
    e->n = S->rows;
    e->open = ck_allocate(n, 1);
    e->touched = ck_allocate(n, sizeof *e->touched);
    e->first = ck_allocate(n, sizeof *e->first);
    e->second = ck_allocate(n, sizeof *e->second);
    mpq_init(e->work);
    for (long i = 0; i < e->n; i++) {
        e->open[i] = 1;
        mpq_init(e->first[i]);
        mpq_init(e->second[i]);
    }
}

static void
elimination_clear(elimination *e)
{
    for (long i = 0; i < e->n; i++) {
        mpq_clear(e->first[i]);
        mpq_clear(e->second[i]);
    }
    mpq_clear(e->work);
    ck_release(e->first);
    ck_release(e->second);
    ck_release(e->touched);
    ck_release(e->open);
}

static mpq_ptr
entry(const elimination *e, long i, long j)
{
    /* no test can see this: with i = j both are the same */
    return i <= j ? *ck_qmatrix_at(e->S, i, j) : *ck_qmatrix_at(e->S, j, i);
}

static int
is_touched(const elimination *e, long a, long i, long j)
{
    /* no test can see this: what it leaves out is not changed */
    return mpq_sgn(entry(e, a, i)) != 0 || mpq_sgn(entry(e, a, j)) != 0;
}

/* Lists the open rows whose entries in columns i and j are not both zero, in
   rising order: the others are not changed by pivots there. */
static void
list_touched(elimination *e, long i, long j)
{
    e->count = 0;
    for (long a = 0; a < e->n; a++)
        /* no test can see this: the others are only changed by zero */
        if (e->open[a] && is_touched(e, a, i, j))
            e->touched[e->count++] = a;
}

/* S_ab -= first_a S_bi, for all a <= b that are listed. */
static void
subtract(elimination *e, mpq_t *multipliers, long i)
{
    /* no test can see this: one more has no l */
    for (long k = 0; k < e->count; k++)
        for (long l = k; l < e->count; l++) {
            const long a = e->touched[k], b = e->touched[l];

            mpq_mul(e->work, multipliers[a], entry(e, b, i));
            mpq_sub(entry(e, a, b), entry(e, a, b), e->work);
        }
}

static int
take_single(ck_outcome *o, elimination *e, size_t number, long i,
            ck_inertia_counts *counts)
{
    const int sign = mpq_sgn(entry(e, i, i));

    if (sign == 0)
        return ck_reject(o, "pivot %zu is zero", number);
    e->open[i] = 0;
    list_touched(e, i, i);
    /* no test can see this: one more is not used */
    for (long k = 0; k < e->count; k++)
        mpq_div(e->first[e->touched[k]], entry(e, e->touched[k], i),
                entry(e, i, i));
    subtract(e, e->first, i);
    ++*(sign > 0 ? &counts->positive : &counts->negative);
    return 1;
}

/* to_a = (S_ai S_jj - S_aj S_ij) / determinant. */
static void
pair_multipliers(elimination *e, mpq_t *to, long i, long j,
                 mpq_srcptr determinant)
{
    /* no test can see this: one more is not used */
    for (long k = 0; k < e->count; k++) {
        const long a = e->touched[k];

        mpq_mul(to[a], entry(e, a, i), entry(e, j, j));
        mpq_mul(e->work, entry(e, a, j), entry(e, i, j));
        mpq_sub(to[a], to[a], e->work);
        mpq_div(to[a], to[a], determinant);
    }
}

/* A pair with a negative determinant counts once either way. */
static int
take_pair(ck_outcome *o, elimination *e, size_t number, long i, long j,
          ck_inertia_counts *counts)
{
    mpq_t determinant;
    int good;

    mpq_init(determinant);
    mpq_mul(determinant, entry(e, i, i), entry(e, j, j));
    mpq_mul(e->work, entry(e, i, j), entry(e, i, j));
    mpq_sub(determinant, determinant, e->work);
    good = mpq_sgn(determinant) < 0;
    if (good) {
        e->open[i] = 0;
        e->open[j] = 0;
        list_touched(e, i, j);
        pair_multipliers(e, e->first, i, j, determinant);
        pair_multipliers(e, e->second, j, i, determinant);
        subtract(e, e->first, i);
        subtract(e, e->second, j);
        counts->positive++;
        counts->negative++;
    }
    mpq_clear(determinant);
    if (!good)
        return ck_reject(o, "the determinant of pivot %zu is not negative",
                         number);
    return 1;
}

static int
eliminate_listed(const ck_node *list, size_t k, elimination *e,
                 ck_inertia_counts *counts)
{
    long i, j;

    if (!ck_read_pivot(list, k, e->n, e->open, &i, &j))
        return 0;
    return j >= 0 ? take_pair(list->o, e, k + 1, i, j, counts)
                  : take_single(list->o, e, k + 1, i, counts);
}

/* Counts what is left, all of which must be zero. */
static int
count_zeros(ck_outcome *o, const elimination *e, long *zeros)
{
    for (long a = 0; a < e->n; a++)
        for (long b = a; e->open[a] && b < e->n; b++) {
            if (e->open[b] && mpq_sgn(entry(e, a, b)) != 0)
                return ck_reject(o,
                                 "the pivots leave an entry %ld, %ld that is "
                                 "not zero",
                                 a + 1, b + 1);
            *zeros += a == b;
        }
    return 1;
}

int
ck_check_exact_inertia(const ck_node *pivots, ck_qmatrix *S,
                       ck_inertia_counts *counts)
{
    elimination e;
    size_t count;
    int good = 1;

    counts->positive = 0;
    counts->negative = 0;
    counts->zero = 0;
    if (!ck_list(pivots, 0, (size_t)S->rows, &count))
        return 0;
    elimination_init(&e, S);
    for (size_t k = 0; good && k < count; k++)
        good = eliminate_listed(pivots, k, &e, counts);
    good = good && count_zeros(pivots->o, &e, &counts->zero);
    elimination_clear(&e);
    return good;
}
