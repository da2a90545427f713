/* R30 for any mask: the characteristic polynomial, exactly, and Schur's
   criterion for where its roots are, in balls. */

#include "spectrum.h"

/* ---- The polynomial ---- */

/* With d_i the common denominator of row i, det(diag(d) (x I - M)) has integer
   coefficients. Their absolute values add up to at most the product of those
   of the rows, 2 d_i each, M being row-stochastic: so they are known once they
   are known modulo enough primes. */

/* dens[i] = d_i; the number of bits that a coefficient has at most. */
static slong
find_denominators(fmpz *dens, const rc_job *job, slong n)
{
    slong bits = 0;
    fmpq_t entry;

    fmpq_init(entry);
    for (slong i = 0; i < n; i++) {
        fmpz_one(dens + i);
        for (slong j = 0; j < n; j++) {
            rc_spectrum_entry(entry, job, i, j);
            fmpz_lcm(dens + i, dens + i, fmpq_denref(entry));
        }
        bits += (slong)fmpz_bits(dens + i) + 1;
        if (bits > RC_SPECTRUM_MOST_BITS)
            break;
    }
    fmpq_clear(entry);
    return bits;
}

/* p = det(diag(d) (x I - M)) modulo the prime that A and p have; 0 when it
   divides some d_i. */
static int
polynomial_modulo(nmod_poly_t p, nmod_mat_t A, const rc_job *job,
                  const fmpz *dens)
{
    const slong n = nmod_mat_nrows(A);
    ulong scale = 1;
    fmpq_t entry;

    fmpq_init(entry);
    for (slong i = 0; i < n; i++) {
        scale = nmod_mul(scale, fmpz_fdiv_ui(dens + i, A->mod.n), A->mod);
        for (slong j = 0; scale != 0 && j < n; j++) {
            rc_spectrum_entry(entry, job, i, j);
            nmod_mat_entry(A, i, j) =
                nmod_div(fmpz_fdiv_ui(fmpq_numref(entry), A->mod.n),
                         fmpz_fdiv_ui(fmpq_denref(entry), A->mod.n), A->mod);
        }
        if (scale == 0)
            break;
    }
    fmpq_clear(entry);
    if (scale == 0)
        return 0;
    nmod_mat_charpoly_danilevsky(p, A);
    nmod_poly_scalar_mul_nmod(p, p, scale);
    return 1;
}

/* p = the polynomial modulo `product`, with coefficients of least absolute
   value, from so many primes that product has more than `bits` bits. */
static rc_status
combine(fmpz_poly_t p, const rc_job *job, const fmpz *dens, slong n, slong bits)
{
    ulong prime = UWORD(1) << (FLINT_BITS - 2);
    fmpz_t product;

    fmpz_init_set_ui(product, 1);
    fmpz_poly_zero(p);
    while ((slong)fmpz_bits(product) <= bits + 1) {
        nmod_mat_t A;
        nmod_poly_t part;

        if (rc_job_stopped(job)) {
            fmpz_clear(product);
            return RC_STOPPED;
        }
        prime = n_nextprime(prime, 1);
        nmod_mat_init(A, n, n, prime);
        nmod_poly_init(part, prime);
        if (polynomial_modulo(part, A, job, dens)) {
            fmpz_poly_CRT_ui(p, p, product, part, 1);
            fmpz_mul_ui(product, product, prime);
        }
        nmod_poly_clear(part);
        nmod_mat_clear(A);
    }
    fmpz_clear(product);
    return RC_OK;
}

/* c = p / (x - 1), where p(1) = 0: every coefficient of c is the sum of those
   of p beyond it. */
static void
divide_by_x_minus_1(fmpz_poly_t c, const fmpz_poly_t p)
{
    fmpz_t sum;

    fmpz_init(sum);
    fmpz_poly_zero(c);
    for (slong k = fmpz_poly_degree(p); k > 0; k--) {
        fmpz_add(sum, sum, fmpz_poly_get_coeff_ptr(p, k));
        fmpz_poly_set_coeff_fmpz(c, k - 1, sum);
    }
    fmpz_clear(sum);
}

rc_status
rc_spectrum_polynomial(fmpz_poly_t c, const rc_job *job)
{
    const slong n = job->c->model.tokens;
    rc_status status = RC_LIMIT;
    fmpz *dens;
    slong bits;
    fmpz_poly_t p;

    if (n > RC_SPECTRUM_MOST_POLYNOMIAL)
        return RC_LIMIT;
    dens = _fmpz_vec_init(n);
    fmpz_poly_init(p);
    bits = find_denominators(dens, job, n);
    if (bits <= RC_SPECTRUM_MOST_BITS)
        status = combine(p, job, dens, n, bits);
    if (status == RC_OK) {
        divide_by_x_minus_1(c, p);
        fmpz_poly_primitive_part(c, c);
    }
    fmpz_poly_clear(p);
    _fmpz_vec_clear(dens, n);
    return status;
}

/* ---- Schur's criterion ---- */

/* One step takes q of degree n to (q - (q_0 / q_n) q*) / z, which is R30's
   divided by q_n; the polynomial is cut short by its last coefficient. */
static void
step(arb_ptr q, arb_ptr next, slong n, slong prec)
{
    arb_t ratio;

    arb_init(ratio);
    arb_div(ratio, q, q + n, prec);
    for (slong j = 0; j < n; j++) {
        arb_set(next + j, q + j + 1);
        arb_submul(next + j, ratio, q + n - 1 - j, prec);
    }
    for (slong j = 0; j < n; j++)
        arb_swap(q + j, next + j);
    arb_clear(ratio);
}

/* 1: |q_0| < |q_n| certified, -1: |q_0| > |q_n|, 0: neither. */
static int
compare_ends(arb_srcptr q, slong n)
{
    arb_t first, last;
    int answer = 0;

    arb_init(first);
    arb_init(last);
    arb_abs(first, q);
    arb_abs(last, q + n);
    if (arb_is_finite(first) && arb_is_finite(last))
        answer = arb_lt(first, last) ? 1 : arb_gt(first, last) ? -1 : 0;
    arb_clear(last);
    arb_clear(first);
    return answer;
}

rc_spectrum_relation
rc_spectrum_schur(const fmpz_poly_t c, const arb_t theta, slong prec)
{
    const slong degree = fmpz_poly_degree(c);
    rc_spectrum_relation relation = RC_SPECTRUM_BELOW;
    arb_ptr q = _arb_vec_init(degree + 1), next = _arb_vec_init(degree + 1);

    for (slong k = 0; k <= degree; k++) {
        arb_pow_ui(q + k, theta, (ulong)k, prec);
        arb_mul_fmpz(q + k, q + k, fmpz_poly_get_coeff_ptr(c, k), prec);
    }
    for (slong n = degree; n >= 1 && relation == RC_SPECTRUM_BELOW; n--) {
        const int answer = compare_ends(q, n);

        if (answer > 0)
            step(q, next, n, prec);
        else
            relation = answer < 0 ? RC_SPECTRUM_ABOVE : RC_SPECTRUM_OPEN;
    }
    _arb_vec_clear(next, degree + 1);
    _arb_vec_clear(q, degree + 1);
    return relation;
}
