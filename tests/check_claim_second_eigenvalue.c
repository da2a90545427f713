/* Enclosures of the second eigenvalue. */

#include "random.h"
#include "spectrum_support.h"

/* The enclosure holds p / q (q = 0: not known) and is as narrow as `bits`
   say. */
static void
expect_enclosure(const char *yaml, slong bits, slong p, ulong q)
{
    spectrum_fixture f;
    arb_t lambda;
    fmpq_t exact;

    arb_init(lambda);
    fmpq_init(exact);
    ck_assert_int_eq(spectrum_open(&f, yaml), RC_OK);
    ck_assert_int_eq(rc_second_eigenvalue(lambda, &f.job, bits), RC_OK);
    if (q > 0) {
        fmpq_set_si(exact, p, q);
        ck_assert_msg(arb_contains_fmpq(lambda, exact), "%s", yaml);
    }
    ck_assert_msg(arb_rel_accuracy_bits(lambda) >= bits - 1 ||
                      arb_is_zero(lambda),
                  "%s: %ld bits", yaml, (long)arb_rel_accuracy_bits(lambda));
    spectrum_close(&f);
    fmpq_clear(exact);
    arb_clear(lambda);
}

START_TEST(known_eigenvalues_are_enclosed)
{
    for (slong bits = 4; bits <= 40; bits += 12) {
        expect_enclosure(SPECTRUM("1", "complete", "at-most: 1"), bits, 0, 1);
        expect_enclosure(SPECTRUM("4", "causal", "at-most: 1"), bits, 1, 2);
        expect_enclosure(
            SPECTRUM("4", "{edges: [[1, 2], [3, 4]]}", "at-most: 1"), bits, 1,
            1);
        expect_enclosure(SPECTRUM("3", PATH_3, "at-most: 1"), bits, 1, 2);
        expect_enclosure(SPECTRUM("6", HALVES_6, "at-most: 1"), bits, 1, 2);
        expect_enclosure(SPECTRUM("5", STAR_5, "at-most: 1"), bits, 1, 2);
        expect_enclosure(SPECTRUM("3", CYCLE_3, "at-most: 1"), bits, 1, 2);
        expect_enclosure(SPECTRUM_OF("2", "complete",
                                     "{fixed: [[2/3, 1/3], [1/5, 4/5]]}",
                                     "at-most: 1"),
                         bits, 7, 15);
        expect_enclosure(SPECTRUM("16", "{window: 3}", "at-most: 1"), bits, 0,
                         0);
    }
}
END_TEST

START_TEST(equal_rows_give_zero_exactly)
{
    spectrum_fixture f;
    arb_t lambda;

    arb_init(lambda);
    arb_one(lambda);
    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("4", "complete", "at-most: 1")),
                     RC_OK);
    ck_assert_int_eq(rc_second_eigenvalue(lambda, &f.job, 20), RC_OK);
    ck_assert(arb_is_zero(lambda));
    spectrum_close(&f);
    /* rows that differ, with the eigenvalue 0 twice */
    ck_assert_int_eq(
        spectrum_open(&f, SPECTRUM_OF("3", "complete",
                                      "{fixed: [[1/3, 1/3, 1/3], [1/6, 1/2, "
                                      "1/3], [1/2, 1/6, 1/3]]}",
                                      "at-most: 1")),
        RC_OK);
    ck_assert_int_eq(rc_second_eigenvalue(lambda, &f.job, 20), RC_OK);
    ck_assert(!arb_is_zero(lambda));
    spectrum_close(&f);
    arb_clear(lambda);
}
END_TEST

