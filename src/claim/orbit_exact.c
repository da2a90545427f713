/* Comparisons that balls leave open, decided over the rationals (R28).

   Equality at data that is not dyadic stays open at every precision. Where the
   orbit is rational, mu, the diameter and the largest norm have rational
   squares, and against a bound whose square is rational too the answer is one
   comparison of rationals. */

#include <stdlib.h>

#include "orbit.h"

#define EXACTLY 2 /* in rc_orbit_check.proved; what balls prove is 1 */

/* A check with something open that can be compared by squares. */
typedef struct {
    rc_orbit_check *check;
    int sign; /* of the bound */
    fmpq_t square;
} open_check;

typedef struct {
    rc_orbit_decision *d;
    open_check *open;
    size_t count;
    slong last; /* the last layer that they speak of */
} exact_run;

/* ---- What can be compared ---- */

static void
run_clear(exact_run *run)
{
    for (size_t k = 0; k < run->count; k++)
        fmpq_clear(run->open[k].square);
    free(run->open);
}

/* Also of layers that the orbit does not come to: a certificate of an exact
   comparison is about a model that is rational as a whole. */
static int
values_are_rational(const rc_weights *values)
{
    for (size_t t = 0; t < values->count; t++)
        if (!rc_matrix_is_rational(values->items + t))
            return 0;
    return 1;
}

static int
has_rational_square(const rc_quantity *q)
{
    return q->kind == RC_QUANTITY_MU || q->kind == RC_QUANTITY_DIAMETER ||
           q->kind == RC_QUANTITY_NORM_MAX;
}

/* Adds the check when it can be compared; RC_NOMEM, else RC_OK. */
static rc_status
add_open(exact_run *run, rc_orbit_check *check)
{
    open_check *one = run->open + run->count;
    rc_status status;

    if (check->pending == 0 || !has_rational_square(&check->quantity))
        return RC_OK;
    fmpq_init(one->square);
    status = rc_number_square(one->square, &one->sign, check->bound);
    if (status != RC_OK) {
        fmpq_clear(one->square);
        return status == RC_NOMEM ? RC_NOMEM : RC_OK;
    }
    one->check = check;
    run->count++;
    if (check->last > run->last)
        run->last = check->last;
    return RC_OK;
}

/* ---- Comparing ---- */

static void
square_of(fmpq_t square, const rc_quantity *q, const fmpq_mat_t X)
{
    if (q->kind == RC_QUANTITY_MU)
        rc_mu_squared(square, X);
    else if (q->kind == RC_QUANTITY_DIAMETER)
        rc_diameter_squared(square, X);
    else
        rc_norm_max_squared(square, X);
}

/* Whether the check holds of a quantity with that square. */
static int
holds(const open_check *one, const fmpq_t square)
{
    const int order = one->sign < 0 ? 1 : fmpq_cmp(square, one->square);
    const rc_orbit_comparison *comparison = one->check->comparison;

    if (order == 0)
        return !comparison->strict;
    return (order < 0) == comparison->below;
}

static void
refute(rc_orbit_decision *d, rc_orbit_check *check, slong t,
       const fmpq_t square)
{
    check->exact = 1;
    check->refuted_at = check->worst_at = t;
    arb_set_fmpq(check->worst, square, d->bits);
    arb_sqrtpos(check->worst, check->worst, d->bits);
    d->refuted = check;
    d->refuted_bits = 0;
}

static rc_status
visit(void *context, slong t, const fmpq_mat_t X)
{
    exact_run *run = context;
    fmpq_t square;

    rc_job_progress(run->d->job, "layer %ld of %ld over the rationals", (long)t,
                    (long)run->last);
    fmpq_init(square);
    for (size_t k = 0; run->d->refuted == NULL && k < run->count; k++) {
        open_check *one = run->open + k;
        rc_orbit_check *check = one->check;

        if (t < check->first || t > check->last ||
            check->proved[t - check->first])
            continue;
        square_of(square, &check->quantity, X);
        if (holds(one, square)) {
            check->proved[t - check->first] = EXACTLY;
            check->pending--;
        } else {
            refute(run->d, check, t, square);
        }
    }
    fmpq_clear(square);
    return RC_OK;
}

/* A check is exact as a whole or not at all: what the orbit was followed for
   in vain is open again. */
static void
settle(open_check *one)
{
    rc_orbit_check *check = one->check;

    if (check->pending == 0)
        check->exact = 1;
    for (slong k = 0; k <= check->last - check->first; k++)
        if (!check->exact && check->proved[k] == EXACTLY) {
            check->proved[k] = 0;
            check->pending++;
        }
}

rc_status
rc_orbit_compare_exactly(rc_orbit_decision *d, const rc_orbit *orbit)
{
    exact_run run = {.d = d};
    rc_orbit head = *orbit;
    rc_status status = RC_OK;

    if (!values_are_rational(&d->job->c->model.value) ||
        !rc_orbit_is_rational(orbit))
        return RC_OK;
    run.open = calloc(d->count + 1, sizeof *run.open);
    if (run.open == NULL)
        return RC_NOMEM;
    for (size_t k = 0; status == RC_OK && k < d->count; k++)
        status = add_open(&run, d->checks + k);
    head.steps = run.last;
    if (status == RC_OK && run.count > 0)
        status = rc_rational_orbit_run(&head, visit, &run, d->job->limits.stop,
                                       d->job->limits.context);
    for (size_t k = 0; k < run.count; k++)
        settle(run.open + k);
    run_clear(&run);
    return status == RC_LIMIT ? RC_OK : status;
}
