/* The certificate of a claim that was verified, as tests look at it. */

#ifndef RANKCERT_TESTS_CLAIM_DOCUMENT_H
#define RANKCERT_TESTS_CLAIM_DOCUMENT_H

#include "claim_support.h"

/* The document of claim number `index`, verified last; to be released with
   json_decref. */
static inline json_t *
claim_document(claim_run *run, size_t index)
{
    char digest[65], *text;
    json_t *root;

    rc_sha256_hex(digest, "", 0);
    ck_assert_int_eq(rc_claim_document(&text, run->out, &run->c, index, digest),
                     RC_OK);
    root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_ptr_nonnull(root);
    free(text);
    return root;
}

/* Verifies the first claim of yaml with at most max_bits (0: the default),
   which has this verdict, and hands over its document. */
static inline json_t *
document_of(const char *yaml, slong max_bits, rc_verdict verdict)
{
    const rc_limits limits = {.max_bits = max_bits};
    claim_run run;
    json_t *root;

    claim_open(&run, yaml);
    claim_verify(&run, 0, &limits);
    ck_assert_msg(run.verdict == verdict, "%s\n%s: %s", yaml,
                  rc_verdict_name(run.verdict), run.reason);
    root = claim_document(&run, 0);
    claim_close(&run);
    return root;
}

/* What lies under a path of keys and places from 1: "witness/minor/rows/1". */
static inline json_t *
document_at(json_t *root, const char *path)
{
    while (root != NULL && *path != '\0') {
        const size_t length = strcspn(path, "/");
        char step[64] = {0};

        ck_assert_uint_lt(length, sizeof step);
        memcpy(step, path, length);
        path += path[length] == '/' ? length + 1 : length;
        root = json_is_array(root)
                   ? json_array_get(root, strtoul(step, NULL, 10) - 1)
                   : json_object_get(root, step);
    }
    return root;
}

/* The part of the document under path is this JSON, with ' for ". */
static inline void
expect_part(json_t *root, const char *path, const char *expected)
{
    const json_t *part = document_at(root, path);
    char *text, *wanted = strdup(expected);

    ck_assert_ptr_nonnull(wanted);
    ck_assert_msg(part != NULL, "nothing under %s", path);
    for (char *at = wanted; *at != '\0'; at++)
        if (*at == '\'')
            *at = '"';
    text = json_dumps(part, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    ck_assert_str_eq(text, wanted);
    free(text);
    free(wanted);
}

/* q = the dyadic number "m*2^e" that the JSON string holds. */
static inline void
json_dyadic(fmpq_t q, const json_t *text)
{
    const char *written = json_string_value(text), *star;
    char mantissa[8192] = {0};
    slong exponent;

    ck_assert_ptr_nonnull(written);
    star = strchr(written, '*');
    fmpq_zero(q);
    if (star == NULL) {
        ck_assert_str_eq(written, "0");
        return;
    }
    ck_assert_int_lt(star - written, (long)sizeof mantissa);
    memcpy(mantissa, written, (size_t)(star - written));
    ck_assert_int_eq(fmpq_set_str(q, mantissa, 10), 0);
    ck_assert(fmpz_is_odd(fmpq_numref(q)));
    exponent = strtol(star + 3, NULL, 10);
    if (exponent >= 0)
        fmpq_mul_2exp(q, q, (ulong)exponent);
    else
        fmpq_div_2exp(q, q, (ulong)-exponent);
}

#endif
