/* The checker's kind `equilibrium`: its verdicts, what `near` means, and the
   members that go with each. */

#include "checker_equilibrium.h"

static const checker_parts one = {.statement =
                                      EQUILIBRIUM("[['1']]", "", ONE_MODEL),
                                  .witness = ONE_WITNESS(""),
                                  .results = FOUND,
                                  .verdict = "proved",
                                  .hypotheses = "['norm']",
                                  .bits = 64};
static const checker_parts ranked = {
    .statement = EQUILIBRIUM("[['1']]", RANK("1"), ONE_MODEL),
    .witness = ONE_WITNESS(ONE_MINOR),
    .results = WITH_RANK,
    .verdict = "proved",
    .hypotheses = "['norm']",
    .bits = 64};
/* Another rank is stated. */
static const checker_parts other = {
    .statement = EQUILIBRIUM("[['1']]", RANK("2"), ONE_MODEL),
    .witness = ONE_WITNESS(""),
    .results = WITH_RANK,
    .verdict = "refuted",
    .hypotheses = "['norm']",
    .bits = 64};

#define NEAR "/statement/claim/near/0/0"

static void
expect_good(const checker_parts *parts, const char *at, const char *value)
{
    expect_with(parts, at, value, CK_ACCEPTED, NULL, NULL);
}

/* ---- The statement ---- */

START_TEST(fields_are_read)
{
    const char *const claim = "/statement/claim";

    expect_malformed(&one, "/statement/claim/near", NULL, claim, NULL);
    expect_malformed(&one, "/statement/claim/radius", "1", claim, NULL);
    expect_malformed(&one, NEAR, "1", NEAR, NULL);
    expect_malformed(&one, "/statement/claim/near", "[['1','1']]",
                     "/statement/claim/near/0", NULL);
    expect_malformed(&one, "/statement/claim/near", "[['1'],['1']]",
                     "/statement/claim/near", NULL);
    expect_malformed(&ranked, "/statement/claim/rank", "-1",
                     "/statement/claim/rank", NULL);
    expect_malformed(&ranked, "/statement/claim/rank", "'1'",
                     "/statement/claim/rank", NULL);
    expect_rejected(&one, "/statement/model/norm", "'none'", "norm");
}
END_TEST

START_TEST(what_has_no_enclosure)
{
    expect_rejected(&one, NEAR, "'1/(exp(1)-exp(1))'", "no bounded enclosure");
    expect_rejected(&one, "/statement/model/value", "[['1/(exp(1)-exp(1))']]",
                    "no bounded enclosure");
}
END_TEST

/* The claim in words is this and nothing more. */
static void
expect_words(const checker_parts *parts, const char *end)
{
    json_t *root = checker_build(parts);
    char *text = checker_text(root), wanted[200];
    ck_outcome o;
    ck_report report;

    snprintf(wanted, sizeof wanted,
             "an equilibrium is within 1/20 of [[1]] in every coordinate, the "
             "only one in a cube about it%s",
             end);
    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_str_eq(report.words.bytes, wanted);
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}

START_TEST(claims_in_words)
{
    checker_parts parts = other;

    expect_words(&one, ": proved");
    expect_words(&ranked, ", and its rank is 1: proved");
    expect_words(&other, ", and its rank is 2: refuted, it has another rank");
    parts.statement = EQUILIBRIUM("[['1']]", RANK("0"), ONE_MODEL);
    expect_words(&parts, ", and its rank is 0: refuted, it has another rank");
}
END_TEST

/* ---- The envelope ---- */

START_TEST(bits)
{
    checker_parts parts = one;

    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs intervals");
}
END_TEST

START_TEST(results)
{
    expect_malformed(&one, "/results", WITH_RANK, "/results", NULL);
    expect_malformed(&ranked, "/results", FOUND, "/results", NULL);
    expect_malformed(&ranked, "/results", MEANT_ALONE, "/results", NULL);
    expect_malformed(&other, "/results", MEANT_ALONE, "/results", NULL);
    expect_malformed(&other, "/results", FOUND, "/results", NULL);
}
END_TEST

