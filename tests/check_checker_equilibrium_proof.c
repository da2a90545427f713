/* The checker's kind `equilibrium`: the proof, group by group, and where the
   equilibrium is. */

#include "checker_equilibrium.h"
#include "checker_model.h"

#include "checker/equilibrium.h"

static const checker_parts one = {.statement =
                                      EQUILIBRIUM("[['1']]", "", ONE_MODEL),
                                  .witness = ONE_WITNESS(""),
                                  .results = FOUND,
                                  .verdict = "proved",
                                  .hypotheses = "['norm']",
                                  .bits = 64};

static const checker_parts pair = {
    .statement = EQUILIBRIUM(PAIR_NEAR, "", PAIR_MODEL),
    .witness = WITNESS(PAIR_CENTRE, PAIR_LAMBDA, PAIR_RADII, "'1*2^-9'", ""),
    .results = FOUND,
    .verdict = "proved",
    .hypotheses = "['norm']",
    .bits = 64};

static void
expect_good(const checker_parts *parts, const char *at, const char *value)
{
    expect_with(parts, at, value, CK_ACCEPTED, NULL, NULL);
}

/* ---- One token ---- */

START_TEST(one_number)
{
    expect_accepted(&one, "an equilibrium is within 1/20 of [[1]] in every "
                          "coordinate, the only one in a cube about it: "
                          "proved");
}
END_TEST

START_TEST(the_solution_is_inside_its_box)
{
    expect_rejected(&one, "/witness/radii/0/0", "'4095*2^-13'",
                    "centre +- radius");
    expect_rejected(&one, "/witness/radii/0/0", "'1*2^-1'", "solution");
    expect_rejected(&one, "/witness/lambda/0", "'3*2^-1'", "solution");
    expect_rejected(&one, "/witness/centre/0/0", "'5*2^-2'", "solution");
}
END_TEST

START_TEST(uniqueness_is_for_the_second_radius)
{
    expect_good(&one, "/witness/radii/0/1", "'4095*2^-13'");
    expect_rejected(&one, "/witness/radii/0/1", "'1*2^-1'", "uniqueness");
    /* u = 1/8 lets <y, x> go up to 1 + 17/64 */
    expect_good(&one, "/witness/radii/0", "['1*2^-6','17*2^-6','1*2^-3']");
    expect_rejected(&one, "/witness/radii/0",
                    "['1*2^-6','1087*2^-12','1*2^-3']", "detached");
}
END_TEST

START_TEST(the_radius_is_at_most_u)
{
    expect_good(&one, "/witness/radius", "'1*2^-5'");
    expect_rejected(&one, "/witness/radius", "'32769*2^-20'",
                    "is above u = 0.03125 of group 1");
}
END_TEST

START_TEST(the_enclosure_lies_in_the_cube)
{
    expect_good(&one, "/witness/radius", "'1*2^-12'");
    expect_rejected(&one, "/witness/radius", "'4095*2^-24'",
                    "centre +- radius");
}
END_TEST

START_TEST(members_are_read)
{
    expect_malformed(&one, "/witness/centre", "[['1*2^0'],['1*2^0']]",
                     "/witness/centre", NULL);
    expect_malformed(&one, "/witness/centre/0", "['1*2^0','0']",
                     "/witness/centre/0", NULL);
    expect_malformed(&one, "/witness/centre/0/0", "'1'", "/witness/centre/0/0",
                     NULL);
    expect_malformed(&one, "/witness/lambda", "['1*2^0','1*2^0']",
                     "/witness/lambda", NULL);
    expect_malformed(&one, "/witness/lambda/0", "'2*2^0'", "/witness/lambda/0",
                     NULL);
    expect_malformed(&one, "/witness/radii", "[]", "/witness/radii", NULL);
    expect_malformed(&one, "/witness/radii/0", "['1*2^-6','1*2^-2']",
                     "/witness/radii/0", NULL);
    expect_malformed(&one, "/witness/radii/0/2", "'1*2^-1'", "/witness/radii/0",
                     NULL);
    expect_malformed(&one, "/witness/radius", "'0'", "/witness/radius", NULL);
    expect_malformed(&one, "/witness/radius", "'-1*2^-9'", "/witness/radius",
                     NULL);
    expect_malformed(&one, "/witness/radius", "1", "/witness/radius", NULL);
}
END_TEST

/* All is read before anything is proved. */
START_TEST(what_is_malformed_comes_first)
{
    json_t *root = checker_build(&one);

    checker_put(root, "/witness/lambda/0", "'3*2^-1'");
    checker_put(root, "/witness/radius", "'0'");
    expect_document(root, CK_MALFORMED, "/witness/radius", NULL);
    json_decref(root);
}
END_TEST

