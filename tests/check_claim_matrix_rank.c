/* Claim kind `matrix-rank`. */

#include "claim_support.h"
#include "random.h"

#define CLAIM(matrix, fields)                                                  \
    "rankcert: 1\nclaims:\n  - {kind: matrix-rank, matrix: " matrix            \
    ", " fields "}"

#define RANK_2 "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]"

START_TEST(exact_ranks_are_proved_and_refuted)
{
    expect_claim(CLAIM(RANK_2, "rank: 2"), RC_PROVED, "", "\"rank\":2");
    expect_claim(CLAIM(RANK_2, "rank: 1"), RC_REFUTED, "the rank is 2", "");
    expect_claim(CLAIM(RANK_2, "rank: 3"), RC_REFUTED, "the rank is 2", "");
    expect_claim(CLAIM("[[0, 0]]", "rank: 0"), RC_PROVED, "", "\"rank\":0");
    expect_claim(
        CLAIM("[[1/3, 2/3], [1e-30, 2e-30], [0x1p-9, 0x1p-8]]", "rank: 1"),
        RC_PROVED, "", "\"cols\":2");
    expect_claim(
        CLAIM("[[1, 2], [1, 2.000000000000000000000000000001]]", "rank: 2"),
        RC_PROVED, "", "");
}
END_TEST

START_TEST(lower_bounds_of_the_rank_are_proved_and_refuted)
{
    expect_claim(CLAIM(RANK_2, "rank-at-least: 0"), RC_PROVED, "", "");
    expect_claim(CLAIM(RANK_2, "rank-at-least: 2"), RC_PROVED, "", "");
    expect_claim(CLAIM(RANK_2, "rank-at-least: 3"), RC_REFUTED, "", "");
    /* both fields: each can fail alone */
    expect_claim(CLAIM(RANK_2, "rank: 2, rank-at-least: 1"), RC_PROVED, "", "");
    expect_claim(CLAIM(RANK_2, "rank: 2, rank-at-least: 3"), RC_REFUTED, "",
                 "");
    expect_claim(CLAIM(RANK_2, "rank: 1, rank-at-least: 1"), RC_REFUTED, "",
                 "");
}
END_TEST

START_TEST(irrational_matrices_have_certified_lower_bounds_only)
{
    expect_claim(CLAIM("[[sqrt(2), 1], [1, sqrt(2)]]", "rank: 2"), RC_PROVED,
                 "", "\"rank\":2");
    expect_claim(CLAIM("[[sqrt(2), 2], [1, sqrt(2)]]", "rank-at-least: 1"),
                 RC_PROVED, "", "\"rank-at-least\":1,\"rank-at-most\":2");
    expect_claim_bits(CLAIM("[[sqrt(2), 2], [1, sqrt(2)]]", "rank: 1"), 256,
                      RC_UNSUPPORTED, "needs rational entries", "");
    expect_claim_bits(CLAIM("[[sqrt(2), 2], [1, sqrt(2)]]", "rank: 2"), 256,
                      RC_UNDECIDED, "256 bits, the limit, has size 1", "");
    expect_claim_bits(CLAIM("[[sqrt(2), 2], [1, sqrt(2)]]", "rank: 0"), 256,
                      RC_REFUTED, "between 1 and 2", "");
    expect_claim_bits(CLAIM("[[sqrt(2), 2]]", "rank-at-least: 2"), 256,
                      RC_REFUTED, "the rank is 1", "");
    /* a minor of 2^-300 needs more than 64 bits, and gets them */
    expect_claim(CLAIM("[[sqrt(2), 2], [1, sqrt(2)+2^-300]]", "rank: 2"),
                 RC_PROVED, "", "");
}
END_TEST

START_TEST(numerical_ranks_are_counted)
{
    /* singular values 3, 2, 1/2 */
    static const char *const fields[] = {
        "tolerance: 1, rank: 2", "tolerance: 5/2, rank: 1",
        "tolerance: 4, rank: 0", "tolerance: 1/4, rank: 3"};
    char text[512];

    for (size_t k = 0; k < 4; k++) {
        snprintf(text, sizeof text,
                 CLAIM("[[1, 2, 2], [4/3, 2/3, -4/3], [1/3, -1/3, 1/6]]",
                       "numerical-rank: {%s}"),
                 fields[k]);
        expect_claim(text, RC_PROVED, "", "\"singular-values-above\":");
    }
    expect_claim(CLAIM(RANK_2, "numerical-rank: {tolerance: 1, rank: 1}"),
                 RC_REFUTED, "2 singular values are above",
                 "\"singular-values-above\":2,\"singular-values-below\":1");
    expect_claim(CLAIM(RANK_2, "numerical-rank: {tolerance: 1, rank: 3}"),
                 RC_REFUTED, "", "");
    expect_claim(
        CLAIM("[[sqrt(2)]]", "numerical-rank: {tolerance: 7/5, rank: 1}"),
        RC_PROVED, "", "");
    expect_claim(
        CLAIM("[[sqrt(2)]]", "numerical-rank: {tolerance: 3/2, rank: 1}"),
        RC_REFUTED, "", "");
}
END_TEST

