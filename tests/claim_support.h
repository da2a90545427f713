/* What the tests of claims share: a case read from text, its claims verified,
   and a look at what the certificate says. */

#ifndef RANKCERT_TESTS_CLAIM_SUPPORT_H
#define RANKCERT_TESTS_CLAIM_SUPPORT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <jansson.h>

#include <rankcert/claim.h>

#include "claim/claim.h"

/* A case, and what is known of the claim that was verified last. */
typedef struct {
    rc_case c;
    rc_certificate *out;
    json_t *values;
    rc_verdict verdict;
    const char *reason;
} claim_run;

static inline void
claim_open(claim_run *run, const char *yaml)
{
    rc_errors errors;
    size_t count;
    const rc_claim_schema *kinds = rc_claim_schemas(&count);
    rc_status status;

    rc_errors_init(&errors);
    status =
        rc_case_read(&run->c, yaml, strlen(yaml), NULL, kinds, count, &errors);
    ck_assert_msg(status == RC_OK, "%s\n%s", yaml,
                  errors.count > 0 ? errors.items[0].message : "no error");
    rc_errors_clear(&errors);
    run->out = rc_certificate_new();
    ck_assert_ptr_nonnull(run->out);
    run->values = NULL;
}

static inline void
claim_close(claim_run *run)
{
    json_decref(run->values);
    rc_certificate_free(run->out);
    rc_case_clear(&run->c);
}

/* Verifies claim number `index`. */
static inline rc_verdict
claim_verify(claim_run *run, size_t index, const rc_limits *limits)
{
    char *text;

    ck_assert_uint_lt(index, run->c.claim_count);
    ck_assert_int_eq(rc_claim_verify(run->out, &run->c, index, limits), RC_OK);
    text = rc_certificate_values_json(run->out);
    ck_assert_ptr_nonnull(text);
    json_decref(run->values);
    run->values = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(run->values);
    free(text);
    run->verdict = rc_certificate_verdict(run->out);
    run->reason = rc_certificate_reason(run->out);
    return run->verdict;
}

/* Verifies the first claim of yaml with at most max_bits (0: the default).
   The verdict is this one, its reason contains `reason`, and the values, as
   JSON with sorted keys and without spaces, contain `values`. */
static inline void
expect_claim_bits(const char *yaml, slong max_bits, rc_verdict verdict,
                  const char *reason, const char *values)
{
    const rc_limits limits = {.max_bits = max_bits};
    claim_run run;
    char *text;

    claim_open(&run, yaml);
    claim_verify(&run, 0, &limits);
    text = rc_certificate_values_json(run.out);
    ck_assert_ptr_nonnull(text);
    ck_assert_msg(run.verdict == verdict && strstr(run.reason, reason) &&
                      strstr(text, values),
                  "%s\nexpected %s, '%s', '%s'\nfound %s, '%s', '%s'", yaml,
                  rc_verdict_name(verdict), reason, values,
                  rc_verdict_name(run.verdict), run.reason, text);
    /* a refutation, and all that is open, says why */
    ck_assert_int_eq(verdict == RC_PROVED, *run.reason == '\0');
    free(text);
    claim_close(&run);
}

static inline void
expect_claim(const char *yaml, rc_verdict verdict, const char *reason,
             const char *values)
{
    expect_claim_bits(yaml, 0, verdict, reason, values);
}

/* Reading yaml gives an error whose message contains `part`. */
static inline void
expect_claim_error(const char *yaml, const char *part)
{
    rc_errors errors;
    rc_case c;
    size_t count, k;
    const rc_claim_schema *kinds = rc_claim_schemas(&count);

    rc_errors_init(&errors);
    ck_assert_int_eq(
        rc_case_read(&c, yaml, strlen(yaml), NULL, kinds, count, &errors),
        RC_INPUT);
    for (k = 0; k < errors.count; k++)
        if (strstr(errors.items[k].message, part) != NULL)
            break;
    ck_assert_msg(k < errors.count, "no error says '%s' but: %s", part,
                  errors.items[0].message);
    rc_errors_clear(&errors);
    rc_case_clear(&c);
}

/* A job for calls below rc_claim_verify, on the run's first claim. */
static inline rc_job
claim_job(const claim_run *run, slong max_bits)
{
    return (rc_job){.c = &run->c,
                    .claim = run->c.claims,
                    .out = run->out,
                    .limits = {.max_bits = max_bits}};
}

/* q = the number that the JSON string holds, exactly. */
static inline void
json_number(fmpq_t q, const json_t *text)
{
    rc_number_t x;
    rc_text_error error;

    rc_number_init(x);
    ck_assert(json_is_string(text));
    ck_assert_int_eq(rc_number_set_text(x, json_string_value(text),
                                        json_string_length(text), &error),
                     RC_OK);
    ck_assert(rc_number_is_rational(x));
    fmpq_set(q, x->rational);
    rc_number_clear(x);
}

/* A stop that answers yes from the n-th question on (n counts down). */
static inline int
stop_after(void *context)
{
    int *left = context;

    return (*left)-- <= 0;
}

/* Runs one test case; the exit status of main. */
static inline int
run_claim_tests(TCase *tcase)
{
    Suite *suite = suite_create("claim");
    SRunner *runner;
    int failed;

    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    flint_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
