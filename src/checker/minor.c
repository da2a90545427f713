/* R12, R27: a rank is bounded below by a minor that is not zero: of an interval
   matrix by certified invertibility, of a rational one modulo some p. */

#include <limits.h>

#include "modular.h"
#include "rank.h"

/* Where the minor is, from 0; released by the caller whatever came out. */
typedef struct {
    long *rows, *cols;
    long size;
} minor_places;

static int
read_places(const ck_node *node, long rows, long cols, minor_places *at)
{
    ck_node row_node, col_node;
    size_t row_count, col_count;

    ck_member(&row_node, node, "rows");
    ck_member(&col_node, node, "cols");
    if (!ck_places(&row_node, rows, 1, (size_t)rows, &at->rows, &row_count) ||
        !ck_places(&col_node, cols, 1, (size_t)cols, &at->cols, &col_count))
        return 0;
    if (row_count != col_count)
        return ck_node_malformed(node, "a minor of %zu rows and %zu columns",
                                 row_count, col_count);
    at->size = (long)row_count;
    return 1;
}

static void
places_clear(minor_places *at)
{
    ck_release(at->rows);
    ck_release(at->cols);
}

static int
check_invertible(ck_outcome *o, const ck_imatrix *m, const minor_places *at,
                 const char *what)
{
    ck_imatrix minor;
    int good;

    ck_imatrix_init(&minor, at->size, at->size, m->prec);
    for (long i = 0; i < at->size; i++)
        for (long j = 0; j < at->size; j++)
            mpfi_set(ck_imatrix_at(&minor, i, j),
                     ck_imatrix_at(m, at->rows[i], at->cols[j]));
    good = ck_imatrix_is_invertible(&minor);
    ck_imatrix_clear(&minor);
    if (!good)
        return ck_uncertain(o,
                            "the %ld x %ld minor of %s was not certified "
                            "invertible",
                            at->size, at->size, what);
    return 1;
}

int
ck_check_minor(const ck_node *node, const ck_imatrix *m, const char *what,
               long *size)
{
    minor_places at = {NULL, NULL, 0};
    int good;

    if (!ck_object(node, "cols rows"))
        return 0;
    good = read_places(node, m->rows, m->cols, &at) &&
           check_invertible(node->o, m, &at, what);
    if (good)
        *size = at.size;
    places_clear(&at);
    return good;
}

/* ---- Modulo p, from 2 to 2^63 - 1 ---- */

typedef struct {
    unsigned long modulus;
    long size;
    unsigned long *entries; /* size x size, row-major, below the modulus */
} residues;

static unsigned long *
residue_at(const residues *r, long i, long j)
{
    return r->entries + i * r->size + j;
}

static int
reduce_all(ck_outcome *o, residues *r, const ck_qmatrix *m,
           const minor_places *at)
{
    for (long i = 0; i < r->size; i++)
        for (long j = 0; j < r->size; j++)
            if (!ck_reduce_mod(residue_at(r, i, j),
                               *ck_qmatrix_at(m, at->rows[i], at->cols[j]),
                               r->modulus))
                return ck_reject(o,
                                 "the denominator of entry %ld, %ld of the "
                                 "matrix is not prime to the modulus %lu",
                                 at->rows[i] + 1, at->cols[j] + 1, r->modulus);
    return 1;
}

static void
swap_rows(residues *r, long i, long k)
{
    for (long j = 0; j < r->size; j++) {
        const unsigned long kept = *residue_at(r, i, j);

        *residue_at(r, i, j) = *residue_at(r, k, j);
        *residue_at(r, k, j) = kept;
    }
}

/* Brings a row whose entry in column j is prime to p to the place j; 0: there
   is none at or below it. */
static int
find_pivot(residues *r, long j, unsigned long *inverse)
{
    for (long i = j; i < r->size; i++)
        if (ck_invert_mod(inverse, *residue_at(r, i, j), r->modulus)) {
            swap_rows(r, i, j);
            return 1;
        }
    return 0;
}

/* Row i minus factor times row j, from column j on. */
static void
subtract_row(residues *r, long i, long j, unsigned long factor)
{
    const unsigned long p = r->modulus;

    for (long k = j; k < r->size; k++) {
        const unsigned long used =
            ck_multiply_mod(factor, *residue_at(r, j, k), p);
        unsigned long *x = residue_at(r, i, k);

        *x = ck_subtract_mod(*x, used, p);
    }
}

/* All pivots are prime to p: so is the determinant. */
static int
check_pivots(ck_outcome *o, residues *r)
{
    for (long j = 0; j < r->size; j++) {
        unsigned long inverse;

        if (!find_pivot(r, j, &inverse))
            return ck_reject(o,
                             "elimination modulo %lu meets no pivot prime to "
                             "it in column %ld of the minor",
                             r->modulus, j + 1);
        for (long i = j + 1; i < r->size; i++)
            subtract_row(
                r, i, j,
                ck_multiply_mod(*residue_at(r, i, j), inverse, r->modulus));
    }
    return 1;
}

int
ck_check_modular_minor(const ck_node *node, const ck_qmatrix *m, long *size)
{
    minor_places at = {NULL, NULL, 0};
    ck_node modulus_node;
    residues r = {0};
    long modulus;
    int good;

    if (!ck_object(node, "cols modulus rows"))
        return 0;
    ck_member(&modulus_node, node, "modulus");
    if (!ck_integer(&modulus_node, 2, LONG_MAX, &modulus))
        return 0;
    good = read_places(node, m->rows, m->cols, &at);
    if (good) {
        r.modulus = (unsigned long)modulus;
        r.size = at.size;
        r.entries =
            ck_allocate((size_t)at.size * (size_t)at.size, sizeof *r.entries);
        good = reduce_all(node->o, &r, m, &at) && check_pivots(node->o, &r);
        ck_release(r.entries);
    }
    if (good)
        *size = at.size;
    places_clear(&at);
    return good;
}
