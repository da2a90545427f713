/* The checker's kind `mask`: both witnesses, each condition held and broken,
   each field agreeing and not. */

#include "checker_support.h"

#define STATEMENT(tokens, mask, fields)                                        \
    "{'claim': {'kind': 'mask'" fields "}, 'model': {'attention': 'uniform', " \
    "'dim': 1, 'mask': " mask ", 'norm': 'none', 'tokens': " tokens            \
    ", 'value': [['1']]}}"

/* 1 -> 2 -> 3 -> 4 -> 5: i attends to itself and the token before it */
#define CHAIN(fields)                                                          \
    STATEMENT("5", "[[[1,1]],[[1,2]],[[2,3]],[[3,4]],[[4,5]]]", fields)
#define CHAIN_WITNESS                                                          \
    "{'centre': 1, 'distances': [0,1,2,3,4], "                                 \
    "'eccentricities': [4,null,null,null,null]}"
/* each attends to its neighbours too: eccentricities 4 3 2 3 4 */
#define WINDOW(fields)                                                         \
    STATEMENT("5", "[[[1,2]],[[1,3]],[[2,4]],[[3,5]],[[4,5]]]", fields)
#define WINDOW_WITNESS                                                         \
    "{'centre': 3, 'distances': [2,1,0,1,2], 'eccentricities': [4,3,2,3,4]}"
#define COMPLETE(fields) STATEMENT("3", "[[[1,3]],[[1,3]],[[1,3]]]", fields)
#define COMPLETE_WITNESS                                                       \
    "{'centre': 1, 'distances': [0,1,1], 'eccentricities': [1,1,1]}"
/* 1 -> 3 <- 2, 4 -> 5 */
#define TORN(fields)                                                           \
    STATEMENT("5", "[[[1,1]],[[2,2]],[[1,3]],[[4,4]],[[4,5]]]", fields)
#define TORN_WITNESS "{'sources': [[2],[4]]}"

static checker_parts
mask_parts(const char *statement, const char *witness, const char *verdict)
{
    checker_parts parts = {.statement = statement,
                           .witness = witness,
                           .results = "['R1']",
                           .verdict = verdict};

    return parts;
}

#define EVERY_FIELD                                                            \
    ", 'centres': [1], 'quasi-strongly-connected': true, 'radius': 4, "        \
    "'strongly-connected': false"

static const checker_parts chain = {.statement = CHAIN(EVERY_FIELD),
                                    .witness = CHAIN_WITNESS,
                                    .results = "['R1']",
                                    .verdict = "proved"};
static const checker_parts torn = {
    .statement = TORN(", 'quasi-strongly-connected': false"),
    .witness = TORN_WITNESS,
    .results = "['R1']",
    .verdict = "proved"};

static void
expect_field(const char *statement, const char *witness, const char *message)
{
    checker_parts parts = mask_parts(statement, witness, "proved");

    if (message == NULL)
        expect_accepted(&parts, ": proved");
    else
        expect_parts(&parts, CK_REJECTED, NULL, message);
    parts.verdict = "refuted";
    if (message == NULL)
        expect_parts(&parts, CK_REJECTED, NULL,
                     "every field of the claim holds");
    else
        expect_accepted(&parts, ": refuted");
}

START_TEST(all_fields_at_once)
{
    expect_accepted(&chain, "the mask is quasi-strongly connected, is not "
                            "strongly connected, has radius 4, has exactly "
                            "these centres: 1: proved");
    expect_accepted(&torn, "the mask is not quasi-strongly connected: proved");
}
END_TEST

START_TEST(single_fields)
{
    checker_parts parts;

    parts = mask_parts(CHAIN(", 'radius': 4"), CHAIN_WITNESS, "proved");
    expect_accepted(&parts, "the mask has radius 4: proved");
    parts = mask_parts(STATEMENT("1", "[[[1,1]]]", ", 'radius': 0"),
                       "{'centre': 1, 'distances': [0], "
                       "'eccentricities': [0]}",
                       "proved");
    expect_accepted(&parts, "the mask has radius 0: proved");
    expect_rejected(&parts, "/witness/eccentricities/0", "1",
                    "the eccentricity of token 1 is 0, not 1");
    expect_rejected(&parts, "/witness/eccentricities/0", "null",
                    "token 1 reaches all, but its eccentricity is given as "
                    "null");
    expect_rejected(&parts, "/statement/claim/radius", "1",
                    "the radius is 0, not 1");
    expect_malformed(&parts, "/witness/eccentricities/0", "-1",
                     "/witness/eccentricities/0", NULL);
    expect_malformed(&parts, "/witness", "[]", "/witness", NULL);
    parts = mask_parts(TORN(", 'centres': []"), TORN_WITNESS, "proved");
    expect_accepted(&parts, "the mask has exactly these centres: none: proved");
}
END_TEST

