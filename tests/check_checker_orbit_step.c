/* One step of an orbit, and steps that cannot be made. */

#include "checker_interval.h"
#include "checker_model.h"

#include "checker/layer.h"

#define MODEL(norm, value)                                                     \
    "{'attention': 'uniform', 'dim': 2, 'mask': [[[1,1]],[[1,2]]], 'norm': "   \
    "'" norm "', 'tokens': 2, 'value': [['" value "','0'],['0','1']]}"

/* message: NULL when the step can be made; next is to be cleared. */
static void
try_step(const char *model, const char *const *entries, ck_imatrix *next,
         const char *message)
{
    ck_imatrix X;
    ck_outcome o;
    ck_layer layer;
    ck_model m;

    ck_outcome_init(&o, &ck_default_limits);
    o.bits = 64;
    read_model(&m, model);
    ck_assert(ck_layer_init(&layer, &m, 0, 64));
    read_imatrix(&X, 2, 2, 64, entries);
    ck_imatrix_init(next, 2, 2, 64);
    ck_assert_int_eq(ck_orbit_step(&o, next, &layer, &X, "Z", 7),
                     message == NULL);
    if (message != NULL) {
        ck_assert_int_eq(o.verdict, CK_REJECTED);
        ck_assert(o.uncertain);
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    }
    ck_imatrix_clear(&X);
    ck_layer_clear(&layer);
    ck_model_clear(&m);
}

static void
expect_entry(const ck_imatrix *m, long i, long j, double value)
{
    mpfi_t x;

    mpfi_init2(x, 64);
    mpfi_set(x, ck_imatrix_at(m, i, j));
    ck_assert(fabs(mpfi_get_d(x) - value) < 1e-12);
    mpfi_clear(x);
}

START_TEST(steps)
{
    static const char *const apart[] = {"3", "4", "3", "-12"};
    ck_imatrix next;

    try_step(MODEL("none", "2"), apart, &next, NULL);
    expect_entry(&next, 0, 0, 6);
    expect_entry(&next, 0, 1, 4);
    expect_entry(&next, 1, 0, 6);
    expect_entry(&next, 1, 1, -4);
    ck_imatrix_clear(&next);
    try_step(MODEL("rms", "1"), apart, &next, NULL);
    expect_entry(&next, 0, 0, 0.6);
    expect_entry(&next, 0, 1, 0.8);
    expect_entry(&next, 1, 0, 0.6);
    expect_entry(&next, 1, 1, -0.8);
    ck_imatrix_clear(&next);
}
END_TEST

START_TEST(no_steps)
{
    static const char *const opposite[] = {"3", "4", "-3", "-4"};
    static const char *const unbounded[] = {"3", "0..@Inf@", "1", "1"};
    ck_imatrix next;

    try_step(MODEL("none", "1"), opposite, &next, NULL);
    ck_imatrix_clear(&next);
    try_step(MODEL("rms", "1"), opposite, &next,
             "||y_2|| of the step from Z(7) is not certified positive with 64 "
             "bits");
    ck_imatrix_clear(&next);
    try_step(MODEL("none", "1"), unbounded, &next,
             "the step from Z(7) has no bounded enclosure with 64 bits");
    ck_imatrix_clear(&next);
}
END_TEST

/* The step from layer 7 has the weights of layer 7, of three. */
START_TEST(steps_of_layers)
{
    static const char *const apart[] = {"3", "4", "3", "-12"};
    ck_imatrix next;

    try_step("{'attention': 'uniform', 'dim': 2, 'mask': [[[1,1]],[[1,2]]], "
             "'norm': 'none', 'tokens': 2, 'value': {'layers': [[['5','0'],"
             "['0','1']], [['2','0'],['0','1']], [['7','0'],['0','1']]]}}",
             apart, &next, NULL);
    expect_entry(&next, 0, 0, 6);
    expect_entry(&next, 1, 1, -4);
    ck_imatrix_clear(&next);
    try_step("{'attention': 'uniform', 'dim': 2, 'mask': [[[1,1]],[[1,2]]], "
             "'norm': 'none', 'tokens': 2, 'value': {'layers': [[['5','0'],"
             "['0','1']], [['2','0'],['0','1/(pi-pi)']]]}}",
             apart, &next,
             "layer 7 of the model has no bounded enclosure with 64 bits");
    ck_imatrix_clear(&next);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit_step");

    tcase_add_test(tcase, steps);
    tcase_add_test(tcase, no_steps);
    tcase_add_test(tcase, steps_of_layers);
    return run_checker_tests("orbit_step", tcase);
}
