#include "exact_orbit.h"

/* ---- Matrices ---- */

static void
zmatrix_init(ck_zmatrix *m, long rows, long cols)
{
    m->rows = rows;
    m->cols = cols;
    m->entries = ck_allocate((size_t)rows * (size_t)cols, sizeof *m->entries);
    for (long k = 0; k < rows * cols; k++)
        mpz_init(m->entries[k]);
    mpz_init_set_ui(m->denominator, 1);
}

static void
zmatrix_clear(ck_zmatrix *m)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        mpz_clear(m->entries[k]);
    ck_release(m->entries);
    mpz_clear(m->denominator);
}

/* m is initialised by this call. */
static void
zmatrix_from(ck_zmatrix *m, const ck_qmatrix *q)
{
    mpz_t factor;

    zmatrix_init(m, q->rows, q->cols);
    mpz_init(factor);
    for (long k = 0; k < q->rows * q->cols; k++)
        mpz_lcm(m->denominator, m->denominator, mpq_denref(q->entries[k]));
    for (long k = 0; k < q->rows * q->cols; k++) {
        mpz_divexact(factor, m->denominator, mpq_denref(q->entries[k]));
        mpz_mul(m->entries[k], mpq_numref(q->entries[k]), factor);
    }
    mpz_clear(factor);
}

/* Takes out what entries and denominator have in common. */
static void
reduce(ck_zmatrix *m)
{
    const long count = m->rows * m->cols;
    mpz_t common;

    mpz_init_set(common, m->denominator);
    /* no test can see this: nothing is in common with 1 */
    for (long k = 0; k < count && mpz_cmp_ui(common, 1) != 0; k++)
        mpz_gcd(common, common, m->entries[k]);
    for (long k = 0; k < count; k++)
        mpz_divexact(m->entries[k], m->entries[k], common);
    mpz_divexact(m->denominator, m->denominator, common);
    mpz_clear(common);
}

/* c = a b; c is initialised by this call. */
static void
multiply(ck_zmatrix *c, const ck_zmatrix *a, const ck_zmatrix *b)
{
    zmatrix_init(c, a->rows, b->cols);
    mpz_mul(c->denominator, a->denominator, b->denominator);
    for (long i = 0; i < a->rows; i++)
        for (long k = 0; k < a->cols; k++) {
            mpz_t *factor = &a->entries[i * a->cols + k];

            if (mpz_sgn(*factor) == 0) /* no test can see this: it saves work */
                continue;
            for (long j = 0; j < b->cols; j++)
                mpz_addmul(c->entries[i * c->cols + j], *factor,
                           b->entries[k * b->cols + j]);
        }
}

/* ---- Orbits ---- */

/* 1 with the layer's weights and W, initialised; 0, with nothing to clear, when
   they are not rational. */
static int
get_layer(ck_zmatrix *a, ck_zmatrix *w, const ck_model *m, long t)
{
    ck_qmatrix weights, value;
    int good;

    ck_qmatrix_init(&weights);
    ck_qmatrix_init(&value);
    good = ck_model_weights(&weights, m, t) && ck_model_value(&value, m, t);
    if (good) {
        zmatrix_from(a, &weights);
        zmatrix_from(w, &value);
    }
    ck_qmatrix_clear(&value);
    ck_qmatrix_clear(&weights);
    return good;
}

int
ck_exact_orbit_init(ck_exact_orbit *orbit, const ck_model *m,
                    const ck_matrix *start)
{
    ck_qmatrix X;

    if (!ck_matrix_is_rational(start))
        return 0;
    ck_qmatrix_init(&X);
    ck_qmatrix_from(&X, start);
    orbit->m = m;
    orbit->t = 0;
    zmatrix_from(&orbit->X, &X);
    ck_qmatrix_clear(&X);
    return 1;
}

void
ck_exact_orbit_clear(ck_exact_orbit *orbit)
{
    zmatrix_clear(&orbit->X);
}

int
ck_exact_orbit_step(ck_exact_orbit *orbit)
{
    ck_zmatrix a, w, mixed;

    if (orbit->m->norm != CK_NORM_NONE ||
        !get_layer(&a, &w, orbit->m, orbit->t))
        return 0;
    multiply(&mixed, &a, &orbit->X);
    zmatrix_clear(&orbit->X);
    multiply(&orbit->X, &mixed, &w);
    reduce(&orbit->X);
    orbit->t++;
    zmatrix_clear(&mixed);
    zmatrix_clear(&w);
    zmatrix_clear(&a);
    return 1;
}

/* N sum ||x_i - x_1||^2 - ||sum (x_i - x_1)||^2, all over the denominator's
   square (R28). */
void
ck_exact_orbit_mu(mpq_t x, const ck_exact_orbit *orbit)
{
    const ck_zmatrix *X = &orbit->X;
    mpz_t difference, sum, squares;

    mpz_inits(difference, sum, squares, NULL);
    mpq_set_ui(x, 0, 1);
    for (long a = 0; a < X->cols; a++) {
        mpz_set_ui(sum, 0);
        mpz_set_ui(squares, 0);
        for (long i = 1; i < X->rows; i++) {
            mpz_sub(difference, X->entries[i * X->cols + a], X->entries[a]);
            mpz_add(sum, sum, difference);
            mpz_addmul(squares, difference, difference);
        }
        mpz_addmul_ui(mpq_numref(x), squares, (unsigned long)X->rows);
        mpz_submul(mpq_numref(x), sum, sum);
    }
    mpz_mul(mpq_denref(x), X->denominator, X->denominator);
    mpq_canonicalize(x);
    mpz_clears(difference, sum, squares, NULL);
}
