/* What is said about an orbit. */

#include "claim/orbit.h"
#include "claim_document.h"

#define MODEL(sizes, norm, value, start)                                       \
    "rankcert: 1\n"                                                            \
    "model: {" sizes ", mask: causal, attention: uniform, norm: " norm         \
    ", value: " value "}\n"                                                    \
    "start: " start "\n"                                                       \
    "claims:\n  - {kind: orbit, "

/* mu(t) = 2^-t sqrt(2) exactly */
#define HALVED MODEL("tokens: 2, dim: 1", "none", "[[1]]", "[[0], [2]]")

static void
expect_said(const char *yaml, slong max_bits, rc_verdict verdict,
            const char *reason, const char *figure)
{
    const rc_limits limits = {.max_bits = max_bits};
    claim_run run;

    claim_open(&run, yaml);
    claim_verify(&run, 0, &limits);
    ck_assert_int_eq(run.verdict, verdict);
    ck_assert_str_eq(run.reason, reason);
    ck_assert_str_eq(rc_certificate_figure(run.out), figure);
    ck_assert_int_eq(rc_certificate_has_document(run.out),
                     verdict != RC_UNDECIDED);
    claim_close(&run);
}

START_TEST(proofs_show_the_last_check)
{
    expect_said(HALVED "steps: 3, checks: [{quantity: diameter, at: 0, "
                       "at-least: 1}, {quantity: mu, at-least: 0.1, at-most: "
                       "2}]}",
                0, RC_PROVED, "", "mu(0) in [1.41421, 1.41422]");
    expect_said(HALVED "steps: 3, checks: [{quantity: mu, at: 2, at-most: 2}, "
                       "{quantity: mu, at-least: 0.1}]}",
                0, RC_PROVED, "", "mu(3) in [0.176776, 0.176777]");
    expect_said(HALVED "steps: 3}", 0, RC_PROVED, "", "");
}
END_TEST

START_TEST(refutations_show_the_check_that_fails)
{
    expect_said(HALVED "steps: 3, checks: [{quantity: mu, at-least: 3/10}, "
                       "{quantity: mu, at-most: 9}]}",
                0, RC_REFUTED, "mu at layer 3 is certified not >= 3/10",
                "mu(3) in [0.176776, 0.176777]");
}
END_TEST

START_TEST(breakdowns_show_no_figure)
{
    expect_said(
        MODEL("tokens: 2, dim: 1", "rms", "[[1]]",
              "[[1], [-1]]") "steps: 3, checks: [{quantity: mu, at-most: 9}]}",
        0, RC_UNDEFINED,
        "y_2 is exactly zero in layer 0, where LayerNorm is undefined", "");
}
END_TEST

START_TEST(what_is_open_is_told)
{
    expect_said(HALVED "steps: 3, checks: [{quantity: mu, at-least: "
                       "(1+sqrt(2))/8-1/8}]}",
                128, RC_UNDECIDED,
                "mu >= its bound is open at 1 of 4 layers with 128 bits, the "
                "limit",
                "mu(3) in [0.176776, 0.176777]");
    expect_said(MODEL("tokens: 2, dim: 1", "rms", "[[1]]",
                      "[[sqrt(2)], [-sqrt(2)]]") "steps: 3}",
                128, RC_UNDECIDED,
                "||y_2|| in layer 0 is not certified positive with 128 bits, "
                "the limit",
                "");
}
END_TEST

/* The first comparison with something open. */
START_TEST(the_first_open_check_is_found)
{
    rc_orbit_check checks[3] = {{.pending = 0}, {.pending = 2}, {.pending = 1}};
    rc_orbit_decision d = {.checks = checks, .count = 3};

    ck_assert_ptr_eq(rc_orbit_pending(&d), checks + 1);
    checks[1].pending = 0;
    ck_assert_ptr_eq(rc_orbit_pending(&d), checks + 2);
    d.count = 2;
    ck_assert_ptr_null(rc_orbit_pending(&d));
}
END_TEST

START_TEST(values_list_every_comparison)
{
    claim_run run;

    claim_open(&run, HALVED "steps: 1, checks: [{quantity: sigma  1, at-most: "
                            "9, at-least: 4/2}, {quantity: mu, at: 1, "
                            "more-than: 3}]}");
    claim_verify(&run, 0, NULL);
    ck_assert_int_eq(run.verdict, RC_REFUTED);
    expect_part(run.values, "steps", "1");
    expect_part(run.values, "checks/1/quantity", "'sigma  1'");
    expect_part(run.values, "checks/1/comparison", "'at-least'");
    expect_part(run.values, "checks/1/bound", "'2'");
    expect_part(run.values, "checks/1/verdict", "'refuted'");
    expect_part(run.values, "checks/2/comparison", "'at-most'");
    expect_part(run.values, "checks/3/verdict", "'undecided'");
    ck_assert_ptr_null(document_at(run.values, "checks/3/value"));
    claim_close(&run);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit report");

    tcase_add_test(tcase, proofs_show_the_last_check);
    tcase_add_test(tcase, refutations_show_the_check_that_fails);
    tcase_add_test(tcase, breakdowns_show_no_figure);
    tcase_add_test(tcase, what_is_open_is_told);
    tcase_add_test(tcase, the_first_open_check_is_found);
    tcase_add_test(tcase, values_list_every_comparison);
    return run_claim_tests(tcase);
}
