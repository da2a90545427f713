/* Orbits in exact arithmetic: X(t + 1) = A X(t) W over the rationals (R28). */

#include "model.h"

/* ---- What the layers are ---- */

static int
weights_are_rational(const rc_layer *layer)
{
    return layer->attention == RC_ATTENTION_UNIFORM ||
           (layer->attention == RC_ATTENTION_FIXED &&
            rc_matrix_is_moderate(layer->fixed));
}

int
rc_orbit_is_rational(const rc_orbit *orbit)
{
    if (!rc_matrix_is_moderate(orbit->start))
        return 0;
    for (slong t = 0; t < orbit->period; t++) {
        const rc_layer *layer = orbit->layers + t;

        if (layer->norm != RC_NORM_NONE || !weights_are_rational(layer) ||
            !rc_matrix_is_moderate(layer->value))
            return 0;
    }
    return 1;
}

/* The weights A (N x N) and W of the layer, both rational. */
static void
load_layer(fmpq_mat_t A, fmpq_mat_t W, const rc_layer *layer)
{
    const slong n = fmpq_mat_nrows(A);

    rc_matrix_get_fmpq_mat(W, layer->value);
    if (layer->attention == RC_ATTENTION_FIXED) {
        rc_matrix_get_fmpq_mat(A, layer->fixed);
        return;
    }
    fmpq_mat_zero(A);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++)
            if (rc_mask_has(layer->mask, i, j))
                fmpq_set_si(fmpq_mat_entry(A, i, j), 1,
                            (ulong)rc_mask_degree(layer->mask, i));
}

/* ---- The orbit ---- */

static int
is_within_caps(const fmpq_mat_t X)
{
    slong size = 0;

    for (slong i = 0; i < fmpq_mat_nrows(X); i++)
        for (slong c = 0; c < fmpq_mat_ncols(X); c++) {
            const slong bits = (slong)fmpq_height_bits(fmpq_mat_entry(X, i, c));

            size += bits;
            if (bits > RC_ORBIT_MAX_BITS || size > RC_ORBIT_MAX_SIZE)
                return 0;
        }
    return 1;
}

typedef struct {
    fmpq_mat_t X, mixed, A, W; /* mixed = A X */
} state;

static void
apply_layer(state *s)
{
    fmpq_mat_mul(s->mixed, s->A, s->X);
    if (fmpq_mat_is_one(s->W))
        fmpq_mat_swap(s->X, s->mixed);
    else
        fmpq_mat_mul(s->X, s->mixed, s->W);
}

static rc_status
run_steps(state *s, const rc_orbit *orbit,
          rc_status (*visit)(void *context, slong t, const fmpq_mat_t X),
          void *visit_context, int (*stop)(void *context), void *stop_context)
{
    for (slong t = 0;; t++) {
        rc_status status = RC_LIMIT;

        if (is_within_caps(s->X))
            status = visit(visit_context, t, s->X);
        if (status != RC_OK || t >= orbit->steps)
            return status;
        if (stop != NULL && stop(stop_context))
            return RC_STOPPED;
        if (t == 0 || orbit->period > 1)
            load_layer(s->A, s->W, orbit->layers + t % orbit->period);
        apply_layer(s);
    }
}

rc_status
rc_rational_orbit_run(const rc_orbit *orbit,
                      rc_status (*visit)(void *context, slong t,
                                         const fmpq_mat_t X),
                      void *visit_context, int (*stop)(void *context),
                      void *stop_context)
{
    const slong n = orbit->start->rows, d = orbit->start->cols;
    state s;
    rc_status status;

    fmpq_mat_init(s.X, n, d);
    fmpq_mat_init(s.mixed, n, d);
    fmpq_mat_init(s.A, n, n);
    fmpq_mat_init(s.W, d, d);
    rc_matrix_get_fmpq_mat(s.X, orbit->start);
    status = run_steps(&s, orbit, visit, visit_context, stop, stop_context);
    fmpq_mat_clear(s.W);
    fmpq_mat_clear(s.A);
    fmpq_mat_clear(s.mixed);
    fmpq_mat_clear(s.X);
    return status;
}

/* ---- Quantities: integers over one common denominator ---- */

/* square = sum_c (a_c - b_c)^2; b NULL: 0. */
static void
square_of_difference(fmpz_t square, const fmpz *a, const fmpz *b, slong d)
{
    fmpz_t difference;

    fmpz_init(difference);
    fmpz_zero(square);
    for (slong c = 0; c < d; c++) {
        fmpz_set(difference, a + c);
        if (b != NULL)
            fmpz_sub(difference, difference, b + c);
        fmpz_addmul(square, difference, difference);
    }
    fmpz_clear(difference);
}

/* The largest of ||x_i - x_k||^2, or of ||x_i||^2 when not `pairs`. */
static void
greatest_square(fmpq_t square, const fmpq_mat_t X, int pairs)
{
    const slong n = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpz_mat_t P;
    fmpz_t denominator, greatest, one;

    fmpz_mat_init(P, n, d);
    fmpz_init(denominator);
    fmpz_init(greatest);
    fmpz_init(one);
    fmpq_mat_get_fmpz_mat_matwise(P, denominator, X);
    for (slong i = 0; i < n; i++)
        for (slong k = i; k < (pairs ? n : i + 1); k++) {
            square_of_difference(one, fmpz_mat_entry(P, i, 0),
                                 pairs ? fmpz_mat_entry(P, k, 0) : NULL, d);
            if (fmpz_cmp(one, greatest) > 0)
                fmpz_swap(greatest, one);
        }
    fmpz_mul(denominator, denominator, denominator);
    fmpq_set_fmpz_frac(square, greatest, denominator);
    fmpz_clear(one);
    fmpz_clear(greatest);
    fmpz_clear(denominator);
    fmpz_mat_clear(P);
}

void
rc_norm_max_squared(fmpq_t square, const fmpq_mat_t X)
{
    greatest_square(square, X, 0);
}

void
rc_diameter_squared(fmpq_t square, const fmpq_mat_t X)
{
    greatest_square(square, X, 1);
}

/* mu^2 = sum_i ||x_i||^2 - || sum_i x_i ||^2 / N, column by column. */
void
rc_mu_squared(fmpq_t square, const fmpq_mat_t X)
{
    const slong n = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpz_mat_t P;
    fmpz_t denominator, sum, total;

    fmpz_mat_init(P, n, d);
    fmpz_init(denominator);
    fmpz_init(sum);
    fmpz_init(total);
    fmpq_mat_get_fmpz_mat_matwise(P, denominator, X);
    for (slong c = 0; c < d; c++) {
        fmpz_zero(sum);
        for (slong i = 0; i < n; i++)
            fmpz_add(sum, sum, fmpz_mat_entry(P, i, c));
        fmpz_submul(total, sum, sum);
        for (slong i = 0; i < n; i++) {
            fmpz_mul_si(sum, fmpz_mat_entry(P, i, c), n);
            fmpz_addmul(total, sum, fmpz_mat_entry(P, i, c));
        }
    }
    fmpz_mul(denominator, denominator, denominator);
    fmpz_mul_si(denominator, denominator, n);
    fmpq_set_fmpz_frac(square, total, denominator);
    fmpz_clear(total);
    fmpz_clear(sum);
    fmpz_clear(denominator);
    fmpz_mat_clear(P);
}
