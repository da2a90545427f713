/* R26: the signs of the eigenvalues of a symmetric matrix are those of the
   pivots of a block LDL^T elimination (Sylvester's law). What is left after
   some pivots is the matrix's Schur complement, whose signs come on top of
   theirs (Haynsworth), so the counts so far are lower bounds at any time. */

#include "rank.h"

/* A symmetric matrix in elimination: `open` marks the rows and columns that
   no pivot has used. Only entries i <= j are read and written. */
typedef struct {
    ck_imatrix *S;
    long n;
    unsigned char *open;
    long *touched, count;   /* the rows that the next pivot changes */
    mpfi_t *first, *second; /* n multipliers each */
    mpfi_t work;
} elimination;

static void
elimination_init(elimination *e, ck_imatrix *S)
{
    e->S = S;
    e->n = S->rows;
    e->open = ck_allocate((size_t)e->n, 1);
    e->touched = ck_allocate((size_t)e->n, sizeof *e->touched);
    e->first = ck_allocate((size_t)e->n, sizeof *e->first);
    e->second = ck_allocate((size_t)e->n, sizeof *e->second);
    mpfi_init2(e->work, (mpfr_prec_t)S->prec);
    for (long i = 0; i < e->n; i++) {
        e->open[i] = 1;
        mpfi_init2(e->first[i], (mpfr_prec_t)S->prec);
        mpfi_init2(e->second[i], (mpfr_prec_t)S->prec);
    }
}

static void
elimination_clear(elimination *e)
{
    for (long i = 0; i < e->n; i++) {
        mpfi_clear(e->first[i]);
        mpfi_clear(e->second[i]);
    }
    mpfi_clear(e->work);
    ck_release(e->touched);
    ck_release(e->first);
    ck_release(e->second);
    ck_release(e->open);
}

static mpfi_ptr
entry(const elimination *e, long i, long j)
{
    /* no test can see this: with i = j both are the same */
    return i <= j ? ck_imatrix_at(e->S, i, j) : ck_imatrix_at(e->S, j, i);
}

/* 1 or -1 when x is certified to have that sign, else 0. */
static int
certified_sign(mpfi_srcptr x)
{
    if (!ck_is_bounded(x))
        return 0;
    if (mpfr_sgn(&x->left) > 0)
        return 1;
    return mpfr_sgn(&x->right) < 0 ? -1 : 0;
}

/* 1 when x is exactly zero: then so is what it is multiplied by. */
static int
is_zero(mpfi_srcptr x)
{
    return mpfr_zero_p(&x->left) && mpfr_zero_p(&x->right);
}

static int
is_touched(const elimination *e, long a, long i, long j)
{
    /* no test can see this: what it leaves out is not changed */
    return !is_zero(entry(e, a, i)) || !is_zero(entry(e, a, j));
}

/* Lists the open rows whose entries in columns i and j are not both exactly
   zero, in rising order: the others are not changed by pivots there. */
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
subtract(elimination *e, mpfi_t *multipliers, long i)
{
    /* no test can see this: one more has no l */
    for (long k = 0; k < e->count; k++)
        for (long l = k; l < e->count; l++) {
            const long a = e->touched[k], b = e->touched[l];

            mpfi_mul(e->work, multipliers[a], entry(e, b, i));
            mpfi_sub(entry(e, a, b), entry(e, a, b), e->work);
        }
}

/* The pivot S_ii, if its sign is certified: that sign, else 0. */
static int
take_single(elimination *e, long i)
{
    const int sign = certified_sign(entry(e, i, i));

    if (sign == 0) /* no test can see this: the caller ends here */
        return 0;
    e->open[i] = 0;
    list_touched(e, i, i);
    /* no test can see this: one more is not used */
    for (long k = 0; k < e->count; k++)
        mpfi_div(e->first[e->touched[k]], entry(e, e->touched[k], i),
                 entry(e, i, i));
    subtract(e, e->first, i);
    return sign;
}

/* to_a = (S_ai S_jj - S_aj S_ij) / determinant. */
static void
pair_multipliers(elimination *e, mpfi_t *to, long i, long j,
                 mpfi_srcptr determinant)
{
    /* no test can see this: one more is not used */
    for (long k = 0; k < e->count; k++) {
        const long a = e->touched[k];

        mpfi_mul(to[a], entry(e, a, i), entry(e, j, j));
        mpfi_mul(e->work, entry(e, a, j), entry(e, i, j));
        mpfi_sub(to[a], to[a], e->work);
        mpfi_div(to[a], to[a], determinant);
    }
}

/* The pivot of rows i and j, if its determinant is certified negative: 1. */
static int
take_pair(elimination *e, long i, long j)
{
    mpfi_t determinant;
    int good;

    mpfi_init2(determinant, (mpfr_prec_t)e->S->prec);
    mpfi_mul(determinant, entry(e, i, i), entry(e, j, j));
    mpfi_sqr(e->work, entry(e, i, j));
    mpfi_sub(determinant, determinant, e->work);
    good = certified_sign(determinant) < 0;
    if (good) {
        e->open[i] = 0;
        e->open[j] = 0;
        list_touched(e, i, j);
        pair_multipliers(e, e->first, i, j, determinant);
        pair_multipliers(e, e->second, j, i, determinant);
        subtract(e, e->first, i);
        subtract(e, e->second, j);
    }
    mpfi_clear(determinant);
    return good;
}

/* ---- Pivots as listed ---- */

