/* |lambda_2| between two numbers that come closer: each is certified by R30. */

#include "second_eigenvalue.h"

#define ZERO_STEPS 64 /* halvings that a |lambda_2| of 0 may take besides */

/* |lambda_2| is in [low, high]. */
typedef struct {
    const rc_spectrum *spectrum;
    arf_t low, high;
    slong prec; /* that the last comparison did with */
} bracket;

static rc_status
compare(rc_spectrum_relation *relation, const rc_spectrum *s, const arf_t theta,
        slong prec)
{
    arb_t ball;
    rc_status status = RC_OK;

    arb_init(ball);
    arb_set_arf(ball, theta);
    if (s->method == RC_SPECTRUM_SYMMETRIC)
        status = rc_spectrum_count(relation, NULL, s, ball, prec);
    else
        *relation = rc_spectrum_schur(s->c, ball, prec);
    arb_clear(ball);
    return status;
}

/* Cuts the bracket at low + eighths / 8 of its length; *cut = 0 when that
   point was not told from |lambda_2|. */
static rc_status
cut_at(int *cut, bracket *b, ulong eighths)
{
    rc_spectrum_relation relation = RC_SPECTRUM_OPEN;
    rc_status status;
    arf_t theta;

    arf_init(theta);
    arf_sub(theta, b->high, b->low, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_mul_ui(theta, theta, eighths, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_mul_2exp_si(theta, theta, -3);
    arf_add(theta, theta, b->low, ARF_PREC_EXACT, ARF_RND_DOWN);
    status = compare(&relation, b->spectrum, theta, b->prec);
    if (relation == RC_SPECTRUM_BELOW)
        arf_set(b->high, theta);
    else if (relation == RC_SPECTRUM_ABOVE)
        arf_set(b->low, theta);
    *cut = relation != RC_SPECTRUM_OPEN;
    arf_clear(theta);
    return status;
}

/* Halves the bracket, more or less: a point may be |lambda_2| itself, another
   one is not. RC_OK; RC_LIMIT when no point was told from it; RC_STOPPED. */
static rc_status
halve(bracket *b)
{
    static const ulong eighths[] = {4, 3, 5};
    rc_status status = RC_OK;
    int cut = 0;

    for (;;) {
        if (rc_job_stopped(b->spectrum->job))
            return RC_STOPPED;
        for (size_t k = 0; status == RC_OK && !cut && k < 3; k++)
            status = cut_at(&cut, b, eighths[k]);
        if (status != RC_OK || cut)
            return status;
        if (2 * b->prec > b->spectrum->job->limits.max_bits)
            return RC_LIMIT;
        b->prec *= 2;
    }
}

static int
is_narrow(const bracket *b, slong bits)
{
    arf_t width, aim;
    int narrow;

    arf_init(width);
    arf_init(aim);
    arf_sub(width, b->high, b->low, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_mul_2exp_si(aim, b->high, -bits);
    narrow = arf_cmp(width, aim) <= 0;
    arf_clear(aim);
    arf_clear(width);
    return narrow;
}

static rc_status
bisect(arb_t lambda, const rc_spectrum *s, slong bits)
{
    bracket b = {.spectrum = s, .prec = RC_FIRST_BITS};
    rc_status status = RC_OK;

    arf_init(b.low);
    arf_init(b.high);
    arf_one(b.high);
    for (slong k = 0;
         status == RC_OK && k < 2 * bits + ZERO_STEPS && !is_narrow(&b, bits);
         k++)
        status = halve(&b);
    arb_set_interval_arf(lambda, b.low, b.high, bits + ZERO_STEPS);
    if (status == RC_LIMIT)
        status =
            arf_is_zero(b.low) && arf_is_one(b.high) ? RC_UNCERTAIN : RC_OK;
    arf_clear(b.high);
    arf_clear(b.low);
    return status;
}

/* 1 when all rows of M are equal: M has rank one then, and lambda_2 is 0. */
static int
rows_are_equal(const rc_spectrum *s)
{
    int equal = 1;
    fmpq_t first, entry;

    fmpq_init(first);
    fmpq_init(entry);
    for (slong j = 0; equal && j < s->n; j++) {
        rc_spectrum_entry(first, s->job, 0, j);
        for (slong i = 1; equal && i < s->n; i++) {
            rc_spectrum_entry(entry, s->job, i, j);
            equal = fmpq_equal(first, entry);
        }
    }
    fmpq_clear(entry);
    fmpq_clear(first);
    return equal;
}

rc_status
rc_spectrum_enclose(arb_t lambda, const rc_spectrum *s, slong bits)
{
    switch (s->method) {
    case RC_SPECTRUM_NONE:
        return RC_UNCERTAIN;
    case RC_SPECTRUM_ORDER:
    case RC_SPECTRUM_SOURCES:
        arb_set_fmpq(lambda, s->exact, bits + 2);
        return RC_OK;
    case RC_SPECTRUM_SYMMETRIC:
    case RC_SPECTRUM_POLYNOMIAL:
        break;
    }
    if (rows_are_equal(s)) {
        arb_zero(lambda);
        return RC_OK;
    }
    return bisect(lambda, s, bits);
}

rc_status
rc_second_eigenvalue(arb_t lambda, const rc_job *job, slong bits)
{
    rc_spectrum s;
    rc_status status = rc_spectrum_init(&s, job);

    if (status == RC_OK)
        status = rc_spectrum_enclose(lambda, &s, bits);
    rc_spectrum_clear(&s);
    return status == RC_LIMIT ? RC_UNCERTAIN : status;
}