START_TEST(quasi_strong_connectivity)
{
    expect_field(CHAIN(", 'quasi-strongly-connected': true"), CHAIN_WITNESS,
                 NULL);
    expect_field(CHAIN(", 'quasi-strongly-connected': false"), CHAIN_WITNESS,
                 "the mask is quasi-strongly connected");
    expect_field(TORN(", 'quasi-strongly-connected': false"), TORN_WITNESS,
                 NULL);
    expect_field(TORN(", 'quasi-strongly-connected': true"), TORN_WITNESS,
                 "the mask is not quasi-strongly connected");
}
END_TEST

START_TEST(strong_connectivity)
{
    expect_field(WINDOW(", 'strongly-connected': true"), WINDOW_WITNESS, NULL);
    expect_field(WINDOW(", 'strongly-connected': false"), WINDOW_WITNESS,
                 "the mask is strongly connected");
    expect_field(CHAIN(", 'strongly-connected': false"), CHAIN_WITNESS, NULL);
    expect_field(CHAIN(", 'strongly-connected': true"), CHAIN_WITNESS,
                 "the mask is not strongly connected");
    expect_field(TORN(", 'strongly-connected': false"), TORN_WITNESS, NULL);
    expect_field(TORN(", 'strongly-connected': true"), TORN_WITNESS,
                 "the mask is not strongly connected");
}
END_TEST

START_TEST(the_radius)
{
    expect_field(WINDOW(", 'radius': 2"), WINDOW_WITNESS, NULL);
    expect_field(WINDOW(", 'radius': 1"), WINDOW_WITNESS,
                 "the radius is 2, not 1");
    expect_field(WINDOW(", 'radius': 3"), WINDOW_WITNESS,
                 "the radius is 2, not 3");
    expect_field(CHAIN(", 'radius': 4"), CHAIN_WITNESS, NULL);
    expect_field(TORN(", 'radius': 0"), TORN_WITNESS, "there is no radius");
    expect_field(STATEMENT("1", "[[[1,1]]]", ", 'radius': 0"),
                 "{'centre': 1, 'distances': [0], 'eccentricities': [0]}",
                 NULL);
}
END_TEST

START_TEST(centres)
{
    expect_field(WINDOW(", 'centres': [1,2,3,4,5]"), WINDOW_WITNESS, NULL);
    expect_field(WINDOW(", 'centres': [1,2,3,4]"), WINDOW_WITNESS,
                 "5 tokens are centres, not 4");
    expect_field(WINDOW(", 'centres': []"), WINDOW_WITNESS,
                 "5 tokens are centres, not 0");
    expect_field(CHAIN(", 'centres': [1]"), CHAIN_WITNESS, NULL);
    expect_field(CHAIN(", 'centres': [2]"), CHAIN_WITNESS,
                 "token 2 is not a centre");
    expect_field(CHAIN(", 'centres': [1,5]"), CHAIN_WITNESS,
                 "token 5 is not a centre");
    expect_field(TORN(", 'centres': []"), TORN_WITNESS, NULL);
    expect_field(TORN(", 'centres': [1]"), TORN_WITNESS,
                 "token 1 is not a centre");
}
END_TEST

START_TEST(one_wrong_field_among_right_ones)
{
    checker_parts parts = chain;

    parts.verdict = "refuted";
    expect_with(&parts, "/statement/claim/radius", "3", CK_ACCEPTED, NULL,
                NULL);
    expect_with(&parts, "/statement/claim/centres", "[1,2]", CK_ACCEPTED, NULL,
                NULL);
    expect_rejected(&chain, "/statement/claim/strongly-connected", "true",
                    "the mask is not strongly connected");
    expect_rejected(&chain, "/statement/claim/radius", "5",
                    "the radius is 4, not 5");
}
END_TEST

