/* Real eigenbases: E^-1 W E is nearly block diagonal. */

#include "search/search.h"

#include "model_support.h"

/* W = E0 D E0^-1 with a rotation by 90 degrees, scaled, in its first two
   coordinates and numbers in the others. */
START_TEST(blocks_are_found)
{
    static const slong entries[] = {1, 2, 0, 1, 0, 1, 3, -1,
                                    2, 0, 1, 1, 0, 0, 1, 2};
    fmpq_mat_t W, D, E, inverse, M;

    fmpq_mat_init(W, 4, 4);
    fmpq_mat_init(D, 4, 4);
    fmpq_mat_init(E, 4, 4);
    fmpq_mat_init(inverse, 4, 4);
    fmpq_mat_init(M, 4, 4);
    for (slong k = 0; k < 16; k++)
        fmpq_set_si(fmpq_mat_entry(E, k / 4, k % 4), entries[k], 1);
    ck_assert_int_ne(fmpq_mat_inv(inverse, E), 0);
    fmpq_set_si(fmpq_mat_entry(D, 0, 1), 1, 2);
    fmpq_set_si(fmpq_mat_entry(D, 1, 0), -1, 2);
    fmpq_set_si(fmpq_mat_entry(D, 2, 2), 1, 3);
    fmpq_set_si(fmpq_mat_entry(D, 3, 3), -3, 4);
    fmpq_mat_mul(M, E, D);
    fmpq_mat_mul(W, M, inverse);
    ck_assert_int_eq(rc_approx_eigenbasis(E, W), RC_OK);
    ck_assert_int_ne(fmpq_mat_inv(inverse, E), 0);
    fmpq_mat_mul(M, inverse, W);
    fmpq_mat_mul(D, M, E);
    /* Each row has at most one entry beside the diagonal that is not tiny, and
       a pair of rows has two. */
    slong beside = 0;

    for (slong i = 0; i < 4; i++)
        for (slong j = 0; j < 4; j++) {
            fmpq_t size;

            fmpq_init(size);
            fmpq_abs(size, fmpq_mat_entry(D, i, j));
            fmpq_mul_2exp(size, size, 30);
            if (i != j && fmpq_cmp_si(size, 1) > 0)
                beside++;
            fmpq_clear(size);
        }
    ck_assert_int_eq(beside, 2);
    fmpq_mat_clear(M);
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(E);
    fmpq_mat_clear(D);
    fmpq_mat_clear(W);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        blocks_are_found,
    };

    return RUN_TESTS("approximate eigenbasis", tests);
}
