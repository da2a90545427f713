/* det(x E - B) of integer matrices, E diagonal with e_i > 0 and B = E M: modulo
   so many moduli that the coefficients are no greater than what their product
   tells apart. In absolute value they add up to at most the product over the
   rows of e_i + sum_j B_ij = 2 e_i. */

#include "polynomial.h"

#include "modular.h"

/* The task, and what is known of the coefficients so far. */
typedef struct {
    long n;
    ck_qmatrix B;
    mpz_t *e;
    mpz_t product; /* of the e_i */
    mpz_t enough;  /* a product of moduli that is greater will do */
    mpz_t *known;  /* n + 1 coefficients modulo `modulus` */
    mpz_t modulus; /* the product so far */
} task;

/* The matrix modulo p, row-major, and its polynomials: row k holds those of
   the leading k x k part, of degree k. */
typedef struct {
    unsigned long p;
    long n;
    unsigned long *h, *polynomials;
} image;

/* ---- The task ---- */

/* e_i, and row i of B. */
static void
scale_row(task *t, const ck_qmatrix *M, long i)
{
    mpq_t factor;

    mpz_set_ui(t->e[i], 1);
    for (long j = 0; j < t->n; j++)
        mpz_lcm(t->e[i], t->e[i], mpq_denref(*ck_qmatrix_at(M, i, j)));
    mpq_init(factor);
    mpq_set_z(factor, t->e[i]);
    for (long j = 0; j < t->n; j++)
        mpq_mul(*ck_qmatrix_at(&t->B, i, j), *ck_qmatrix_at(M, i, j), factor);
    mpq_clear(factor);
}

static void
task_init(task *t, const ck_qmatrix *M)
{
    t->n = M->rows;
    ck_qmatrix_init(&t->B);
    ck_qmatrix_resize(&t->B, t->n, t->n);
    t->e = ck_allocate((size_t)t->n, sizeof *t->e);
    t->known = ck_allocate((size_t)t->n + 1, sizeof *t->known);
    mpz_init_set_ui(t->product, 1);
    mpz_init_set_ui(t->modulus, 1);
    for (long i = 0; i < t->n; i++) {
        mpz_init(t->e[i]);
        scale_row(t, M, i);
        mpz_mul(t->product, t->product, t->e[i]);
    }
    for (long k = 0; k <= t->n; k++)
        mpz_init(t->known[k]);
    /* both signs */
    mpz_init(t->enough);
    mpz_mul_2exp(t->enough, t->product, (mp_bitcnt_t)t->n + 1);
}

static void
task_clear(task *t)
{
    for (long i = 0; i < t->n; i++)
        mpz_clear(t->e[i]);
    for (long k = 0; k <= t->n; k++)
        mpz_clear(t->known[k]);
    mpz_clear(t->product);
    mpz_clear(t->enough);
    mpz_clear(t->modulus);
    ck_release(t->e);
    ck_release(t->known);
    ck_qmatrix_clear(&t->B);
}

/* ---- Modulo p ---- */

static unsigned long *
at(const image *m, long i, long j)
{
    return m->h + i * m->n + j;
}

/* M = E^-1 B modulo p; 0 when some e_i is not prime to p. */
static int
reduce(image *m, const task *t)
{
    for (long i = 0; i < m->n; i++) {
        unsigned long inverse;

        if (!ck_invert_mod(&inverse, mpz_fdiv_ui(t->e[i], m->p), m->p))
            return 0;
        for (long j = 0; j < m->n; j++)
            *at(m, i, j) = ck_multiply_mod(
                mpz_fdiv_ui(mpq_numref(*ck_qmatrix_at(&t->B, i, j)), m->p),
                inverse, m->p);
    }
    return 1;
}

static void
swap(unsigned long *x, unsigned long *y)
{
    const unsigned long kept = *x;

    *x = *y;
    *y = kept;
}

/* Exchanges i and k, rows and columns. */
static void
exchange(image *m, long i, long k)
{
    for (long j = 0; j < m->n; j++)
        swap(at(m, i, j), at(m, k, j));
    for (long j = 0; j < m->n; j++)
        swap(at(m, j, i), at(m, j, k));
}

/* The similarity that makes entry i, k - 1 zero: row i minus u times row k,
   column k plus u times column i. */
static void
eliminate(image *m, long i, long k, unsigned long u)
{
    const unsigned long minus = ck_subtract_mod(0, u, m->p);

    for (long j = k - 1; j < m->n; j++)
        *at(m, i, j) = ck_subtract_mod(
            *at(m, i, j), ck_multiply_mod(u, *at(m, k, j), m->p), m->p);
    for (long j = 0; j < m->n; j++)
        *at(m, j, k) = ck_subtract_mod(
            *at(m, j, k), ck_multiply_mod(minus, *at(m, j, i), m->p), m->p);
}

/* Similar to m, and zero below the first subdiagonal; 0 when some pivot is not
   prime to p. */