START_TEST(a_singular_value_at_the_tolerance_stays_open)
{
    expect_claim_bits(
        CLAIM("{diagonal: [3, 2]}", "numerical-rank: {tolerance: 2, rank: 1}"),
        512, RC_UNDECIDED, "does not separate", "");
    expect_claim_bits(
        CLAIM("{diagonal: [3, 2]}", "numerical-rank: {tolerance: 2, rank: 2}"),
        512, RC_UNDECIDED, "512 bits, the limit", "");
    expect_claim_bits(
        CLAIM("[[sqrt(2)]]", "numerical-rank: {tolerance: sqrt(2), rank: 0}"),
        512, RC_UNDECIDED, "does not separate", "");
    /* what the exact rank refutes is refuted all the same */
    expect_claim_bits(CLAIM("{diagonal: [3, 2]}",
                            "rank: 1, numerical-rank: {tolerance: 2, rank: 2}"),
                      512, RC_REFUTED, "the rank is 2", "");
    expect_claim_bits(CLAIM("{diagonal: [3, 2]}",
                            "rank: 2, numerical-rank: {tolerance: 2, rank: 2}"),
                      512, RC_UNDECIDED, "does not separate", "");
    expect_claim(CLAIM("{diagonal: [3, 2]}",
                       "rank: 2, numerical-rank: {tolerance: 1, rank: 1}"),
                 RC_REFUTED, "2 singular values", "");
}
END_TEST

START_TEST(near_the_tolerance_more_bits_decide)
{
    expect_claim(CLAIM("[[1]]", "numerical-rank: {tolerance: 1+2^-500, rank: "
                                "0}"),
                 RC_PROVED, "", "");
    expect_claim_bits(CLAIM("[[1]]", "numerical-rank: {tolerance: 1+2^-500, "
                                     "rank: 0}"),
                      256, RC_UNDECIDED, "", "");
    expect_claim(CLAIM("[[1]]", "numerical-rank: {tolerance: 1-2^-500, rank: "
                                "0}"),
                 RC_REFUTED, "", "");
}
END_TEST

START_TEST(what_is_not_finite_yet_is_not_proved)
{
#define HUGE_ENTRY "1/(sin(1)^2+cos(1)^2-1+2^-100)"
    expect_claim_bits(CLAIM("[[" HUGE_ENTRY "]]", "rank: 1"), 64, RC_UNDECIDED,
                      "has size 0", "");
    expect_claim(CLAIM("[[" HUGE_ENTRY "]]", "rank: 1"), RC_PROVED, "", "");
    expect_claim_bits(
        CLAIM("[[" HUGE_ENTRY "]]", "numerical-rank: {tolerance: 1, rank: 1}"),
        64, RC_UNDECIDED, "", "");
}
END_TEST

/* Both entries are sqrt(2), and at 64 bits neither is: what looks like rank
   two there is not certified. */
START_TEST(a_minor_made_of_noise_is_not_proved)
{
#define NOISE(power) "(" power "+sqrt(2))-" power
    static const char text[] =
        CLAIM("[[" NOISE("10^18") ", " NOISE("10^17") "], [" NOISE(
                  "10^17") ", " NOISE("10^18") "]]",
              "rank: 2");

    expect_claim_bits(text, 64, RC_UNDECIDED, "64 bits, the limit", "");
    expect_claim_bits(text, 256, RC_UNDECIDED, "has size 1", "");
}
END_TEST

START_TEST(fields_are_validated)
{
    expect_claim_error(CLAIM("[[1]]", "id: x"), "needs one of rank");
    expect_claim_error(
        CLAIM("[[1]]", "numerical-rank: {tolerance: 0, rank: 1}"),
        "certainly positive");
    expect_claim_error(
        CLAIM("[[1]]", "numerical-rank: {tolerance: -1/2, rank: 1}"),
        "certainly positive");
    expect_claim_error(
        CLAIM("[[1]]", "numerical-rank: {tolerance: sqrt(2)-sqrt(2), rank: 1}"),
        "certainly positive");
}
END_TEST

START_TEST(stopping_leaves_it_undecided)
{
    int asked = 0;
    const rc_limits limits = {.stop = stop_after, .context = &asked};
    claim_run run;

    claim_open(&run, CLAIM(RANK_2, "numerical-rank: {tolerance: 1, rank: 2}"));
    for (int left = 0; left < 4; left++) { /* in the loop, at each pivot */
        asked = left;
        claim_verify(&run, 0, &limits);
        ck_assert_int_eq(run.verdict, RC_UNDECIDED);
        ck_assert_ptr_nonnull(strstr(run.reason, "stopped while"));
    }
    asked = 4;
    ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_PROVED);
    claim_close(&run);
}
END_TEST

