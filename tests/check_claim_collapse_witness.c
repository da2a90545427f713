/* Certificates of collapses: the results and members that each kind of model
   has, and that what they hold is what was worked out. */

#include "collapse_support.h"

/* The keys of a map, sorted and joined by commas. */
static void
expect_keys(json_t *map, const char *expected)
{
    char keys[512] = "";
    char *text = json_dumps(map, JSON_SORT_KEYS);
    json_t *sorted = json_loads(text, 0, NULL);
    const char *key;
    json_t *value;

    json_object_foreach(sorted, key, value)
    {
        ck_assert_uint_lt(strlen(keys) + strlen(key) + 2, sizeof keys);
        if (*keys != '\0')
            strcat(keys, ",");
        strcat(keys, key);
    }
    ck_assert_str_eq(keys, expected);
    json_decref(sorted);
    free(text);
}

#define LINED(fields)                                                          \
    COLLAPSE("3", "1", "causal", "uniform", "[[1]]", "none",                   \
             "[[0], [1], [3]]", fields)
#define SOFT_CASE(start, fields)                                               \
    COLLAPSE("2", "2", "causal", SOFTMAX, "{identity: 2}", "none", start,      \
             fields)
#define RMS_CASE(attention, start, fields)                                     \
    COLLAPSE("2", "2", "causal", attention, "[[0, 1], [-1, 0]]", "rms", start, \
             fields)
#define UNIT "[[3/5, 4/5], [1, 0]]"

/* Results, and the keys of witness and first phase. */
static void
expect_parts(const char *yaml, const char *results, const char *witness,
             const char *phase)
{
    json_t *root = document_of(yaml, 0, RC_PROVED);

    expect_part(root, "results", results);
    expect_keys(document_at(root, "witness"), witness);
    expect_keys(document_at(root, "witness/phases/1"), phase);
    ck_assert_int_gt(json_integer_value(document_at(root, "bits")), 0);
    json_decref(root);
}

START_TEST(members)
{
    expect_parts(LINED(""), "['R3','R4','R18','R29']",
                 "capture,denominator,phases,value", "factor,length");
    expect_parts(LINED(", replay: 3"), "['R1','R3','R4','R18','R29']",
                 "capture,denominator,paper,phases,value", "factor,length");
    expect_parts(SOFT_CASE("[[0, 0], [1/4, 0]]", ""),
                 "['R2','R3','R4','R5','R18','R29']",
                 "capture,denominator,phases,scores,size,value",
                 "blocks,exponent,factor,floors,length,spread-squared");
    expect_parts(SOFT_CASE("[[0, 0], [1, 1]]", ", replay: 2"),
                 "['R1','R2','R3','R4','R5','R10','R18','R29']",
                 "capture,denominator,paper,phases,scores,size,"
                 "spread-squared,value",
                 "blocks,exponent,factor,floors,length,spread-squared");
    expect_parts(RMS_CASE("uniform", UNIT, ""), "['R3','R5','R8','R9','R29']",
                 "capture,denominator,direction,height,phases,spread-squared",
                 "blocks,factor,length,spread-squared,tilt");
    expect_parts(RMS_CASE("uniform", "[[3, 4], [1, 0]]", ", replay: 4"),
                 "['R1','R3','R5','R8','R9','R10','R29']",
                 "capture,denominator,direction,height,paper,phases,"
                 "spread-squared",
                 "blocks,factor,length,spread-squared,tilt");
    expect_parts(RMS_CASE(SOFTMAX, UNIT, ""),
                 "['R2','R3','R5','R8','R9','R29']",
                 "capture,denominator,direction,height,phases,scores,"
                 "spread-squared",
                 "blocks,exponent,factor,floors,length,spread-squared,tilt");
}
END_TEST

START_TEST(last_phases)
{
    json_t *root = document_of(RMS_CASE(SOFTMAX, UNIT, ""), 0, RC_PROVED);
    json_t *phases = document_at(root, "witness/phases");

    ck_assert_uint_ge(json_array_size(phases), 2);
    expect_keys(json_array_get(phases, json_array_size(phases) - 1),
                "exponent,factor,floors,length,tilt");
    json_decref(root);
}
END_TEST

START_TEST(values)
{
    json_t *root = document_of(LINED(""), 0, RC_PROVED);
    fmpq_t x;

    expect_part(root, "witness/value", "{'contraction':true}");
    json_decref(root);
    root = document_of(COLLAPSE("2", "2", "causal", "uniform",
                                "[[1/2, 1], [0, 1]]", "none",
                                "[[0, 0], [1, 1]]", ""),
                       0, RC_PROVED);
    expect_keys(document_at(root, "witness/value"), "basis,norms");
    ck_assert_uint_eq(json_array_size(document_at(root, "witness/value/basis")),
                      2);
    ck_assert_uint_eq(
        json_array_size(document_at(root, "witness/value/basis/2")), 2);
    fmpq_init(x);
    collapse_value_squared(x, root, 2);
    ck_assert(fmpq_cmp_si(x, 5) > 0);
    fmpq_clear(x);
    json_decref(root);
}
END_TEST

