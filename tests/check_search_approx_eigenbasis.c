/* Real eigenbases: E^-1 W E is nearly block diagonal. */

#include "search/search.h"

#include "model_support.h"

/* Whatever is above the diagonal. */
enum { ANY = -1 };

/* W = B D B^-1 with a fixed B, D being written row by row. E^-1 W E then has as
   many entries beside the diagonal that are not tiny as `beside`, and with ANY
   as many as there may be above it. */
static void
expect(slong d, const char *text, slong beside)
{
    static const slong entries[] = {1, 2, 0, 1, 0, 1, 3, -1,
                                    2, 0, 1, 1, 0, 0, 1, 2};
    fmpq_mat_t W, D, E, inverse, M;
    rc_matrix_t numbers;
    fmpq_t size;
    slong found = 0, below = 0;

    fmpq_mat_init(W, d, d);
    fmpq_mat_init(D, d, d);
    fmpq_mat_init(E, d, d);
    fmpq_mat_init(inverse, d, d);
    fmpq_mat_init(M, d, d);
    fmpq_init(size);
    rc_matrix_init_empty(numbers);
    read_entries(numbers, d, d, text);
    rc_matrix_get_fmpq_mat(D, numbers);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < d; j++)
            fmpq_set_si(fmpq_mat_entry(E, i, j), entries[4 * i + j], 1);
    ck_assert_int_ne(fmpq_mat_inv(inverse, E), 0);
    fmpq_mat_mul(M, E, D);
    fmpq_mat_mul(W, M, inverse);
    ck_assert_int_eq(rc_approx_eigenbasis(E, W), RC_OK);
    ck_assert_msg(fmpq_mat_inv(inverse, E) != 0, "%s", text);
    fmpq_mat_mul(M, inverse, W);
    fmpq_mat_mul(D, M, E);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < d; j++) {
            fmpq_abs(size, fmpq_mat_entry(D, i, j));
            fmpq_mul_2exp(size, size, 24);
            if (i != j && fmpq_cmp_si(size, 1) > 0)
                found++;
            if (i > j && fmpq_cmp_si(size, 1) > 0)
                below++;
        }
    if (beside == ANY)
        ck_assert_msg(below == 0, "%s: %ld below", text, (long)below);
    else
        ck_assert_msg(found == beside, "%s: %ld", text, (long)found);
    rc_matrix_clear(numbers);
    fmpq_clear(size);
    fmpq_mat_clear(M);
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(E);
    fmpq_mat_clear(D);
    fmpq_mat_clear(W);
}

/* A rotation by 90 degrees, scaled, and numbers. */
START_TEST(blocks_are_found)
{
    expect(4, "0 1/2 0 0 -1/2 0 0 0 0 0 1/3 0 0 0 0 -3/4", 2);
    expect(4, "0 1/2 0 0 -1/2 0 0 0 0 0 1 2 0 0 -2 1", 4);
    expect(3, "1 0 0 0 1/2 0 0 0 -1/3", 0);
    expect(2, "0 0 0 0", 0);
    expect(1, "5", 0);
}
END_TEST

/* An eigenvalue with several vectors, and with fewer than it is a root. */
START_TEST(multiple_eigenvalues)
{
    expect(4, "1/2 0 0 0 0 1/2 0 0 0 0 1/2 0 0 0 0 1/3", 0);
    expect(2, "1/2 1 0 1/2", ANY);
    expect(3, "0 1 0 0 0 1 0 0 0", ANY);
    expect(4, "0 1 0 0 0 0 0 0 0 0 0 1 0 0 0 0", ANY);
    expect(4, "1/2 1 0 0 0 1/2 1 0 0 0 1/2 0 0 0 0 -1/4", ANY);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        blocks_are_found,
        multiple_eigenvalues,
    };

    return RUN_TESTS("approximate eigenbasis", tests);
}