START_TEST(the_keys_of_a_proof)
{
    static const char *const more[] = {"/witness/alone", "/witness/exclusion",
                                       "/witness/minor", "/witness/subspace",
                                       "/witness/token", "/witness/upper"};
    static const char *const always[] = {"/witness/centre", "/witness/lambda",
                                         "/witness/radii", "/witness/radius"};

    for (size_t k = 0; k < sizeof more / sizeof more[0]; k++)
        expect_malformed(&one, more[k], "{}", "/witness", "unknown key");
    for (size_t k = 0; k < sizeof always / sizeof always[0]; k++) {
        expect_malformed(&one, always[k], NULL, "/witness", "is missing");
        expect_malformed(&ranked, always[k], NULL, "/witness", "is missing");
        expect_malformed(&other, always[k], NULL, "/witness", "is missing");
    }
    expect_malformed(&ranked, "/witness/alone", "{}", "/witness",
                     "unknown key 'alone'");
    expect_malformed(&ranked, "/witness/token", "1", "/witness",
                     "unknown key 'token'");
    expect_malformed(&other, "/witness/token", "1", "/witness",
                     "unknown key 'token'");
    expect_malformed(&ranked, "/witness/exclusion", "{}", "/witness",
                     "unknown key 'exclusion'");
    expect_malformed(&one, "/witness", "[]", "/witness", NULL);
}
END_TEST

/* ---- Near `near` ---- */

/* The enclosure is 1 +- 2^-12, so `near` is at most 1/20 - 2^-12 away from 1;
   2^-50 less will do, 2^-50 more will not. */
#define NEAR_LOW_GOOD "'5349398947037189/5629499534213120'"
#define NEAR_LOW_BAD "'5349398947037179/5629499534213120'"
#define NEAR_HIGH_GOOD "'5909600121389051/5629499534213120'"
#define NEAR_HIGH_BAD "'5909600121389061/5629499534213120'"

START_TEST(within_a_twentieth)
{
    expect_good(&one, NEAR, NEAR_LOW_GOOD);
    expect_rejected(&one, NEAR, NEAR_LOW_BAD, "near +- 1/20");
    expect_good(&one, NEAR, NEAR_HIGH_GOOD);
    expect_rejected(&one, NEAR, NEAR_HIGH_BAD, "near +- 1/20");
    expect_good(&ranked, NEAR, NEAR_LOW_GOOD);
    expect_rejected(&ranked, NEAR, NEAR_LOW_BAD, "near +- 1/20");
}
END_TEST

START_TEST(every_coordinate_is_within_a_twentieth)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM(PAIR_NEAR, "", PAIR_MODEL),
        WITNESS(PAIR_CENTRE, PAIR_LAMBDA, PAIR_RADII, "'1*2^-9'", ""), FOUND,
        "proved");

    expect_good(&parts, "/statement/claim/near/0/0", "'49/1000'");
    expect_rejected(&parts, "/statement/claim/near/0/0", "'51/1000'",
                    "near +- 1/20: token 1, coordinate 1");
    expect_good(&parts, "/statement/claim/near/1/1", "'-49/1000'");
    expect_rejected(&parts, "/statement/claim/near/1/1", "'-51/1000'",
                    "near +- 1/20: token 2, coordinate 2");
}
END_TEST

/* ---- Refuted by the rank ---- */

START_TEST(another_rank)
{
    /* rank 0 is a rank */
    expect_rejected(&ranked, "/statement/claim/rank", "0", "the rank is ");
    expect_accepted(&other, "an equilibrium is within 1/20 of [[1]] in every "
                            "coordinate, the only one in a cube about it, and "
                            "its rank is 2: refuted, it has another rank");
    expect_rejected(&other, "/statement/claim/rank", "1",
                    "the rank is between 0 and 1: that does not show the claim "
                    "refuted");
    expect_rejected(&other, "/witness/lambda/0", "'3*2^-1'", "solution");
    expect_rejected(&other, "/witness/radius", "'1*2^-4'", "is above u");
}
END_TEST

/* u = 1/32 */
START_TEST(near_lies_where_it_is_the_only_one)
{
    expect_good(&other, NEAR, "'33/32'");
    expect_good(&other, NEAR, "'31/32'");
    expect_rejected(&other, NEAR, "'1081345/1048576'", "near in centre +- u");
    expect_rejected(&other, NEAR, "'1015807/1048576'", "near in centre +- u");
    /* this is no condition of `proved` */
    expect_good(&ranked, NEAR, "'1081345/1048576'");
}
END_TEST