/* The same M as a symmetric mask and as fixed weights: two methods. */
START_TEST(both_methods_agree)
{
    const long trials = random_trials(30);
    uint64_t state = random_start();
    long compared = 0;

    for (long trial = 0; trial < trials; trial++) {
        const long n = 3 + random_below(&state, 6);
        char mask[2048], fixed[4096], yaml[8192];
        int used = snprintf(mask, sizeof mask,
                            "{union: [{window: 1}, {edges: "
                            "[[1, 2]");
        spectrum_fixture f, g;
        arb_t one, other;
        fmpq_t q;

        for (long k = 0; k < n; k++) {
            const long i = 1 + random_below(&state, n);
            const long j = 1 + random_below(&state, n);

            used += snprintf(mask + used, sizeof mask - (size_t)used,
                             ", [%ld, %ld], [%ld, %ld]", i, j, j, i);
        }
        snprintf(mask + used, sizeof mask - (size_t)used, "]}]}");
        snprintf(yaml, sizeof yaml, SPECTRUM("%ld", "%s", "at-most: 1"), n,
                 mask);
        ck_assert_int_eq(spectrum_open(&f, yaml), RC_OK);
        ck_assert_int_eq(f.s.method, RC_SPECTRUM_SYMMETRIC);
        used = snprintf(fixed, sizeof fixed, "{fixed: [");
        fmpq_init(q);
        for (long i = 0; i < n; i++)
            for (long j = 0; j < n; j++) {
                char *text;

                rc_spectrum_entry(q, &f.job, i, j);
                text = fmpq_get_str(NULL, 10, q);
                used += snprintf(fixed + used, sizeof fixed - (size_t)used,
                                 "%s%s%s",
                                 j > 0   ? ", "
                                 : i > 0 ? ", ["
                                         : "[",
                                 text, j == n - 1 ? "]" : "");
                flint_free(text);
            }
        snprintf(fixed + used, sizeof fixed - (size_t)used, "]}");
        snprintf(yaml, sizeof yaml,
                 SPECTRUM_OF("%ld", "%s", "%s", "at-most: 1"), n, mask, fixed);
        ck_assert_int_eq(spectrum_open(&g, yaml), RC_OK);
        ck_assert_int_eq(g.s.method, RC_SPECTRUM_POLYNOMIAL);
        arb_init(one);
        arb_init(other);
        ck_assert_int_eq(rc_second_eigenvalue(one, &f.job, 30), RC_OK);
        ck_assert_int_eq(rc_second_eigenvalue(other, &g.job, 30), RC_OK);
        ck_assert_msg(arb_overlaps(one, other), "%s", yaml);
        compared += !arb_is_zero(one);
        arb_clear(other);
        arb_clear(one);
        fmpq_clear(q);
        spectrum_close(&g);
        spectrum_close(&f);
    }
    ck_assert_int_gt(compared, 0);
}
END_TEST

START_TEST(what_has_no_answer_says_so)
{
    spectrum_fixture f;
    int left = 0;
    arb_t lambda;

    arb_init(lambda);
    ck_assert_int_eq(
        spectrum_open(&f, SPECTRUM_OF("2", "complete",
                                      "{fixed: {per-layer: [[[1/2, 1/2], [1/2, "
                                      "1/2]], [[1/2, 1/2], [1/3, 2/3]]]}}",
                                      "at-most: 1")),
        RC_DOMAIN);
    ck_assert_int_eq(rc_second_eigenvalue(lambda, &f.job, 20), RC_DOMAIN);
    spectrum_close(&f);
    ck_assert_int_eq(
        spectrum_open(&f,
                      SPECTRUM("300",
                               "{union: [{causal-window: 2}, {edges: [[300, "
                               "1]]}]}",
                               "at-most: 1")),
        RC_LIMIT);
    ck_assert_int_eq(rc_second_eigenvalue(lambda, &f.job, 20), RC_UNCERTAIN);
    ck_assert_int_eq(rc_spectrum_enclose(lambda, &f.s, 20), RC_UNCERTAIN);
    spectrum_close(&f);
    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("3", PATH_3, "at-most: 1")),
                     RC_OK);
    f.job.limits.stop = stop_after;
    f.job.limits.context = &left;
    ck_assert_int_eq(rc_second_eigenvalue(lambda, &f.job, 20), RC_STOPPED);
    spectrum_close(&f);
    arb_clear(lambda);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("second eigenvalue");

    tcase_add_test(tcase, known_eigenvalues_are_enclosed);
    tcase_add_test(tcase, equal_rows_give_zero_exactly);
    tcase_add_test(tcase, both_methods_agree);
    tcase_add_test(tcase, what_has_no_answer_says_so);
    return run_claim_tests(tcase);
}