/* One pair for each degree that occurs, in rising order. */
START_TEST(floors)
{
    json_t *root =
        document_of(COLLAPSE("4", "2",
                             "{edges: [[1, 2], [1, 3], [2, 3], [1, "
                             "4], [3, 4], [2, 4]]}",
                             SOFTMAX, "{identity: 2}", "none",
                             "[[0, 0], [1, 1], [0, 1], [1/2, 0]]", ""),
                    0, RC_PROVED);
    json_t *pairs = document_at(root, "witness/phases/1/floors");

    ck_assert_uint_eq(json_array_size(pairs), 4);
    for (size_t k = 0; k < 4; k++)
        ck_assert_int_eq(
            json_integer_value(json_array_get(json_array_get(pairs, k), 0)),
            (json_int_t)k + 1);
    json_decref(root);
    root =
        document_of(COLLAPSE("4", "2", "complete", SOFTMAX, "{identity: 2}",
                             "none", "[[0, 0], [1, 1], [0, 1], [1/2, 0]]", ""),
                    0, RC_PROVED);
    pairs = document_at(root, "witness/phases/1/floors");
    ck_assert_uint_eq(json_array_size(pairs), 1);
    expect_part(root, "witness/phases/1/floors/1/1", "4");
    json_decref(root);
}
END_TEST

START_TEST(papers)
{
    json_t *root = document_of(LINED(", replay: 3"), 0, RC_PROVED);
    fmpq_t e, h;

    fmpq_init(e);
    fmpq_init(h);
    expect_part(root, "witness/paper/centre", "1");
    expect_part(root, "witness/paper/distances", "[0,1,1]");
    expect_keys(document_at(root, "witness/paper"), "centre,distances,epsilon");
    json_dyadic(e, document_at(root, "witness/paper/epsilon"));
    fmpq_mul_si(e, e, 3);
    ck_assert(fmpq_cmp_si(e, 1) <= 0);
    fmpq_mul_si(e, e, 1000001);
    ck_assert(fmpq_cmp_si(e, 1000000) > 0);
    json_decref(root);
    root =
        document_of(SOFT_CASE("[[0, 0], [1, 1]]", ", replay: 3"), 0, RC_PROVED);
    expect_keys(document_at(root, "witness/paper"),
                "centre,distances,epsilon,size");
    json_dyadic(e, document_at(root, "witness/paper/size"));
    fmpq_mul(e, e, e);
    ck_assert(fmpq_cmp_si(e, 2) >= 0);
    json_decref(root);
    root = document_of(RMS_CASE(SOFTMAX, UNIT, ", replay: 3"), 0, RC_PROVED);
    expect_keys(document_at(root, "witness/paper"), "centre,distances,epsilon");
    json_decref(root);
    /* under LayerNorm e counts h times: 1/2 of it here, nearly */
    root = document_of(RMS_CASE("uniform", UNIT, ", replay: 3"), 0, RC_PROVED);
    json_dyadic(e, document_at(root, "witness/paper/epsilon"));
    json_dyadic(h, document_at(root, "witness/height"));
    ck_assert(fmpq_cmp_si(h, 1) < 0);
    fmpq_mul_2exp(e, e, 1);
    ck_assert(fmpq_cmp(e, h) <= 0);
    fmpq_sub(h, h, e);
    fmpq_mul_2exp(h, h, 30);
    ck_assert(fmpq_cmp_si(h, 1) < 0);
    json_decref(root);
    fmpq_clear(h);
    fmpq_clear(e);
}
END_TEST

/* ---- Other verdicts ---- */

START_TEST(sources_and_breakdowns)
{
    json_t *root = document_of(
        COLLAPSE("5", "1", "{edges: [[1, 2], [2, 1], [4, 3], [2, 3], [4, 5]]}",
                 "uniform", "[[1]]", "none", "[[0], [1], [2], [3], [4]]", ""),
        0, RC_REFUTED);

    expect_part(root, "results", "['R1','R7']");
    expect_part(root, "bits", "0");
    expect_part(root, "witness", "{'sources':[[1,2],[4]]}");
    json_decref(root);
    root = document_of(RMS_CASE("uniform", "[[1, 0], [-1, 0]]", ""), 0,
                       RC_UNDEFINED);
    expect_part(root, "results", "['R24']");
    expect_part(root, "bits", "0");
    expect_part(root, "witness", "{'layer':0,'token':2}");
    json_decref(root);
}
END_TEST

START_TEST(statements)
{
    json_t *root = document_of(
        HALVING(", replay: 3, constant-at-most: 0x1p1, rate-at-most: 0.75"), 0,
        RC_PROVED);

    expect_part(root, "statement/claim",
                "{'constant-at-most':'2','kind':'collapse','rate-at-most':"
                "'3/4','replay':3}");
    json_decref(root);
    root = document_of(HALVING(""), 0, RC_PROVED);
    expect_part(root, "statement/claim", "{'kind':'collapse'}");
    json_decref(root);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_witness");

    tcase_add_test(tcase, members);
    tcase_add_test(tcase, last_phases);
    tcase_add_test(tcase, values);
    tcase_add_test(tcase, floors);
    tcase_add_test(tcase, papers);
    tcase_add_test(tcase, sources_and_breakdowns);
    tcase_add_test(tcase, statements);
    return run_claim_tests(tcase);
}
