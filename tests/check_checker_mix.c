/* Means of many tokens in integers hold those of single tokens, which intervals
   make with far more bits; wide tokens are mixed all the same. */

#include "checker/layer.h"
#include "checker_layer.h"

enum { TOKENS = 6, PREC = 70 };

#define MASK                                                                   \
    "[[[1, 1]], [[1, 2]], [[2, 4]], [[1, 1], [4, 6]], [[1, 6]], [[3, 6]]]"
#define MODEL(attention)                                                       \
    LAYER_MODEL("6", "2", MASK, attention, "none", LAYER_VALUE)

/* m = entries about random points, of radius 2^-known. */
static void
random_tokens(ck_imatrix *m, uint64_t *state, long known)
{
    mpfr_t radius;

    mpfr_init2(radius, 32);
    mpfr_set_ui_2exp(radius, 1, -known, MPFR_RNDU);
    for (long k = 0; k < m->rows * m->cols; k++) {
        mpfi_set_d(m->entries[k], 2 * random_share(state));
        mpfi_increase(m->entries[k], radius);
    }
    mpfr_clear(radius);
}

/* All tokens' Y, of X, holds each token's, of a point of X. */
static void
expect_mix(const char *text, const ck_imatrix *X, double widest)
{
    ck_layer layer, fine;
    ck_model model, again;
    ck_imatrix Y, point, one;

    open_layer(&layer, &model, text, PREC);
    open_layer(&fine, &again, text, REFERENCE_BITS);
    ck_imatrix_init(&Y, TOKENS, 2, PREC);
    ck_imatrix_init(&point, TOKENS, 2, REFERENCE_BITS);
    ck_imatrix_init(&one, 1, 2, REFERENCE_BITS);
    for (long k = 0; k < TOKENS * 2; k++)
        mpfi_set_fr(point.entries[k],
                    k % 2 ? &X->entries[k]->left : &X->entries[k]->right);
    ck_assert(ck_layer_mix(&Y, &layer, X, 0, TOKENS));
    for (long i = 0; i < TOKENS; i++) {
        ck_assert(ck_layer_mix(&one, &fine, &point, i, i + 1));
        for (long a = 0; a < 2; a++) {
            mpfi_srcptr y = ck_imatrix_at(&Y, i, a);

            ck_assert(mpfi_is_inside(one.entries[a], y));
            ck_assert(mpfr_get_d(&y->right, MPFR_RNDU) -
                          mpfr_get_d(&y->left, MPFR_RNDD) <=
                      widest);
        }
    }
    ck_imatrix_clear(&one);
    ck_imatrix_clear(&point);
    ck_imatrix_clear(&Y);
    close_layer(&fine, &again);
    close_layer(&layer, &model);
}

START_TEST(hold_every_token)
{
    static const char *const models[] = {MODEL(LAYER_SOFTMAX),
                                         MODEL("'uniform'")};
    uint64_t state = random_start();
    ck_imatrix X;

    ck_imatrix_init(&X, TOKENS, 2, PREC);
    for (long trial = 0; trial < random_trials(20); trial++)
        for (int k = 0; k < 2; k++) {
            random_tokens(&X, &state, 60);
            expect_mix(models[k], &X, 1e-12);
            random_tokens(&X, &state, 5);
            expect_mix(models[k], &X, 1000);
        }
    ck_imatrix_clear(&X);
}
END_TEST

/* Some of the tokens, and what is not bounded. */
START_TEST(some_tokens)
{
    uint64_t state = random_start();
    ck_layer layer;
    ck_model model;
    ck_imatrix X, all, some;

    open_layer(&layer, &model, MODEL(LAYER_SOFTMAX), PREC);
    ck_imatrix_init(&X, TOKENS, 2, PREC);
    ck_imatrix_init(&all, TOKENS, 2, PREC);
    ck_imatrix_init(&some, 4, 2, PREC);
    random_tokens(&X, &state, 60);
    ck_assert(ck_layer_mix(&all, &layer, &X, 0, TOKENS));
    ck_assert(ck_layer_mix(&some, &layer, &X, 2, 6));
    for (long k = 0; k < 8; k++)
        ck_assert(mpfi_cmp(some.entries[k], all.entries[k + 4]) == 0);
    mpfr_set_inf(&X.entries[5]->right, 1);
    ck_assert(!ck_layer_mix(&all, &layer, &X, 0, TOKENS));
    ck_imatrix_clear(&some);
    ck_imatrix_clear(&all);
    ck_imatrix_clear(&X);
    close_layer(&layer, &model);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("mix");

    tcase_add_test(tcase, hold_every_token);
    tcase_add_test(tcase, some_tokens);
    return run_checker_tests("mix", tcase);
}