/* u is 2^-8 for the first token, 2^-9 for the second. */
START_TEST(each_token_has_its_own_u)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM(PAIR_NEAR, RANK("3"), PAIR_MODEL),
        WITNESS(PAIR_CENTRE, PAIR_LAMBDA, PAIR_RADII, "'1*2^-9'", ""),
        WITH_RANK, "refuted");

    expect_accepted(&parts, ": refuted");
    expect_good(&parts, "/statement/claim/near/0/0", "'1/256'");
    expect_rejected(&parts, "/statement/claim/near/0/0", "'1/255'",
                    "near in centre +- u: token 1, coordinate 1");
    expect_good(&parts, "/statement/claim/near/1/1", "'1/512'");
    expect_rejected(&parts, "/statement/claim/near/1/1", "'1/511'",
                    "near in centre +- u: token 2, coordinate 2");
    parts.statement = EQUILIBRIUM(SAME_NEAR, RANK("3"), COMPLETE(SAME_VALUE));
    parts.witness = WITNESS(SAME_CENTRE, SAME_LAMBDA,
                            "[['1*2^-20','1*2^-6','1*2^-9']]", "'1*2^-10'", "");
    expect_good(&parts, "/statement/claim/near/1/1", "'513/512'");
    expect_rejected(&parts, "/statement/claim/near/1/1", "'512/511'",
                    "near in centre +- u: token 2, coordinate 2");
}
END_TEST

/* ---- Alone ---- */

/* All of [7/8, 9/8] is in the box where 1 is the only one. */
#define ALONE(reach, tree)                                                     \
    ", 'alone': {'groups': [{'box': [[['7*2^-3','9*2^-3']]], 'then': "         \
    "'unique', 'tree': " tree ", 'unique': {'centre': [['1*2^0']], 'lambda': " \
    "['1*2^0'], 'radii': ['1*2^-6','3*2^-3','1*2^-3']}}], 'reach': '" reach    \
    "'}"

/* `near` is 1/32 and a little away from 1, out of centre +- u. */
static const checker_parts alone = {
    .statement = EQUILIBRIUM("[['1081345/1048576']]", RANK("2"), ONE_MODEL),
    .witness = ONE_WITNESS(ALONE("1*2^-4", "[['unique']]")),
    .results = MEANT_ALONE,
    .verdict = "refuted",
    .hypotheses = "['norm']",
    .bits = 64};

START_TEST(near_means_the_only_one_within_reach)
{
    expect_accepted(&alone, ": refuted, it has another rank");
    expect_rejected(&alone, "/witness/alone/groups/0/tree",
                    "[['out',1,'length']]", NULL);
    expect_rejected(&alone, "/statement/claim/rank", "1", "between 0 and 1");
    expect_rejected(&alone, "/witness/radius", "'1*2^-4'", "is above u");
    expect_malformed(&alone, "/results", WITH_RANK, "/results", NULL);
    expect_malformed(&alone, "/witness/alone", "{}", "/witness/alone/reach",
                     NULL);
}
END_TEST

/* The enclosure goes down to 1 - 2^-12, `near` is 1 + 2^-5 + 2^-20. */
START_TEST(the_equilibrium_is_within_reach)
{
    expect_good(&alone, "/witness/alone/reach", "'33025*2^-20'");
    expect_rejected(&alone, "/witness/alone/reach", "'66049*2^-21'",
                    "near +- the reach of alone");
}
END_TEST

/* near + 3/32 is 9/8 and a little. */
START_TEST(what_is_within_reach_is_excluded)
{
    expect_good(&alone, "/witness/alone/reach", "'98303*2^-20'");
    expect_rejected(&alone, "/witness/alone/reach", "'3*2^-5'", "the box");
}
END_TEST

START_TEST(the_reach_is_positive)
{
    expect_malformed(&alone, "/witness/alone/reach", "'0'",
                     "/witness/alone/reach", NULL);
    expect_malformed(&alone, "/witness/alone/reach", "'-1*2^-4'",
                     "/witness/alone/reach", NULL);
    expect_malformed(&alone, "/witness/alone/reach", "'1/20'",
                     "/witness/alone/reach", NULL);
}
END_TEST

/* ---- None there ---- */

/* Within 1/20 of 1/2 nothing has length 1. */
#define NONE                                                                   \
    "{'exclusion': {'groups': [{'box': [[['1*2^-2','3*2^-2']]], 'then': "      \
    "'excluded', 'tree': [['out',1,'length']]}]}}"

static const checker_parts none = {.statement =
                                       EQUILIBRIUM("[['1/2']]", "", ONE_MODEL),
                                   .witness = NONE,
                                   .results = "['R23']",
                                   .verdict = "refuted",
                                   .hypotheses = "['norm']",
                                   .bits = 64};

START_TEST(no_equilibrium_is_there)
{
    checker_parts parts = none;

    expect_accepted(&none, ": refuted, there is none");
    parts.statement = EQUILIBRIUM("[['1/2']]", RANK("1"), ONE_MODEL);
    expect_accepted(&parts, "its rank is 1: refuted, there is none");
    parts.verdict = "proved";
    expect_parts(&parts, CK_MALFORMED, "/witness", "unknown key 'exclusion'");
    expect_rejected(&none, NEAR, "'3/4'", "the box");
}
END_TEST

