/* R28: orbits over the rationals. Products and squares are of integers over one
   common denominator; fractions are put in lowest terms once per layer. */

#include "rational_orbit.h"

/* ---- Integers over one denominator ---- */

static void
fractions_init(ck_fractions *f, long rows, long cols)
{
    f->rows = rows;
    f->cols = cols;
    f->entries = ck_allocate((size_t)(rows * cols), sizeof *f->entries);
    for (long k = 0; k < rows * cols; k++)
        mpz_init(f->entries[k]);
    mpz_init_set_ui(f->denominator, 1);
}

static void
fractions_clear(ck_fractions *f)
{
    for (long k = 0; k < f->rows * f->cols; k++)
        mpz_clear(f->entries[k]);
    mpz_clear(f->denominator);
    ck_release(f->entries);
}

/* f (initialised, of another shape perhaps) = m. */
static void
fractions_set(ck_fractions *f, const ck_qmatrix *m)
{
    mpz_t factor;

    fractions_clear(f);
    fractions_init(f, m->rows, m->cols);
    mpz_init(factor);
    for (long k = 0; k < m->rows * m->cols; k++)
        mpz_lcm(f->denominator, f->denominator, mpq_denref(m->entries[k]));
    for (long k = 0; k < m->rows * m->cols; k++) {
        mpz_divexact(factor, f->denominator, mpq_denref(m->entries[k]));
        mpz_mul(f->entries[k], factor, mpq_numref(m->entries[k]));
    }
    mpz_clear(factor);
}

/* f = m, whose entries are rational. */
static void
fractions_from(ck_fractions *f, const ck_matrix *m)
{
    ck_qmatrix q;

    ck_qmatrix_init(&q);
    ck_qmatrix_from(&q, m);
    fractions_set(f, &q);
    ck_qmatrix_clear(&q);
}

/* c (zeros, of the right shape) = a b. */
static void
fractions_multiply(ck_fractions *c, const ck_fractions *a,
                   const ck_fractions *b)
{
    mpz_mul(c->denominator, a->denominator, b->denominator);
    for (long i = 0; i < a->rows; i++)
        for (long k = 0; k < a->cols; k++) {
            mpz_srcptr factor = a->entries[i * a->cols + k];

            if (mpz_sgn(factor) == 0) /* no test can see this: it saves work */
                continue;
            for (long j = 0; j < b->cols; j++)
                mpz_addmul(c->entries[i * c->cols + j], factor,
                           b->entries[k * b->cols + j]);
        }
}

/* m = f in lowest terms; m has f's shape. */
static void
fractions_reduce(ck_qmatrix *m, const ck_fractions *f)
{
    for (long k = 0; k < f->rows * f->cols; k++) {
        mpz_set(mpq_numref(m->entries[k]), f->entries[k]);
        mpz_set(mpq_denref(m->entries[k]), f->denominator);
        mpq_canonicalize(m->entries[k]);
    }
}

/* ---- The orbit ---- */

static int
all_rational(const ck_weights *w)
{
    for (size_t k = 0; k < w->count; k++)
        if (!ck_matrix_is_rational(&w->items[k]))
            return 0;
    return 1;
}

int
ck_rational_orbit_init(ck_outcome *o, ck_rational_orbit *orbit,
                       const ck_model *model, const ck_matrix *start)
{
    *orbit = (ck_rational_orbit){.model = model};
    ck_qmatrix_init(&orbit->X);
    fractions_init(&orbit->weights, 0, 0);
    fractions_init(&orbit->value, 0, 0);
    if (model->norm != CK_NORM_NONE)
        return ck_reject(o, "LayerNorm does not keep an orbit rational");
    if (model->attention == CK_SOFTMAX)
        return ck_reject(o, "softmax does not keep an orbit rational");
    if (!all_rational(&model->fixed))
        return ck_reject(o, "some weight is not rational");
    if (!all_rational(&model->value))
        return ck_reject(o, "W is not rational");
    if (!ck_matrix_is_rational(start))
        return ck_reject(o, "the start is not rational");
    ck_qmatrix_from(&orbit->X, start);
    return 1;
}

void
ck_rational_orbit_clear(ck_rational_orbit *orbit)
{
    fractions_clear(&orbit->value);
    fractions_clear(&orbit->weights);
    ck_qmatrix_clear(&orbit->X);
}

/* Uniform weights: 1 / n_i on the mask. */
static void
load_uniform(ck_fractions *weights, const ck_model *m)
{
    const long n = m->tokens;

    fractions_clear(weights);
    fractions_init(weights, n, n);
    for (long i = 0; i < n; i++)
        mpz_lcm_ui(weights->denominator, weights->denominator,
                   (unsigned long)m->degree[i]);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++)
            if (ck_attends(m, i, j))
                mpz_divexact_ui(weights->entries[i * n + j],
                                weights->denominator,
                                (unsigned long)m->degree[i]);
}

static void
load_layer(ck_rational_orbit *orbit)
{
    const ck_model *m = orbit->model;

    if (m->attention == CK_UNIFORM)
        load_uniform(&orbit->weights, m);
    else
        fractions_from(&orbit->weights, ck_weights_at(&m->fixed, orbit->t));
    fractions_from(&orbit->value, ck_weights_at(&m->value, orbit->t));
}

