/* Entries that are long for the size of the matrix are multiplied as they are.
   Others by the Chinese remainder theorem: the product is worked out modulo
   numbers below 2^28 without common divisors, so many that their product
   exceeds every entry, and put together modulus by modulus (Garner): when c is
   the entry modulo M, then c + M ((entry - c) / M mod p) is the entry modulo M
   p. */

#include "limb_product.h"

#include <stdint.h>
#include <string.h>

#include "outcome.h"

/* Only speed is at stake: the inner loop is made for vector instructions. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

enum {
    MODULUS_BITS = 28,
    TERMS_MOST = 256, /* 256 (2^28 - 2)^2 + 2^28 < 2^64 */
    WIDTH = 32        /* columns worked out at a time */
};

typedef struct {
    long n, stride; /* of rows, a multiple of WIDTH */
    mp_size_t limbs;
    uint32_t modulus;
    uint32_t *left, *right; /* the residues, n x stride */
    mp_limb_t *c;
    mp_size_t width;  /* limbs of an entry of c */
    mpz_t done;       /* M */
    uint64_t inverse; /* of M */
} product;

/* x = the residues of the matrix m. */
static void
reduce(const product *p, uint32_t *x, const mp_limb_t *m)
{
    for (long i = 0; i < p->n; i++)
        for (long j = 0; j < p->n; j++)
            x[i * p->stride + j] = (uint32_t)mpn_mod_1(
                m + (i * p->n + j) * p->limbs, p->limbs, p->modulus);
}

/* The columns from j on of row i, WIDTH of them, modulo the modulus. */
static void
multiply_block(uint64_t *restrict out, const product *p, long i, long j)
{
    const uint32_t *left = p->left + i * p->stride;
    uint64_t sum[WIDTH] = {0};
    int terms = 0;

    for (long k = 0; k < p->n; k++) {
        const uint32_t *restrict right = p->right + k * p->stride + j;
        const uint64_t a = left[k];

        if (a == 0) /* no test can see this: it saves work */
            continue;
        for (int e = 0; e < WIDTH; e++)
            sum[e] += a * right[e];
        /* no test can see this: to reduce more often takes time alone */
        if (++terms < TERMS_MOST)
            continue;
        for (int e = 0; e < WIDTH; e++)
            sum[e] %= p->modulus;
        terms = 0;
    }
    for (int e = 0; e < WIDTH; e++)
        out[e] = sum[e] % p->modulus;
}

/* c, which is the entry modulo M, becomes the entry modulo M times the modulus,
   the entry being `residue` modulo the latter. Nothing is carried out of c, as
   what it becomes is at most the entry itself. */
static void
extend(mp_limb_t *c, const product *p, uint64_t residue)
{
    const mp_size_t size = (mp_size_t)mpz_size(p->done);
    const uint64_t known = mpn_mod_1(c, p->width, p->modulus);
    const uint64_t difference = (residue + p->modulus - known) % p->modulus;
    const mp_limb_t carry = mpn_addmul_1(c, mpz_limbs_read(p->done), size,
                                         difference * p->inverse % p->modulus);

    /* no test can see this: there is no carry then */
    if (size < p->width)
        (void)mpn_add_1(c + size, c + size, p->width - size, carry);
}

static void
extend_all(const product *p)
{
    uint64_t block[WIDTH];

    for (long j = 0; j < p->n; j += WIDTH)
        for (long i = 0; i < p->n; i++) {
            multiply_block(block, p, i, j);
            for (long e = 0; e < WIDTH && j + e < p->n; e++)
                extend(p->c + (i * p->n + j + e) * p->width, p, block[e]);
        }
}

/* The next modulus: the greatest below the one before that has no divisor in
   common with M. */
static void
next_modulus(product *p)
{
    do
        p->modulus--;
    while (mpz_gcd_ui(NULL, p->done, p->modulus) != 1);
}

/* inverse = 1 / M */
static void
find_inverse(product *p)
{
    mpz_t inverse, modulus;

    mpz_init(inverse);
    mpz_init_set_ui(modulus, p->modulus);
    mpz_invert(inverse, p->done, modulus); /* the next one is prime to M */
    p->inverse = mpz_get_ui(inverse);
    mpz_clear(modulus);
    mpz_clear(inverse);
}

static void
product_init(product *p, mp_limb_t *c, long n, mp_size_t limbs)
{
    const size_t size = (size_t)n;

    p->n = n;
    p->stride = (n + WIDTH - 1) / WIDTH * WIDTH;
    p->limbs = limbs;
    p->c = c;
    p->width = 2 * limbs;
    p->left = ck_allocate(size * (size_t)p->stride, sizeof *p->left);
    p->right = ck_allocate(size * (size_t)p->stride, sizeof *p->right);
    p->modulus = UINT32_C(1) << MODULUS_BITS;
    mpz_init_set_ui(p->done, 1);
}

static void
product_clear(product *p)
{
    mpz_clear(p->done);
    ck_release(p->right);
    ck_release(p->left);
}

/* ---- Entries as they are ---- */

/* The limbs that x has but for zeros at its end. */
static mp_size_t
size_of(const mp_limb_t *x, mp_size_t limbs)
{
    /* no test can see this: zeros at the end cost time alone */
    while (limbs > 0 && x[limbs - 1] == 0)
        limbs--;
    return limbs;
}

/* sum = entry (i, j); zeros cost nothing. */
static void
sum_products(mpz_t sum, const mp_limb_t *a, const mp_limb_t *b, long n,
             mp_size_t limbs, long i, long j)
{
    mpz_t x, y;

    mpz_set_ui(sum, 0);
    for (long k = 0; k < n; k++) {
        const mp_limb_t *left = a + (i * n + k) * limbs;
        const mp_limb_t *right = b + (k * n + j) * limbs;

        mpz_addmul(sum, mpz_roinit_n(x, left, size_of(left, limbs)),
                   mpz_roinit_n(y, right, size_of(right, limbs)));
    }
}

static void
multiply_directly(mp_limb_t *c, const mp_limb_t *a, const mp_limb_t *b, long n,
                  mp_size_t limbs)
{
    mpz_t sum;

    mpz_init(sum);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) {
            sum_products(sum, a, b, n, limbs, i, j);
            memcpy(c + (i * n + j) * 2 * limbs, mpz_limbs_read(sum),
                   mpz_size(sum) * sizeof *c);
        }
    mpz_clear(sum);
}

/* ---- Any ---- */

/* What decides between the ways is speed alone. */
static int
are_long(mp_size_t limbs, long n)
{
    return 8 * limbs >= n; /* no test can see this: both ways are right */
}

void
ck_limb_product(mp_limb_t *c, const mp_limb_t *a, const mp_limb_t *b, long n,
                mp_size_t limbs, size_t bits)
{
    product p;

    memset(c, 0, (size_t)n * (size_t)n * 2 * (size_t)limbs * sizeof *c);
    if (are_long(limbs, n)) { /* no test can see this: it saves work */
        multiply_directly(c, a, b, n, limbs);
        return;
    }

    product_init(&p, c, n, limbs);
    while (mpz_sizeinbase(p.done, 2) <= bits) { /* M < 2^bits */
        next_modulus(&p);
        find_inverse(&p);
        reduce(&p, p.left, a);
        reduce(&p, p.right, b);
        extend_all(&p);
        mpz_mul_ui(p.done, p.done, p.modulus);
    }
    product_clear(&p);
}
