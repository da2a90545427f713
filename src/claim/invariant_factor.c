#include "invariant_factor.h"

/* v = a combination of X's rows with no special relation between them: what
   annihilates v annihilates their span, but for bad luck, which costs a
   proposal and no proof. */
static void
combine_rows(arb_mat_t v, const arb_mat_t X, slong prec)
{
    arb_t factor;

    arb_init(factor);
    for (slong i = 0; i < arb_mat_nrows(X); i++) {
        arb_set_si(factor, i + 2);
        arb_sqrt(factor, factor, prec);
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            arb_addmul(arb_mat_entry(v, 0, a), factor, arb_mat_entry(X, i, a),
                       prec);
    }
    arb_mat_get_mid(v, v);
    arb_clear(factor);
}

/* 1 when v q(W) is small next to what it was summed up from. */
static int
annihilates(const arb_mat_t v, const fmpz_poly_t q, const arb_mat_t W,
            slong prec)
{
    const slong d = arb_mat_ncols(v);
    arb_mat_t sum;
    arb_t coefficient;
    mag_t most, now;
    int small;

    arb_mat_init(sum, 1, d);
    arb_init(coefficient);
    mag_init(most);
    mag_init(now);
    for (slong k = fmpz_poly_degree(q); k >= 0; k--) {
        arb_mat_mul(sum, sum, W, prec);
        arb_set_fmpz(coefficient, fmpz_poly_get_coeff_ptr(q, k));
        for (slong a = 0; a < d; a++)
            arb_addmul(arb_mat_entry(sum, 0, a), coefficient,
                       arb_mat_entry(v, 0, a), prec);
        arb_mat_get_mid(sum, sum);
        arb_mat_bound_inf_norm(now, sum);
        mag_max(most, most, now);
    }
    mag_mul_2exp_si(most, most, -prec / 2);
    small = mag_cmp(now, most) < 0 || mag_is_zero(now);
    mag_clear(now);
    mag_clear(most);
    arb_clear(coefficient);
    arb_mat_clear(sum);
    return small;
}

/* q = W's characteristic polynomial, primitive, without every factor that v
   does not need. */
static void
least_divisor(fmpz_poly_t q, const fmpq_mat_t W, const arb_mat_t v, slong prec)
{
    fmpq_poly_t characteristic;
    fmpz_poly_factor_t factors;
    fmpz_poly_t trial;
    arb_mat_t ball;

    fmpq_poly_init(characteristic);
    fmpz_poly_factor_init(factors);
    fmpz_poly_init(trial);
    arb_mat_init(ball, fmpq_mat_nrows(W), fmpq_mat_ncols(W));
    arb_mat_set_fmpq_mat(ball, W, prec);
    fmpq_mat_charpoly(characteristic, W);
    fmpq_poly_get_numerator(q, characteristic);
    fmpz_poly_primitive_part(q, q);
    fmpz_poly_factor(factors, q);
    for (slong k = 0; k < factors->num; k++)
        for (slong e = 0; e < factors->exp[k]; e++) {
            fmpz_poly_div(trial, q, factors->p + k);
            if (!annihilates(v, trial, ball, prec))
                break;
            fmpz_poly_set(q, trial);
        }
    arb_mat_clear(ball);
    fmpz_poly_clear(trial);
    fmpz_poly_factor_clear(factors);
    fmpq_poly_clear(characteristic);
}

/* P = q(W). */
static void
evaluate(fmpq_mat_t P, const fmpz_poly_t q, const fmpq_mat_t W)
{
    fmpq_mat_zero(P);
    for (slong k = fmpz_poly_degree(q); k >= 0; k--) {
        fmpq_mat_mul(P, P, W);
        for (slong a = 0; a < fmpq_mat_nrows(W); a++)
            fmpq_add_fmpz(fmpq_mat_entry(P, a, a), fmpq_mat_entry(P, a, a),
                          fmpz_poly_get_coeff_ptr(q, k));
    }
}

/* basis = a basis of { u : u P = 0 } in reduced row echelon form. P is changed
   to its transpose's echelon form. */
static void
left_kernel(fmpq_mat_t basis, fmpq_mat_t P)
{
    const slong d = fmpq_mat_nrows(P);
    slong rank, column = 0, free_count = 0, row = 0;

    fmpq_mat_transpose(P, P);
    rank = fmpq_mat_rref(P, P);
    fmpq_mat_init(basis, d - rank, d);
    for (column = 0; column < d; column++) {
        slong pivot_row = 0;

        if (row < rank && !fmpq_is_zero(fmpq_mat_entry(P, row, column))) {
            row++;
            continue;
        }
        /* a free column: minus its entries in the pivots' places */
        fmpq_one(fmpq_mat_entry(basis, free_count, column));
        for (slong c = 0; c < column && pivot_row < row; c++)
            if (!fmpq_is_zero(fmpq_mat_entry(P, pivot_row, c))) {
                fmpq_neg(fmpq_mat_entry(basis, free_count, c),
                         fmpq_mat_entry(P, pivot_row, column));
                pivot_row++;
            }
        free_count++;
    }
    fmpq_mat_rref(basis, basis);
}

int
rc_invariant_basis(fmpq_mat_t basis, const fmpq_mat_t W, const arb_mat_t X,
                   slong prec)
{
    const slong d = fmpq_mat_nrows(W);
    fmpz_poly_t q;
    fmpq_mat_t P;
    arb_mat_t v;
    int found;

    fmpz_poly_init(q);
    fmpq_mat_init(P, d, d);
    arb_mat_init(v, 1, d);
    combine_rows(v, X, prec);
    least_divisor(q, W, v, prec);
    found = fmpz_poly_degree(q) < d && fmpz_poly_degree(q) > 0;
    if (found) {
        evaluate(P, q, W);
        left_kernel(basis, P);
        found = fmpq_mat_nrows(basis) > 0 && fmpq_mat_nrows(basis) < d;
        if (!found)
            fmpq_mat_clear(basis);
    }
    arb_mat_clear(v);
    fmpq_mat_clear(P);
    fmpz_poly_clear(q);
    return found;
}