START_TEST(fields_are_read)
{
    const char *const claim = "/statement/claim";

    expect_malformed(&chain, "/statement/claim", "{'kind': 'mask'}", claim,
                     "no field");
    expect_malformed(&chain, "/statement/claim/extra", "1", NULL, NULL);
    expect_malformed(&chain, "/statement/claim/radius", "-1",
                     "/statement/claim/radius", NULL);
    expect_malformed(&chain, "/statement/claim/radius", "'4'",
                     "/statement/claim/radius", NULL);
    expect_malformed(&chain, "/statement/claim/centres", "[2,1]", NULL, NULL);
    expect_malformed(&chain, "/statement/claim/centres", "[6]", NULL, NULL);
    expect_malformed(&chain, "/statement/claim/centres", "1",
                     "/statement/claim/centres", NULL);
    expect_malformed(&chain, "/statement/claim/quasi-strongly-connected", "1",
                     "/statement/claim/quasi-strongly-connected", NULL);
    expect_malformed(&chain, "/statement/claim/strongly-connected", "null",
                     "/statement/claim/strongly-connected", NULL);
}
END_TEST

START_TEST(the_envelope_of_a_mask)
{
    checker_parts parts = chain;

    expect_malformed(&chain, "/results", "['R1','R2']", "/results",
                     "are not those");
    expect_malformed(&chain, "/results", "['R2']", "/results", "are not those");
    parts.verdict = "undefined";
    expect_parts(&parts, CK_MALFORMED, "/verdict", "never undefined");
    parts = chain;
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", "is 64");
}
END_TEST

START_TEST(the_witness_is_read)
{
    expect_malformed(&chain, "/witness", "[]", "/witness", NULL);
    expect_malformed(&chain, "/witness", "{}", NULL, NULL);
    expect_malformed(&chain, "/witness/extra", "1", NULL, NULL);
    expect_malformed(&chain, "/witness/centre", NULL, NULL, NULL);
    expect_malformed(&chain, "/witness/centre", "0", "/witness/centre", NULL);
    expect_malformed(&chain, "/witness/centre", "6", "/witness/centre", NULL);
    expect_malformed(&chain, "/witness/distances/5", "5", "/witness/distances",
                     NULL);
    expect_malformed(&chain, "/witness/distances/4", NULL, "/witness/distances",
                     NULL);
    expect_malformed(&chain, "/witness/distances/4", "-1",
                     "/witness/distances/4", NULL);
    expect_malformed(&chain, "/witness/distances/4", "null",
                     "/witness/distances/4", NULL);
    expect_malformed(&chain, "/witness/eccentricities/5", "null",
                     "/witness/eccentricities", NULL);
    expect_malformed(&chain, "/witness/eccentricities/4", NULL,
                     "/witness/eccentricities", NULL);
    expect_malformed(&chain, "/witness/eccentricities/4", "-1",
                     "/witness/eccentricities/4", NULL);
    expect_malformed(&chain, "/witness/eccentricities/4", "false",
                     "/witness/eccentricities/4", NULL);
    expect_malformed(&torn, "/witness/centre", "1", NULL, NULL);
    expect_malformed(&torn, "/witness/sources", "[[2]]", "/witness/sources",
                     NULL);
    expect_malformed(&torn, "/witness/sources/2", "[1]", "/witness/sources",
                     NULL);
    expect_malformed(&torn, "/witness/sources/0", "[]", "/witness/sources/0",
                     NULL);
    expect_malformed(&torn, "/witness/sources/1", "[]", "/witness/sources/1",
                     NULL);
    expect_malformed(&torn, "/witness/sources/0", "[2,1]", NULL, NULL);
    expect_malformed(&torn, "/witness/sources/0", "[6]", NULL, NULL);
}
END_TEST

