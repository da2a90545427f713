/* Scalings of coordinates: the row sums are at most one in them. */

#include "search/search.h"

#include "model_support.h"

/* The scaling of [[p, 1], [0, q]], p and q in tenths: |W| s <= s exactly. */
static void
expect(slong p, slong q, rc_status wanted)
{
    fmpq_mat_t W;
    fmpq s[2];
    fmpq_t sum;
    rc_status status;

    fmpq_init(s);
    fmpq_init(s + 1);
    fmpq_mat_init(W, 2, 2);
    fmpq_init(sum);
    fmpq_set_si(fmpq_mat_entry(W, 0, 0), p, 10);
    fmpq_set_si(fmpq_mat_entry(W, 0, 1), -1, 1);
    fmpq_set_si(fmpq_mat_entry(W, 1, 1), q, 10);
    status = rc_approx_scaling(s, W, 1, 6);
    ck_assert_int_eq(status, wanted);
    if (status == RC_OK) {
        ck_assert_int_gt(fmpq_sgn(s), 0);
        ck_assert_int_gt(fmpq_sgn(s + 1), 0);
        fmpq_abs(sum, fmpq_mat_entry(W, 0, 0));
        fmpq_mul(sum, sum, s);
        fmpq_add(sum, sum, s + 1);
        ck_assert_int_le(fmpq_cmp(sum, s), 0);
    }
    fmpq_clear(sum);
    fmpq_mat_clear(W);
    fmpq_clear(s + 1);
    fmpq_clear(s);
}

START_TEST(known_scalings)
{
    expect(5, 10, RC_OK);
    expect(-9, 10, RC_OK);
    expect(0, 10, RC_OK);
    expect(10, 5, RC_UNCERTAIN); /* the other order would do */
    expect(10, 10, RC_UNCERTAIN);
    expect(11, 5, RC_UNCERTAIN);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        known_scalings,
    };

    return RUN_TESTS("approximate scaling", tests);
}