/* 1/2 - 1/20 lies between 29491 / 2^16 and 7373 / 2^14. */
START_TEST(the_reach_is_a_twentieth)
{
    const char *const low = "/witness/exclusion/groups/0/box/0/0/0";
    const char *const high = "/witness/exclusion/groups/0/box/0/0/1";

    expect_good(&none, low, "'29491*2^-16'");
    expect_rejected(&none, low, "'7373*2^-14'", "the box");
    expect_good(&none, high, "'36045*2^-16'");
    expect_rejected(&none, high, "'9011*2^-14'", "the box");
}
END_TEST

START_TEST(the_members_of_an_exclusion)
{
    expect_malformed(&none, "/results", FOUND, "/results", NULL);
    expect_malformed(&none, "/witness/radius", "'1*2^-9'", "/witness",
                     "unknown key");
    expect_malformed(&none, "/witness/exclusion/reach", "'1*2^-4'",
                     "/witness/exclusion", NULL);
    /* an equilibrium does not refute that there is one */
    expect_malformed(&none, "/witness", ONE_WITNESS(""), "/witness", NULL);
    expect_malformed(&none, "/witness", "{}", "/witness", "is missing");
}
END_TEST

/* ---- Undefined ---- */

/* The second token's mean is zero. */
static const checker_parts broken = {
    .statement = EQUILIBRIUM(
        "[['1'],['-1']]", "",
        MODEL("'uniform'", "2", "1", "[[[1,1]],[[1,2]]]", "rms", "[['1']]")),
    .witness = "{'token': 2}",
    .results = "['R24']",
    .verdict = "undefined",
    .hypotheses = "['norm']",
    .bits = 0};

START_TEST(the_model_breaks_down)
{
    checker_parts parts = broken;

    expect_accepted(&broken, ": undefined, the model breaks down at that point "
                             "itself");
    expect_rejected(&broken, "/witness/token", "1", NULL);
    expect_rejected(&broken, "/statement/claim/near/1/0", "'-2'", NULL);
    expect_malformed(&broken, "/witness/token", "0", "/witness/token", NULL);
    expect_malformed(&broken, "/witness/token", "3", "/witness/token", NULL);
    expect_malformed(&broken, "/witness/layer", "0", "/witness", NULL);
    expect_malformed(&broken, "/witness/token", NULL, "/witness", NULL);
    expect_malformed(&broken, "/results", FOUND, "/results", NULL);
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", "is 64");
    parts = broken;
    parts.verdict = "refuted";
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs intervals");
}
END_TEST

/* R11 speaks of one layer map: not even the same matrix twice will do. */
START_TEST(layers_that_differ)
{
    static const char rule[] = "R11 speaks of one layer map";
    const char *const at = "/statement/model/value";
    const char *const twice = "{'layers': [[['1']], [['1']]]}";

    expect_rejected(&one, at, twice, rule);
    expect_rejected(&ranked, at, twice, rule);
    expect_rejected(&other, at, twice, rule);
    expect_rejected(&broken, at, twice, rule);
    expect_malformed(&one, at, "{'layers': [[['1']]]}",
                     "/statement/model/value/layers", NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("equilibrium");

    tcase_add_test(tcase, fields_are_read);
    tcase_add_test(tcase, what_has_no_enclosure);
    tcase_add_test(tcase, claims_in_words);
    tcase_add_test(tcase, bits);
    tcase_add_test(tcase, results);
    tcase_add_test(tcase, the_keys_of_a_proof);
    tcase_add_test(tcase, within_a_twentieth);
    tcase_add_test(tcase, every_coordinate_is_within_a_twentieth);
    tcase_add_test(tcase, another_rank);
    tcase_add_test(tcase, near_lies_where_it_is_the_only_one);
    tcase_add_test(tcase, each_token_has_its_own_u);
    tcase_add_test(tcase, near_means_the_only_one_within_reach);
    tcase_add_test(tcase, the_equilibrium_is_within_reach);
    tcase_add_test(tcase, what_is_within_reach_is_excluded);
    tcase_add_test(tcase, the_reach_is_positive);
    tcase_add_test(tcase, no_equilibrium_is_there);
    tcase_add_test(tcase, the_reach_is_a_twentieth);
    tcase_add_test(tcase, the_members_of_an_exclusion);
    tcase_add_test(tcase, the_model_breaks_down);
    tcase_add_test(tcase, layers_that_differ);
    return run_checker_tests("checker equilibrium", tcase);
}