/* What is malformed anywhere is said by what is returned, too. */
static void
expect_unreadable(const char *witness, const char *path)
{
    ck_outcome o;
    ck_model model;
    ck_layer layer;
    ck_equilibrium at;
    json_t *json = checker_json(witness);
    ck_node node = {.o = &o, .json = json};

    ck_outcome_init(&o, &ck_default_limits);
    read_model(&model, PAIR_MODEL);
    ck_assert(ck_layer_init(&layer, &model, 0, 64));
    ck_assert_int_eq(ck_equilibrium_read(&node, &layer, &at), path == NULL);
    ck_assert_str_eq(o.path, path == NULL ? "" : path);
    ck_equilibrium_clear(&at);
    ck_layer_clear(&layer);
    ck_model_clear(&model);
    json_decref(json);
}

START_TEST(every_member_counts)
{
    expect_unreadable(
        WITNESS(PAIR_CENTRE, PAIR_LAMBDA, PAIR_RADII, "'1*2^-9'", ""), NULL);
    expect_unreadable(WITNESS("[]", PAIR_LAMBDA, PAIR_RADII, "'1*2^-9'", ""),
                      "/centre");
    expect_unreadable(WITNESS(PAIR_CENTRE, "[]", PAIR_RADII, "'1*2^-9'", ""),
                      "/lambda");
    expect_unreadable(
        WITNESS(PAIR_CENTRE, PAIR_LAMBDA,
                "[['0','1*2^-6','1*2^-8'],['1*2^-20','1*2^-6','1*2^-9']]",
                "'1*2^-9'", ""),
        "/radii/0/0");
    expect_unreadable(
        WITNESS(PAIR_CENTRE, PAIR_LAMBDA,
                "[['1*2^-20','1*2^-6','1*2^-9'],['0','1*2^-6','1*2^-8']]",
                "'1*2^-9'", ""),
        "/radii/1/0");
    expect_unreadable(WITNESS(PAIR_CENTRE, PAIR_LAMBDA,
                              "[['1*2^-20','1*2^-6','1*2^-9'],"
                              "['1*2^-20','1*2^-6','1*2^-9'],"
                              "['1*2^-20','1*2^-6','1*2^-9']]",
                              "'1*2^-9'", ""),
                      "/radii");
    expect_unreadable(WITNESS(PAIR_CENTRE, PAIR_LAMBDA, PAIR_RADII, "'0'", ""),
                      "/radius");
}
END_TEST

/* ---- Groups ---- */

START_TEST(token_by_token)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM(PAIR_NEAR, "",
                    MODEL("{'softmax': {'key': [['0'],['0']], 'query': "
                          "[['1'],['2']], 'scale': '1'}}",
                          "2", "2", "[[[1,1]],[[1,2]]]", "rms",
                          "[['1/2','1'],['0','1']]")),
        pair.witness, FOUND, "proved");

    expect_accepted(&pair, ": proved");
    parts.hypotheses = "['norm','scale']";
    expect_accepted(&parts, ": proved");
    parts = pair;
    parts.statement = EQUILIBRIUM(PAIR_NEAR, "",
                                  MODEL("{'fixed': [['1','0'],['1/2','1/2']]}",
                                        "2", "2", "[[[1,1]],[[1,2]]]", "rms",
                                        "[['1/2','1'],['0','1']]"));
    parts.hypotheses = "['norm','weights']";
    expect_accepted(&parts, ": proved");
}
END_TEST

START_TEST(each_group_is_proved)
{
    expect_rejected(&pair, "/witness/radii/0/0", "'1*2^0'",
                    "solution: token 1");
    expect_rejected(&pair, "/witness/radii/1/0", "'1*2^0'",
                    "solution: token 2");
    expect_rejected(&pair, "/witness/lambda/0", "'5*2^-2'",
                    "solution: token 1");
    expect_rejected(&pair, "/witness/lambda/1", "'3*2^-3'",
                    "solution: token 2");
    expect_rejected(&pair, "/witness/radii/0/1", "'3*2^0'",
                    "uniqueness: token 1");
    expect_rejected(&pair, "/witness/radii/1/1", "'3*2^0'",
                    "uniqueness: token 2");
}
END_TEST

/* The first token's enclosure, not its centre, is what the second takes: with
   e = 2^-10 it is about 2^-20 wide, and makes the second's 2^-17 wide. */
START_TEST(enclosures_are_data)
{
    json_t *root = checker_build(&pair);

    expect_good(&pair, "/witness/radii/1/0", "'1*2^-30'");
    checker_put(root, "/witness/radii/0/0", "'1*2^-10'");
    checker_put(root, "/witness/radii/1/0", "'1*2^-14'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/radii/1/0", "'1*2^-30'");
    expect_document(root, CK_REJECTED, NULL, "solution: token 2");
    json_decref(root);
}
END_TEST