int
ck_read_pivot(const ck_node *list, size_t k, long n, const unsigned char *open,
              long *i, long *j)
{
    long *const places[2] = {i, j};
    ck_node pivot, item;
    size_t count;

    *j = -1;
    ck_item(&pivot, list, k);
    if (!ck_list(&pivot, 1, 2, &count))
        return 0;
    for (size_t which = 0; which < count; which++) {
        ck_item(&item, &pivot, which);
        if (!ck_integer(&item, 1, n, places[which]))
            return 0;
        --*places[which];
        if (!open[*places[which]] || *i == *j)
            return ck_node_malformed(&item, "index %ld is used twice",
                                     *places[which] + 1);
    }
    return 1;
}

static int
eliminate_listed(const ck_node *list, size_t k, elimination *e, long *positive,
                 long *negative)
{
    long i, j;
    int sign;

    if (!ck_read_pivot(list, k, e->n, e->open, &i, &j))
        return 0;
    if (j >= 0) {
        if (!take_pair(e, i, j))
            return ck_uncertain(list->o,
                                "the determinant of pivot %zu is not certified "
                                "negative",
                                k + 1);
        ++*positive;
        ++*negative;
        return 1;
    }
    sign = take_single(e, i);
    if (sign == 0) {
        char text[80];

        ck_interval_text(text, entry(e, i, i));
        return ck_uncertain(list->o,
                            "pivot %zu, in %s, is not certified positive or "
                            "negative",
                            k + 1, text);
    }
    ++*(sign > 0 ? positive : negative);
    return 1;
}

static int
check_all_used(const ck_node *pivots, const elimination *e)
{
    for (long i = 0; i < e->n; i++)
        if (e->open[i])
            return ck_node_malformed(pivots, "index %ld is missing", i + 1);
    return 1;
}

int
ck_check_inertia(const ck_node *pivots, ck_imatrix *S, long *positive,
                 long *negative)
{
    elimination e;
    size_t count;
    int good;

    *positive = 0;
    *negative = 0;
    if (!ck_list(pivots, 1, (size_t)S->rows, &count))
        return 0;
    elimination_init(&e, S);
    good = 1;
    for (size_t k = 0; good && k < count; k++)
        good = eliminate_listed(pivots, k, &e, positive, negative);
    good = good && check_all_used(pivots, &e);
    elimination_clear(&e);
    return good;
}

/* ---- Pivots of our own choice ---- */

/* Where the entries that are certified farthest from zero are. */
typedef struct {
    mpfr_t single, pair; /* the certified distance; 0: none */
    long i, row, col;
} candidates;

enum { CHOICE_BITS = 32 }; /* for comparing candidates only */

/* The entry a, b, which is that far from zero. */
static void
consider(candidates *best, long a, long b, mpfr_srcptr distance)
{
    mpfr_ptr greatest = a == b ? best->single : best->pair;

    /* no test can see this: any pivot will do, large ones lose least */
    if (mpfr_cmp(distance, greatest) <= 0)
        return;
    mpfr_set(greatest, distance, MPFR_RNDN);
    if (a == b) {
        best->i = a;
    } else {
        best->row = a;
        best->col = b;
    }
}

static void
find_candidates(const elimination *e, candidates *best)
{
    mpfr_t distance;

    mpfr_init2(distance, CHOICE_BITS);
    mpfr_set_ui(best->single, 0, MPFR_RNDN);
    mpfr_set_ui(best->pair, 0, MPFR_RNDN);
    for (long a = 0; a < e->n; a++)
        for (long b = a; e->open[a] && b < e->n; b++) {
            if (!e->open[b] || certified_sign(entry(e, a, b)) == 0)
                continue;
            mpfi_mig(distance, entry(e, a, b));
            consider(best, a, b, distance);
        }
    mpfr_clear(distance);
}

/* Bunch and Parlett: a single pivot unless it is below 0.64 of the greatest
   entry. */
static int
prefers_pair(const candidates *best)
{
    mpfr_t scaled;
    int answer;

    mpfr_init2(scaled, CHOICE_BITS + 8);
    mpfr_mul_ui(scaled, best->pair, 16, MPFR_RNDN);
    mpfr_div_ui(scaled, scaled, 25, MPFR_RNDN);
    answer = mpfr_cmp(best->single, scaled) < 0;
    mpfr_clear(scaled);
    return answer;
}

/* 1 when a pivot was taken. */
static int
take_best(elimination *e, candidates *best, ck_inertia_counts *counts)
{
    int sign;

    find_candidates(e, best);
    if (prefers_pair(best) && take_pair(e, best->row, best->col)) {
        counts->positive++;
        counts->negative++;
        return 1;
    }
    if (mpfr_sgn(best->single) == 0)
        return 0;
    sign = take_single(e, best->i);
    ++*(sign > 0 ? &counts->positive : &counts->negative);
    return 1;
}

/* How many rows are left, when all that is left is exactly zero; else 0. */
static long
count_zero_rows(const elimination *e)
{
    long rows = 0;

    for (long a = 0; a < e->n; a++)
        for (long b = a; e->open[a] && b < e->n; b++) {
            if (e->open[b] && !is_zero(entry(e, a, b)))
                return 0;
            rows += a == b;
        }
    return rows;
}

void
ck_inertia(ck_imatrix *S, ck_inertia_counts *counts)
{
    elimination e;
    candidates best = {.i = 0};

    counts->positive = 0;
    counts->negative = 0;
    elimination_init(&e, S);
    mpfr_init2(best.single, CHOICE_BITS);
    mpfr_init2(best.pair, CHOICE_BITS);
    while (take_best(&e, &best, counts)) {
    }
    counts->zero = count_zero_rows(&e);
    mpfr_clear(best.single);
    mpfr_clear(best.pair);
    elimination_clear(&e);
}
