/* R27: a rank is bounded above by vectors of the kernel, exactly. Rationals are
   scaled to integers line by line first: sums of products of integers need no
   greatest common divisors. */

#include "rank.h"

/* `count` vectors, each `length` integers. */
typedef struct {
    long count, length;
    mpz_t *entries;
} integer_lines;

static mpz_t *
integer_at(const integer_lines *lines, long line, long k)
{
    return lines->entries + line * lines->length + k;
}

/* The rows of m (by_columns: its columns), each times the least common multiple
   of its denominators. */
static void
lines_init(integer_lines *lines, const ck_qmatrix *m, int by_columns)
{
    mpz_t common, factor;

    mpz_init(common);
    mpz_init(factor);
    lines->count = by_columns ? m->cols : m->rows;
    lines->length = by_columns ? m->rows : m->cols;
    lines->entries = ck_allocate((size_t)lines->count * (size_t)lines->length,
                                 sizeof *lines->entries);
    for (long j = 0; j < lines->count; j++) {
        mpz_set_ui(common, 1);
        for (long k = 0; k < lines->length; k++) {
            mpq_t *x =
                by_columns ? ck_qmatrix_at(m, k, j) : ck_qmatrix_at(m, j, k);

            mpz_lcm(common, common, mpq_denref(*x));
        }
        for (long k = 0; k < lines->length; k++) {
            mpq_t *x =
                by_columns ? ck_qmatrix_at(m, k, j) : ck_qmatrix_at(m, j, k);

            mpz_divexact(factor, common, mpq_denref(*x));
            mpz_init(*integer_at(lines, j, k));
            mpz_mul(*integer_at(lines, j, k), mpq_numref(*x), factor);
        }
    }
    mpz_clear(factor);
    mpz_clear(common);
}

static void
lines_clear(integer_lines *lines)
{
    for (long k = 0; k < lines->count * lines->length; k++)
        mpz_clear(lines->entries[k]);
    ck_release(lines->entries);
}

/* vectors, restricted to the columns `free`, are the identity. */
static int
check_identity(ck_outcome *o, const ck_qmatrix *vectors, const long *free_at)
{
    for (long k = 0; k < vectors->rows; k++)
        for (long j = 0; j < vectors->rows; j++)
            if (mpq_cmp_ui(*ck_qmatrix_at(vectors, k, free_at[j]), k == j, 1) !=
                0)
                return ck_reject(o,
                                 "entry %ld of kernel vector %ld is not %d: "
                                 "the vectors are not the identity on `free`",
                                 free_at[j] + 1, k + 1, k == j);
    return 1;
}

/* Every vector times every line is zero. */
static int
check_products(ck_outcome *o, const ck_qmatrix *vectors, const ck_qmatrix *m,
               int is_left, const char *what)
{
    integer_lines scaled, lines;
    mpz_t sum;
    int good = 1;

    lines_init(&scaled, vectors, 0);
    lines_init(&lines, m, is_left);
    mpz_init(sum);
    for (long k = 0; k < scaled.count; k++)
        for (long j = 0; j < lines.count; j++) {
            mpz_set_ui(sum, 0);
            for (long i = 0; i < lines.length; i++)
                mpz_addmul(sum, *integer_at(&scaled, k, i),
                           *integer_at(&lines, j, i));
            if (mpz_sgn(sum) != 0)
                good =
                    ck_reject(o,
                              "kernel vector %ld times %s %ld of %s is not "
                              "zero",
                              k + 1, is_left ? "column" : "row", j + 1, what);
        }
    mpz_clear(sum);
    lines_clear(&lines);
    lines_clear(&scaled);
    return good;
}

int
ck_check_kernel(const ck_node *node, const ck_qmatrix *m, const char *what,
                long *bound)
{
    static const char *const sides[] = {"left", "right", NULL};
    ck_node free_node, side_node, vector_node;
    ck_qmatrix vectors;
    long *free_at = NULL, length;
    size_t count;
    int side, good;

    ck_member(&free_node, node, "free");
    ck_member(&side_node, node, "side");
    ck_member(&vector_node, node, "vectors");
    if (!ck_word(&side_node, sides, &side))
        return 0;
    length = side == 0 ? m->rows : m->cols;
    ck_qmatrix_init(&vectors);
    good = ck_places(&free_node, length, 1, (size_t)length, &free_at, &count) &&
           ck_read_qmatrix(&vector_node, (long)count, length, &vectors) &&
           check_identity(node->o, &vectors, free_at) &&
           check_products(node->o, &vectors, m, side == 0, what);
    if (good)
        *bound = length - (long)count;
    ck_qmatrix_clear(&vectors);
    ck_release(free_at);
    return good;
}