static int
make_hessenberg(image *m)
{
    for (long k = 1; k < m->n - 1; k++) {
        unsigned long inverse;
        long pivot = k;

        while (pivot < m->n && *at(m, pivot, k - 1) == 0)
            pivot++;
        if (pivot == m->n)
            continue;
        exchange(m, pivot, k);
        /* no test can see this: the moduli are primes */
        if (!ck_invert_mod(&inverse, *at(m, k, k - 1), m->p))
            return 0;
        for (long i = k + 1; i < m->n; i++)
            /* no test can see this: nothing is subtracted then */
            if (*at(m, i, k - 1) != 0)
                eliminate(m, i, k,
                          ck_multiply_mod(*at(m, i, k - 1), inverse, m->p));
    }
    return 1;
}

/* The polynomial of the leading k x k part. */
static unsigned long *
polynomial_at(const image *m, long k)
{
    return m->polynomials + k * (m->n + 1);
}

/* sum -= factor * x, of degree `degree`. */
static void
subtract(const image *m, unsigned long *sum, const unsigned long *x,
         long degree, unsigned long factor)
{
    for (long k = 0; k <= degree; k++)
        sum[k] =
            ck_subtract_mod(sum[k], ck_multiply_mod(factor, x[k], m->p), m->p);
}

/* By expansion along the last column: p_k = (x - h_kk) p_{k-1} - sum over i < k
   of h_ik (the subdiagonal's product between i and k) p_{i-1}. */
static void
find_polynomials(image *m)
{
    polynomial_at(m, 0)[0] = 1;
    for (long k = 1; k <= m->n; k++) {
        unsigned long *sum = polynomial_at(m, k), product = 1;

        for (long j = 0; j < k; j++)
            sum[j + 1] = polynomial_at(m, k - 1)[j];
        sum[0] = 0;
        for (long i = k - 1; i >= 0; i--) {
            subtract(m, sum, polynomial_at(m, i), i,
                     ck_multiply_mod(*at(m, i, k - 1), product, m->p));
            if (i > 0) /* no test can see this: it is not used again */
                product = ck_multiply_mod(product, *at(m, i, i - 1), m->p);
        }
    }
}

/* ---- Together ---- */

/* Adds to what is known what the image says; 0 when p is not prime to the
   moduli so far. */
static int
combine(task *t, const image *m)
{
    const unsigned long product = mpz_fdiv_ui(t->product, m->p);
    unsigned long inverse;

    /* no test can see this: the moduli are different primes */
    if (!ck_invert_mod(&inverse, mpz_fdiv_ui(t->modulus, m->p), m->p))
        return 0;
    for (long k = 0; k <= t->n; k++) {
        const unsigned long wanted =
            ck_multiply_mod(polynomial_at(m, t->n)[k], product, m->p);
        const unsigned long missing =
            ck_subtract_mod(wanted, mpz_fdiv_ui(t->known[k], m->p), m->p);

        mpz_addmul_ui(t->known[k], t->modulus,
                      ck_multiply_mod(missing, inverse, m->p));
    }
    mpz_mul_ui(t->modulus, t->modulus, m->p);
    return 1;
}

/* Nothing rests on the moduli being primes: what is divided by is found to be
   prime to them. Those that do not suit are left out. */
static void
collect(task *t)
{
    const size_t n = (size_t)t->n;
    image m = {.n = t->n};
    mpz_t prime;

    m.h = ck_allocate(n * n, sizeof *m.h);
    m.polynomials = ck_allocate((n + 1) * (n + 1), sizeof *m.polynomials);
    mpz_init(prime);
    mpz_ui_pow_ui(prime, 2, 62);
    /* no test can see this: one is odd, the other even */
    while (mpz_cmp(t->modulus, t->enough) <= 0) {
        mpz_nextprime(prime, prime);
        m.p = mpz_get_ui(prime);
        if (!reduce(&m, t) || !make_hessenberg(&m))
            continue;
        find_polynomials(&m);
        (void)combine(t, &m);
    }
    mpz_clear(prime);
    ck_release(m.h);
    ck_release(m.polynomials);
}

/* The residue of least absolute value. */
static void
centre(mpz_t x, const mpz_t modulus)
{
    mpz_t twice;

    mpz_init(twice);
    mpz_mul_2exp(twice, x, 1);
    /* no test can see this: one is odd, the other even */
    if (mpz_cmp(twice, modulus) > 0)
        mpz_sub(x, x, modulus);
    mpz_clear(twice);
}

/* c = the known coefficients divided by x - 1, of which 1 is a root. */
static void
divide(ck_polynomial *c, task *t)
{
    c->degree = t->n - 1;
    c->coefficients = ck_allocate((size_t)t->n, sizeof *c->coefficients);
    for (long k = t->n; k > 0; k--) {
        centre(t->known[k], t->modulus);
        mpz_init_set(c->coefficients[k - 1], t->known[k]);
        if (k < t->n)
            mpz_add(c->coefficients[k - 1], c->coefficients[k - 1],
                    c->coefficients[k]);
    }
}

void
ck_other_eigenvalues(ck_polynomial *c, const ck_qmatrix *M)
{
    task t;

    task_init(&t, M);
    collect(&t);
    divide(c, &t);
    task_clear(&t);
}

void
ck_polynomial_clear(ck_polynomial *c)
{
    for (long k = 0; k <= c->degree; k++)
        mpz_clear(c->coefficients[k]);
    ck_release(c->coefficients);
}