/* The first token is found where it is, not where the centre says. */
START_TEST(the_centre_is_no_data)
{
    json_t *root = checker_build(&pair);

    checker_put(root, "/witness/centre/0/0", "'1*2^-12'");
    checker_put(root, "/witness/radii/0/0", "'1*2^-10'");
    checker_put(root, "/witness/radii/1/0", "'1*2^-14'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

START_TEST(the_radius_is_at_most_every_u)
{
    expect_rejected(&pair, "/witness/radius", "'1*2^-8'",
                    "is above u = 0.001953125 of group 2");
    expect_rejected(&pair, "/witness/radii/0/2", "'1*2^-10'", "of group 1");
}
END_TEST

START_TEST(each_token_lies_in_the_cube)
{
    json_t *root = checker_build(&pair);

    checker_put(root, "/witness/centre/0/0", "'1*2^-12'");
    checker_put(root, "/witness/radii/0/0", "'1*2^-10'");
    checker_put(root, "/witness/radii/1/0", "'1*2^-14'");
    checker_put(root, "/witness/radius", "'1*2^-13'");
    expect_document(root, CK_REJECTED, NULL,
                    "centre +- radius: token 1, coordinate 1");
    checker_put(root, "/witness/radii/0/0", "'1*2^-20'");
    checker_put(root, "/witness/centre/0/0", "'0'");
    checker_put(root, "/witness/centre/1/1", "'1*2^-12'");
    checker_put(root, "/witness/radii/1/0", "'1*2^-10'");
    expect_document(root, CK_REJECTED, NULL,
                    "centre +- radius: token 2, coordinate 2");
    checker_put(root, "/witness/radius", "'1*2^-11'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

START_TEST(one_group_unless_the_mask_is_lower_triangular)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM(SAME_NEAR, "", COMPLETE(SAME_VALUE)),
        WITNESS(SAME_CENTRE, SAME_LAMBDA, "[['1*2^-20','1*2^-6','1*2^-9']]",
                "'1*2^-10'", ""),
        FOUND, "proved");

    expect_accepted(&parts, ": proved");
    expect_rejected(&parts, "/witness/radii/0/0", "'1*2^0'",
                    "solution: token 1");
    expect_rejected(&parts, "/witness/lambda/1", "'1*2^0'", "token 2");
    expect_malformed(&parts, "/witness/radii", SAME_RADII, "/witness/radii",
                     NULL);
    expect_malformed(&pair, "/witness/radii", "[['1*2^-20','1*2^-6','1*2^-9']]",
                     "/witness/radii", NULL);
    parts.statement = EQUILIBRIUM(SAME_NEAR, "", CAUSAL(SAME_VALUE));
    parts.witness =
        WITNESS(SAME_CENTRE, SAME_LAMBDA, SAME_RADII, "'1*2^-10'", "");
    expect_accepted(&parts, ": proved");
}
END_TEST

/* ---- LayerNorm with centring ---- */

#define HALF_ROOT "46341*2^-16" /* near sqrt(1/2) */

START_TEST(centred)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM("[['sqrt(1/2)','-7/10']]", "",
                    ONE_TOKEN("2", "layer", "[['2','0'],['0','2']]")),
        WITNESS("[['" HALF_ROOT "','-" HALF_ROOT "']]", "['1*2^1']",
                "[['1*2^-12','1*2^-6','1*2^-9']]", "'1*2^-10'", ""),
        FOUND, "proved");

    expect_accepted(&parts, ": proved");
    expect_rejected(&parts, "/statement/model/norm", "'rms'", "solution");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("equilibrium_proof");

    tcase_add_test(tcase, one_number);
    tcase_add_test(tcase, the_solution_is_inside_its_box);
    tcase_add_test(tcase, uniqueness_is_for_the_second_radius);
    tcase_add_test(tcase, the_radius_is_at_most_u);
    tcase_add_test(tcase, the_enclosure_lies_in_the_cube);
    tcase_add_test(tcase, members_are_read);
    tcase_add_test(tcase, what_is_malformed_comes_first);
    tcase_add_test(tcase, every_member_counts);
    tcase_add_test(tcase, token_by_token);
    tcase_add_test(tcase, each_group_is_proved);
    tcase_add_test(tcase, enclosures_are_data);
    tcase_add_test(tcase, the_centre_is_no_data);
    tcase_add_test(tcase, the_radius_is_at_most_every_u);
    tcase_add_test(tcase, each_token_lies_in_the_cube);
    tcase_add_test(tcase, one_group_unless_the_mask_is_lower_triangular);
    tcase_add_test(tcase, centred);
    return run_checker_tests("checker equilibrium proof", tcase);
}