/* Random products of an m x k and a k x n integer matrix. */
START_TEST(random_ranks_are_the_exact_ones)
{
    const long trials = random_trials(200);
    uint64_t state = random_start();
    long proved = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong m = 1 + random_below(&state, 6),
                    n = 1 + random_below(&state, 6),
                    k = 1 + random_below(&state, 4);
        char *text = NULL;
        size_t length;
        FILE *out = open_memstream(&text, &length);
        claim_run run;
        fmpz_mat_t A, B, C;
        slong rank;

        fmpz_mat_init(A, m, k);
        fmpz_mat_init(B, k, n);
        fmpz_mat_init(C, m, n);
        for (slong i = 0; i < m * k; i++)
            fmpz_set_si(fmpz_mat_entry(A, i / k, i % k),
                        random_below(&state, 5) - 2);
        for (slong i = 0; i < k * n; i++)
            fmpz_set_si(fmpz_mat_entry(B, i / n, i % n),
                        random_below(&state, 5) - 2);
        fmpz_mat_mul(C, A, B);
        rank = fmpz_mat_rank(C);
        fputs("rankcert: 1\nclaims:\n", out);
        for (slong claimed = 0; claimed <= 6; claimed++) {
            fputs("  - {kind: matrix-rank, matrix: [", out);
            for (slong i = 0; i < m * n; i++)
                fprintf(out, "%s%ld/7%s",
                        i == 0       ? "["
                        : i % n == 0 ? ", ["
                                     : ", ",
                        fmpz_get_si(fmpz_mat_entry(C, i / n, i % n)),
                        i % n == n - 1 ? "]" : "");
            fprintf(out, "], rank: %ld}\n", (long)claimed);
        }
        ck_assert_int_eq(fclose(out), 0);
        claim_open(&run, text);
        for (slong claimed = 0; claimed <= 6; claimed++) {
            claim_verify(&run, (size_t)claimed, NULL);
            ck_assert_int_eq(run.verdict,
                             claimed == rank ? RC_PROVED : RC_REFUTED);
            proved += run.verdict == RC_PROVED;
        }
        claim_close(&run);
        free(text);
        fmpz_mat_clear(C);
        fmpz_mat_clear(B);
        fmpz_mat_clear(A);
    }
    ck_assert_int_eq(proved, trials);
}
END_TEST

START_TEST(matrices_may_have_any_form_but_differ_by_layer)
{
    expect_claim(
        CLAIM("{cayley: [[0, 1/3, 2], [-1/3, 0, 5], [-2, -5, 0]]}", "rank: 3"),
        RC_PROVED, "", "\"rank\":3");
    /* orthogonal: every singular value is 1 */
    expect_claim(CLAIM("{cayley: [[0, 1/3], [-1/3, 0]]}",
                       "numerical-rank: {tolerance: 999/1000, rank: 2}"),
                 RC_PROVED, "", "");
    expect_claim(CLAIM("{cayley: [[0, 1/3], [-1/3, 0]]}",
                       "numerical-rank: {tolerance: 1001/1000, rank: 0}"),
                 RC_PROVED, "", "");
    expect_claim(
        CLAIM("{random: {rows: 5, cols: 3, seed: 1, range: 1/7}}", "rank: 3"),
        RC_PROVED, "", "\"rows\":5");
    expect_claim(CLAIM("{block: [{random: {rows: 2, cols: 2, seed: 1, range: "
                       "1}}, [[0]]]}",
                       "rank: 3"),
                 RC_REFUTED, "the rank is 2", "");
    expect_claim_error(CLAIM("{per-layer: [[[1]], [[2]]]}", "rank: 1"),
                       "'per-layer' is only for a whole weight of the model");
    expect_claim_error(CLAIM("{file: w.npy}", "rank: 1"),
                       "this case is read without files");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("matrix-rank");

    tcase_add_test(tcase, exact_ranks_are_proved_and_refuted);
    tcase_add_test(tcase, lower_bounds_of_the_rank_are_proved_and_refuted);
    tcase_add_test(tcase, irrational_matrices_have_certified_lower_bounds_only);
    tcase_add_test(tcase, numerical_ranks_are_counted);
    tcase_add_test(tcase, a_singular_value_at_the_tolerance_stays_open);
    tcase_add_test(tcase, near_the_tolerance_more_bits_decide);
    tcase_add_test(tcase, what_is_not_finite_yet_is_not_proved);
    tcase_add_test(tcase, a_minor_made_of_noise_is_not_proved);
    tcase_add_test(tcase, fields_are_validated);
    tcase_add_test(tcase, stopping_leaves_it_undecided);
    tcase_add_test(tcase, random_ranks_are_the_exact_ones);
    tcase_add_test(tcase, matrices_may_have_any_form_but_differ_by_layer);
    return run_claim_tests(tcase);
}