static int
check_size(ck_outcome *o, const ck_rational_orbit *orbit)
{
    const size_t most = (size_t)o->limits->max_bits;

    for (long k = 0; k < orbit->X.rows * orbit->X.cols; k++) {
        mpq_srcptr x = orbit->X.entries[k];

        if (mpz_sizeinbase(mpq_numref(x), 2) > most ||
            mpz_sizeinbase(mpq_denref(x), 2) > most)
            return ck_reject(o,
                             "limit: X(%ld) has numbers of more than %ld bits "
                             "(--max-bits)",
                             orbit->t, o->limits->max_bits);
    }
    return 1;
}

int
ck_rational_orbit_step(ck_outcome *o, ck_rational_orbit *orbit)
{
    const long n = orbit->X.rows, d = orbit->X.cols;
    ck_fractions before, mixed, after;

    /* no test can see this: loading anew would only cost time */
    if (orbit->t == 0 || ck_model_period(orbit->model) > 1)
        load_layer(orbit);
    fractions_init(&before, 0, 0);
    fractions_init(&mixed, n, d);
    fractions_init(&after, n, d);
    fractions_set(&before, &orbit->X);
    fractions_multiply(&mixed, &orbit->weights, &before);
    fractions_multiply(&after, &mixed, &orbit->value);
    fractions_reduce(&orbit->X, &after);
    orbit->t++;
    fractions_clear(&after);
    fractions_clear(&mixed);
    fractions_clear(&before);
    return check_size(o, orbit);
}

/* ---- Squares ---- */

/* square = total / (factor q^2), q the denominator of f. */
static void
set_square(mpq_t square, const mpz_t total, const ck_fractions *f, long factor)
{
    mpz_set(mpq_numref(square), total);
    mpz_mul(mpq_denref(square), f->denominator, f->denominator);
    mpz_mul_si(mpq_denref(square), mpq_denref(square), factor);
    mpq_canonicalize(square);
}

/* N mu^2 = N sum_i ||x_i||^2 - ||sum_i x_i||^2. */
void
ck_mu_square(mpq_t square, const ck_qmatrix *X)
{
    ck_fractions f;
    mpz_t squares, sum, of_sums;

    fractions_init(&f, 0, 0);
    fractions_set(&f, X);
    mpz_inits(squares, sum, of_sums, (mpz_ptr)NULL);
    for (long c = 0; c < f.cols; c++) {
        mpz_set_ui(sum, 0);
        for (long i = 0; i < f.rows; i++) {
            mpz_srcptr x = f.entries[i * f.cols + c];

            mpz_add(sum, sum, x);
            mpz_addmul(squares, x, x);
        }
        mpz_addmul(of_sums, sum, sum);
    }
    mpz_mul_si(squares, squares, f.rows);
    mpz_sub(squares, squares, of_sums);
    set_square(square, squares, &f, f.rows);
    mpz_clears(squares, sum, of_sums, (mpz_ptr)NULL);
    fractions_clear(&f);
}

/* length = ||x_i||^2 q^2, or ||x_i - x_k||^2 q^2 for k >= 0. */
static void
find_length(mpz_t length, const ck_fractions *f, long i, long k)
{
    mpz_t part;

    mpz_init(part);
    mpz_set_ui(length, 0);
    for (long c = 0; c < f->cols; c++) {
        mpz_set(part, f->entries[i * f->cols + c]);
        if (k >= 0)
            mpz_sub(part, part, f->entries[k * f->cols + c]);
        mpz_addmul(length, part, part);
    }
    mpz_clear(part);
}

static void
keep_greatest(mpz_t most, const mpz_t length)
{
    if (mpz_cmp(length, most) > 0) /* no test can see this made >= 0 */
        mpz_set(most, length);
}

void
ck_diameter_square(mpq_t square, const ck_qmatrix *X)
{
    ck_fractions f;
    mpz_t most, length;

    fractions_init(&f, 0, 0);
    fractions_set(&f, X);
    mpz_inits(most, length, (mpz_ptr)NULL);
    for (long i = 0; i < f.rows; i++)
        /* no test can see this made <= i: that distance is 0 */
        for (long k = 0; k < i; k++) {
            find_length(length, &f, i, k);
            keep_greatest(most, length);
        }
    set_square(square, most, &f, 1);
    mpz_clears(most, length, (mpz_ptr)NULL);
    fractions_clear(&f);
}

void
ck_norm_max_square(mpq_t square, const ck_qmatrix *X)
{
    ck_fractions f;
    mpz_t most, length;

    fractions_init(&f, 0, 0);
    fractions_set(&f, X);
    mpz_inits(most, length, (mpz_ptr)NULL);
    for (long i = 0; i < f.rows; i++) {
        find_length(length, &f, i, -1);
        keep_greatest(most, length);
    }
    set_square(square, most, &f, 1);
    mpz_clears(most, length, (mpz_ptr)NULL);
    fractions_clear(&f);
}