/* What is malformed is told before what is wrong. */
START_TEST(all_is_read_before_anything_is_compared)
{
    json_t *root = checker_build(&chain);

    checker_put(root, "/witness/distances/0", "1");
    checker_put(root, "/witness/eccentricities/4", "true");
    expect_document(root, CK_MALFORMED, "/witness/eccentricities/4", NULL);
    checker_put(root, "/witness/eccentricities/4", "null");
    checker_put(root, "/witness/distances/4", "true");
    expect_document(root, CK_MALFORMED, "/witness/distances/4", NULL);
    json_decref(root);
}
END_TEST

START_TEST(distances_are_shortest_paths)
{
    expect_rejected(&chain, "/witness/distances/0", "1",
                    "the distance from token 1 to token 1 is 0, not 1");
    expect_rejected(&chain, "/witness/distances/4", "5",
                    "the distance from token 1 to token 5 is 4, not 5");
    expect_rejected(&chain, "/witness/distances/4", "3",
                    "the distance from token 1 to token 5 is 4, not 3");
    expect_rejected(&chain, "/witness/centre", "2",
                    "token 2 does not reach token 1");
}
END_TEST

START_TEST(a_centre_of_a_torn_mask_reaches_not_all)
{
    checker_parts parts =
        mask_parts(TORN(", 'quasi-strongly-connected': true"),
                   "{'centre': 1, 'distances': [0,0,1,0,0], "
                   "'eccentricities': [1,null,null,null,null]}",
                   "proved");

    expect_parts(&parts, CK_REJECTED, NULL, "token 1 does not reach token 2");
}
END_TEST

START_TEST(eccentricities_are_greatest_distances)
{
    expect_rejected(&chain, "/witness/eccentricities/0", "3",
                    "the eccentricity of token 1 is 4, not 3");
    expect_rejected(&chain, "/witness/eccentricities/0", "5",
                    "the eccentricity of token 1 is 4, not 5");
    expect_rejected(&chain, "/witness/eccentricities/0", "null",
                    "token 1 reaches all, but its eccentricity is given as "
                    "null");
    expect_rejected(&chain, "/witness/eccentricities/4", "1",
                    "token 5 does not reach all, but its eccentricity is given "
                    "as 1");
    expect_rejected(&chain, "/witness/eccentricities/1", "0",
                    "token 2 does not reach all");
}
END_TEST

START_TEST(the_centre_is_the_first_of_the_best)
{
    checker_parts parts =
        mask_parts(COMPLETE(", 'radius': 1"), COMPLETE_WITNESS, "proved");
    checker_parts window = mask_parts(WINDOW(", 'radius': 2"),
                                      "{'centre': 2, 'distances': [1,0,1,2,3], "
                                      "'eccentricities': [4,3,2,3,4]}",
                                      "proved");
    json_t *root;

    expect_accepted(&parts, NULL);
    root = checker_build(&parts);
    checker_put(root, "/witness/centre", "2");
    checker_put(root, "/witness/distances", "[1,0,1]");
    expect_document(root, CK_REJECTED, NULL,
                    "token 1 is the first with the least eccentricity, not "
                    "token 2");
    json_decref(root);
    expect_parts(&window, CK_REJECTED, NULL, "token 3 is the first");
}
END_TEST

START_TEST(sources_are_apart_and_closed)
{
    expect_with(&torn, "/witness/sources", "[[1,2,3],[4,5]]", CK_ACCEPTED, NULL,
                NULL);
    expect_rejected(&torn, "/witness/sources", "[[1,2,3],[2]]",
                    "token 2 is in both sources");
    expect_rejected(&torn, "/witness/sources", "[[2],[1,2]]",
                    "token 2 is in both sources");
    expect_rejected(&torn, "/witness/sources", "[[5],[2]]",
                    "token 5 of a source attends to token 4 outside of it");
    expect_rejected(&torn, "/witness/sources", "[[2],[5]]",
                    "token 5 of a source attends to token 4 outside of it");
    expect_rejected(&torn, "/witness/sources", "[[1,3],[4]]",
                    "token 3 of a source attends to token 2 outside of it");
}
END_TEST

START_TEST(sources_of_a_connected_mask)
{
    checker_parts parts =
        mask_parts(CHAIN(", 'quasi-strongly-connected': false"),
                   "{'sources': [[1],[2]]}", "proved");

    expect_parts(&parts, CK_REJECTED, NULL,
                 "token 2 of a source attends to token 1 outside of it");
}
END_TEST

