/* The table of kinds, and verification as a whole. */

#include "claim_support.h"

static const char two_claims[] =
    "rankcert: 1\n"
    "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: rms, "
    "value: [[1/2, 1], [0, 1]]}\n"
    "claims:\n"
    "  - {kind: mask, radius: 1}\n"
    "  - {kind: mask, radius: 2, expect: refuted}\n";

START_TEST(decided_kinds_have_fields_a_meaning_and_an_engine)
{
    static const char *const decided[] = {"mask", "orbit", "equilibrium",
                                          "matrix-rank"};
    size_t count, found = 0;
    const rc_claim_schema *kinds = rc_claim_schemas(&count);

    for (size_t k = 0; k < count; k++) {
        ck_assert_int_eq(kinds[k].fields != NULL, kinds[k].engine != NULL);
        for (size_t l = 0; l < k; l++)
            ck_assert_str_ne(kinds[k].kind, kinds[l].kind);
        for (size_t l = 0; l < 4; l++)
            if (strcmp(kinds[k].kind, decided[l]) == 0) {
                ck_assert_ptr_nonnull(kinds[k].engine);
                ck_assert_ptr_nonnull(rc_claim_meaning(kinds[k].kind));
                found++;
            }
        if (kinds[k].engine == NULL)
            ck_assert_ptr_null(rc_claim_meaning(kinds[k].kind));
    }
    ck_assert_uint_eq(found, 4);
    ck_assert_ptr_null(rc_claim_meaning("masks"));
    ck_assert_ptr_nonnull(strstr(rc_claim_meaning("equilibrium"), "R11"));
}
END_TEST

START_TEST(every_kind_of_the_format_is_known)
{
    static const char *const format[] = {
        "mask",        "orbit",    "collapse",   "slower",     "spectrum",
        "equilibrium", "unstable", "every-rank", "attracting", "invariant",
        "keeps-rank",  "portrait", "matrix-rank"};
    size_t count;
    const rc_claim_schema *kinds = rc_claim_schemas(&count);

    ck_assert_uint_eq(count, sizeof format / sizeof *format);
    for (size_t k = 0; k < count; k++) {
        int known = 0;

        for (size_t l = 0; l < count; l++)
            known |= strcmp(kinds[l].kind, format[k]) == 0;
        ck_assert_msg(known, "%s", format[k]);
    }
}
END_TEST

START_TEST(what_a_kind_needs_is_asked_for)
{
    expect_claim_error("rankcert: 1\nclaims: [{kind: mask}]", "model");
    expect_claim_error("rankcert: 1\nclaims: [{kind: equilibrium, near: "
                       "[[1]]}]",
                       "model");
    expect_claim_error("rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                       "attention: uniform, norm: rms, value: [[1]]}\n"
                       "claims: [{kind: orbit, steps: 1}]",
                       "start");
    expect_claim("rankcert: 1\nclaims: [{kind: matrix-rank, matrix: [[1]], "
                 "rank: 1}]",
                 RC_PROVED, "", "\"rank\":1");
}
END_TEST

START_TEST(a_certificate_holds_one_claim_only)
{
    claim_run run;

    claim_open(&run, two_claims);
    ck_assert_int_eq(claim_verify(&run, 1, NULL), RC_REFUTED);
    ck_assert_str_ne(run.reason, "");
    ck_assert_int_eq(claim_verify(&run, 0, NULL), RC_PROVED);
    ck_assert_str_eq(run.reason, "");
    ck_assert_str_eq(rc_certificate_figure(run.out), "radius 1");
    claim_close(&run);
}
END_TEST

START_TEST(the_default_limit_is_used_when_none_is_given)
{
    static const char equality[] =
        "rankcert: 1\nclaims: [{kind: matrix-rank, matrix: [[2]], "
        "numerical-rank: {tolerance: 2, rank: 0}}]";
    static const rc_limits all[] = {{.max_bits = 0}, {.max_bits = 1024}};
    claim_run run;

    claim_open(&run, equality);
    claim_verify(&run, 0, NULL);
    ck_assert_int_eq(run.verdict, RC_UNDECIDED);
    ck_assert_int_eq(rc_certificate_bits(run.out), 16384);
    claim_verify(&run, 0, all);
    ck_assert_int_eq(rc_certificate_bits(run.out), 16384);
    claim_verify(&run, 0, all + 1);
    ck_assert_int_eq(rc_certificate_bits(run.out), 1024);
    claim_close(&run);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("claim");

    tcase_add_test(tcase, decided_kinds_have_fields_a_meaning_and_an_engine);
    tcase_add_test(tcase, every_kind_of_the_format_is_known);
    tcase_add_test(tcase, what_a_kind_needs_is_asked_for);
    tcase_add_test(tcase, a_certificate_holds_one_claim_only);
    tcase_add_test(tcase, the_default_limit_is_used_when_none_is_given);
    return run_claim_tests(tcase);
}
