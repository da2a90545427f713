/* The norm that power iteration sees. */

#include "search/search.h"

#include "model_support.h"

enum { PREC = 128 };

static void
expect(slong rows, slong cols, const char *const *numbers, const char *wanted)
{
    arb_mat_t M;
    arb_t value, bound;
    arf_t norm;

    arb_mat_init(M, rows, cols);
    arb_init(value);
    arb_init(bound);
    arf_init(norm);
    for (slong k = 0; k < rows * cols; k++)
        ck_assert_int_eq(
            arb_set_str(arb_mat_entry(M, k / cols, k % cols), numbers[k], PREC),
            0);
    ck_assert_int_eq(rc_approx_norm(norm, M), RC_OK);
    arb_set_arf(value, norm);
    ck_assert_int_eq(arb_set_str(bound, wanted, PREC), 0);
    ck_assert_msg(arb_overlaps(value, bound), "%s", wanted);
    arf_clear(norm);
    arb_clear(bound);
    arb_clear(value);
    arb_mat_clear(M);
}

START_TEST(known_norms)
{
    static const char *const row[] = {"3", "-4"};
    static const char *const zero[] = {"0", "0", "0", "0"};
    static const char *const rotation[] = {"0.6", "0.8", "-0.8", "0.6"};
    static const char *const large[] = {"3e1000", "0", "0", "1e1000"};
    static const char *const small[] = {"1e-2000", "0", "0", "3e-2000"};

    expect(1, 2, row, "5 +/- 1e-10");
    expect(2, 1, row, "5 +/- 1e-10");
    expect(2, 2, zero, "0");
    expect(2, 2, rotation, "1 +/- 1e-10");
    expect(2, 2, large, "3e1000 +/- 1e991");
    expect(2, 2, small, "3e-2000 +/- 1e-2009");
}
END_TEST

START_TEST(what_is_not_finite)
{
    arb_mat_t M;
    arf_t norm;

    arb_mat_init(M, 1, 1);
    arf_init(norm);
    arb_zero_pm_inf(arb_mat_entry(M, 0, 0));
    ck_assert_int_eq(rc_approx_norm(norm, M), RC_UNCERTAIN);
    arf_clear(norm);
    arb_mat_clear(M);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        known_norms,
        what_is_not_finite,
    };

    return RUN_TESTS("approximate norm", tests);
}