/* ---- Large masks: a list of n entries from a function ---- */

static json_t *
list_of(long n, json_t *(*entry)(long i, long n))
{
    json_t *list = json_array();

    for (long i = 1; i <= n; i++)
        ck_assert_int_eq(json_array_append_new(list, entry(i, n)), 0);
    return list;
}

static json_t *
whole_row(long i, long n)
{
    (void)i;
    return json_pack("[[i,i]]", 1, (int)n);
}

static json_t *
causal_pair(long i, long n)
{
    (void)n;
    return json_pack("[[i,i]]", i > 1 ? (int)i - 1 : 1, (int)i);
}

static json_t *
ring_row(long i, long n)
{
    if (i == 1)
        return json_pack("[[i,i],[i,i]]", 1, 1, (int)n, (int)n);
    return causal_pair(i, n);
}

static json_t *
one(long i, long n)
{
    (void)i;
    (void)n;
    return json_integer(1);
}

static json_t *
one_but_first(long i, long n)
{
    (void)n;
    return json_integer(i > 1);
}

static json_t *
before(long i, long n)
{
    (void)n;
    return json_integer(i - 1);
}

static json_t *
last_and_null(long i, long n)
{
    return i == 1 ? json_integer(n - 1) : json_null();
}

static json_t *
last(long i, long n)
{
    (void)i;
    return json_integer(n - 1);
}

static void
expect_large(long n, json_t *(*row)(long, long),
             json_t *(*distance)(long, long),
             json_t *(*eccentricity)(long, long), long radius)
{
    checker_parts parts =
        mask_parts(COMPLETE(", 'radius': 1"), COMPLETE_WITNESS, "proved");
    json_t *root = checker_build(&parts);
    json_t *model =
        json_object_get(json_object_get(root, "statement"), "model");
    json_t *claim =
        json_object_get(json_object_get(root, "statement"), "claim");
    json_t *witness = json_object_get(root, "witness");

    json_object_set_new(model, "mask", list_of(n, row));
    json_object_set_new(model, "tokens", json_integer(n));
    json_object_set_new(claim, "radius", json_integer(radius));
    json_object_set_new(witness, "distances", list_of(n, distance));
    json_object_set_new(witness, "eccentricities", list_of(n, eccentricity));
    checker_sign(root);
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_object_set_new(claim, "radius", json_integer(radius + 1));
    checker_sign(root);
    expect_document(root, CK_REJECTED, NULL, "the radius is");
    json_decref(root);
}

START_TEST(large_masks)
{
    expect_large(512, whole_row, one_but_first, one, 1);
    expect_large(4096, whole_row, one_but_first, one, 1);
    expect_large(1000, causal_pair, before, last_and_null, 999);
    /* around the ends of words of bits */
    for (long n = 63; n <= 66; n++) {
        expect_large(n, ring_row, before, last, n - 1);
        expect_large(n, causal_pair, before, last_and_null, n - 1);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("mask");

    tcase_add_test(tcase, all_fields_at_once);
    tcase_add_test(tcase, single_fields);
    tcase_add_test(tcase, quasi_strong_connectivity);
    tcase_add_test(tcase, strong_connectivity);
    tcase_add_test(tcase, the_radius);
    tcase_add_test(tcase, centres);
    tcase_add_test(tcase, one_wrong_field_among_right_ones);
    tcase_add_test(tcase, fields_are_read);
    tcase_add_test(tcase, the_envelope_of_a_mask);
    tcase_add_test(tcase, the_witness_is_read);
    tcase_add_test(tcase, all_is_read_before_anything_is_compared);
    tcase_add_test(tcase, distances_are_shortest_paths);
    tcase_add_test(tcase, a_centre_of_a_torn_mask_reaches_not_all);
    tcase_add_test(tcase, eccentricities_are_greatest_distances);
    tcase_add_test(tcase, the_centre_is_the_first_of_the_best);
    tcase_add_test(tcase, sources_are_apart_and_closed);
    tcase_add_test(tcase, sources_of_a_connected_mask);
    tcase_add_test(tcase, large_masks);
    return run_checker_tests("checker mask", tcase);
}
