/* Exclusions as a whole: groups in their order, and what later ones take from
   earlier ones. */

#include "checker_exclusion.h"

#include "checker/exclusion.h"

/* One check: near, and reach as for read_interval. path and message are those
   of the failure; NULL: it passes, or whatever. */
typedef struct {
    const char *model;
    const char *const *near;
    const char *reach;
    int alone;
} question;

static void
expect_json(const question *q, const json_t *json, ck_verdict verdict,
            const char *path, const char *message)
{
    ck_outcome o;
    ck_node node;
    mpfi_t reach;
    scene s;
    int good;

    scene_init(&s, q->model, 0, 1, q->near);
    mpfi_init2(reach, SCENE_BITS);
    read_interval(reach, q->reach);
    ck_outcome_init(&o, &ck_default_limits);
    node = (ck_node){.o = &o, .json = json};
    good = ck_check_exclusion(&node, &s.layer, &s.X, reach, q->alone);
    ck_assert_msg(o.verdict == verdict, "%s: %s", o.path, o.message);
    ck_assert_int_eq(good, verdict == CK_OPEN);
    if (path != NULL)
        ck_assert_str_eq(o.path, path);
    if (message != NULL)
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    mpfi_clear(reach);
    scene_clear(&s);
}

static void
expect_text(const question *q, const char *exclusion, ck_verdict verdict,
            const char *path, const char *message)
{
    json_t *json = checker_json(exclusion);

    expect_json(q, json, verdict, path, message);
    json_decref(json);
}

static void
expect_right(const question *q, const char *exclusion)
{
    expect_text(q, exclusion, CK_OPEN, NULL, NULL);
}

/* The exclusion with the value at `at` replaced, or taken away (NULL). */
static void
expect_put(const question *q, const char *exclusion, const char *at,
           const char *value, ck_verdict verdict, const char *path,
           const char *message)
{
    json_t *json = checker_json(exclusion);

    checker_put(json, at, value);
    expect_json(q, json, verdict, path, message);
    json_decref(json);
}

/* ---- One group ---- */

#define GROUPS(list) "{'groups': [" list "]}"
#define ALONE(list) "{'groups': [" list "], 'reach': '1*2^-2'}"
#define GROUP(box, then, tree)                                                 \
    "{'box': " box ", 'then': '" then "', 'tree': [" tree "]}"
#define GROUP_UNIQUE(box, then, tree, unique)                                  \
    "{'box': " box ", 'then': '" then "', 'tree': [" tree                      \
    "], 'unique': " unique "}"

static const char *const half[] = {"0.5"};
static const char *const at_one[] = {"1"};
static const char *const at_zero[] = {"0"};

#define NONE                                                                   \
    GROUPS(                                                                    \
        GROUP("[[['1*2^-2', '3*2^-2']]]", "excluded", "['out', 1, 'length']"))

START_TEST(box)
{
    const question q = {SCENE_ONE("1"), half, "0.25", 0};
    const question wide = {SCENE_ONE("1"), half, "0.2..0.2500001", 0};

    expect_right(&q, NONE);
    expect_text(&wide, NONE, CK_REJECTED, "",
                "the box of token 1, coordinate 1, is not certified to hold");
#define PUT(at, value, verdict, path, message)                                 \
    expect_put(&q, NONE, at, value, verdict, path, message)
    PUT("/groups/0/box/0/0/0", "'262145*2^-20'", CK_REJECTED, "", "the box of");
    PUT("/groups/0/box/0/0/1", "'786431*2^-20'", CK_REJECTED, "", "the box of");
    PUT("/groups/0/box/0/0/0", "'262143*2^-20'", CK_OPEN, NULL, NULL);
    PUT("/groups/0/box/0/0/1", "'786433*2^-20'", CK_OPEN, NULL, NULL);
    PUT("/groups/0/box/0/0/1", "'1*2^-2'", CK_MALFORMED, "/groups/0/box/0/0",
        "without low < high");
}
END_TEST

START_TEST(members)
{
    const question q = {SCENE_ONE("1"), half, "0.25", 0};

    PUT("/groups/0/box", NULL, CK_MALFORMED, "/groups/0", "'box' is missing");
    PUT("/groups/0/then", NULL, CK_MALFORMED, "/groups/0", "'then' is missing");
    PUT("/groups/0/tree", NULL, CK_MALFORMED, "/groups/0", "'tree' is missing");
    PUT("/groups/0/trees", "[]", CK_MALFORMED, "/groups/0", "unknown key");
    PUT("/groups/0", "[]", CK_MALFORMED, "/groups/0", "expected an object");
    PUT("/groups/0/then", "'empty'", CK_MALFORMED, "/groups/0/then",
        "unknown word");
    PUT("/groups/0/tree", "[]", CK_MALFORMED, "/groups/0/tree",
        "the tree ends too early");
    PUT("/groups/0/tree/1", "['unique']", CK_MALFORMED, "/groups/0/tree/1",
        "a node after");
    PUT("/groups/1", "{}", CK_MALFORMED, "/groups", "1 to 1 items");
    PUT("/groups/0", NULL, CK_MALFORMED, "/groups", "1 to 1 items");
    PUT("/groups", "{}", CK_MALFORMED, "/groups", "expected a list");
    PUT("/reach", "'1*2^-2'", CK_MALFORMED, "/", "unknown key");
    PUT("/groups/0/then", "'unique'", CK_REJECTED, "",
        "the last group is not excluded");
    PUT("/groups/0/then", "'box'", CK_REJECTED, "",
        "the last group is not excluded");
}
END_TEST

/* ---- `unique` ---- */

/* For y = x about 1: K is 1 +- e^2 and lambda's part 1 +- 2 e^2, so that e and
   r are below 1/2; (1 + u)^2 <= 1 + r. */
#define PROOF_OF(e, r, u)                                                      \
    "{'centre': [['1*2^0']], 'lambda': ['1*2^0'], 'radii': ['" e "', '" r      \
    "', '" u "']}"
#define PROOF PROOF_OF("1*2^-4", "3*2^-3", "1*2^-3")
#define KEEP "['unique']"

/* The enclosure is 1 +- 2^-8: next to the box, but not apart from it. */
#define ABOVE(low)                                                             \
    GROUPS(GROUP_UNIQUE("[[['" low "', '129*2^-7']]]", "excluded", KEEP, PROOF))
#define BELOW(high)                                                            \
    GROUPS(                                                                    \
        GROUP_UNIQUE("[[['127*2^-7', '" high "']]]", "excluded", KEEP, PROOF))

START_TEST(enclosure_apart)
{
    static const char *const more[] = {"1.005859375"};
    static const char *const less[] = {"0.994140625"};
    const question above = {SCENE_ONE("1"), more, "0.0019", 0};
    const question below = {SCENE_ONE("1"), less, "0.0019", 0};

    expect_right(&above, ABOVE("1052673*2^-20"));
    expect_text(&above, ABOVE("257*2^-8"), CK_REJECTED, "",
                "tokens 1 to 1 are not excluded");
    expect_right(&below, BELOW("1044479*2^-20"));
    expect_text(&below, BELOW("255*2^-8"), CK_REJECTED, "",
                "tokens 1 to 1 are not excluded");
    /* The whole box is meant, not the last leaf. */
    expect_text(&above,
                GROUPS(GROUP_UNIQUE("[[['1*2^0', '129*2^-7']]]", "excluded",
                                    "['split', 1, 1], " KEEP ", " KEEP, PROOF)),
                CK_REJECTED, "", "tokens 1 to 1 are not excluded");
}
END_TEST

/* With every leaf out it does not matter where the enclosure is. */
START_TEST(all_out)
{
    const question q = {SCENE_ONE("1"), half, "0.25", 0};
    const question sign = {SCENE_ONE("-1"), at_one, "0.25", 0};
    const question zero = {SCENE_ONE("1"), at_zero, "0.5", 0};

    expect_right(&q, GROUPS(GROUP_UNIQUE("[[['1*2^-2', '3*2^-2']]]", "excluded",
                                         "['out', 1, 'length']", PROOF)));
    expect_right(&zero, GROUPS(GROUP("[[['-1*2^-1', '1*2^-1']]]", "excluded",
                                     "['out', 1, 'length']")));
    expect_right(&sign, GROUPS(GROUP("[[['3*2^-2', '5*2^-2']]]", "excluded",
                                     "['out', 1, 'sign']")));
}
END_TEST

START_TEST(proof)
{
    static const char *const more[] = {"1.005859375"};
    const question q = {SCENE_ONE("1"), more, "0.0019", 0};
    static const char right[] = ABOVE("1052673*2^-20");

#define RADII(radii, verdict, path, message)                                   \
    expect_put(&q, right, "/groups/0/unique/radii", radii, verdict, path,      \
               message)
    RADII("['1*2^-1', '3*2^-3', '1*2^-3']", CK_REJECTED, "", "solution:");
    RADII("['1*2^-4', '1*2^-1', '1*2^-3']", CK_REJECTED, "", "uniqueness:");
    RADII("['1*2^-4', '3*2^-3', '3*2^-4']", CK_REJECTED, "", "detached:");
    RADII("['1*2^-4', '3*2^-3', '1*2^-8']", CK_REJECTED, "", "leaf `unique`");
    RADII("['1*2^-4', '3*2^-3', '1*2^-7']", CK_OPEN, NULL, NULL);
    RADII("['1*2^-4', '3*2^-3', '1*2^1']", CK_MALFORMED, NULL, "u > r");
    RADII("['1*2^-4', '3*2^-3']", CK_MALFORMED, "/groups/0/unique/radii",
          "expected 3 to 3 items");
#define PROVED(at, value, path, message)                                       \
    expect_put(&q, right, "/groups/0/unique" at, value, CK_MALFORMED,          \
               "/groups/0/unique" path, message)
    PROVED("", "[]", "", "expected an object");
    PROVED("/inside", "1", "", "unknown key");
    PROVED("/centre", NULL, "", "'centre' is missing");
    PROVED("/lambda", NULL, "", "'lambda' is missing");
    PROVED("/centre", "{}", "/centre", "expected a list");
    PROVED("/centre/1", "['1*2^0']", "/centre", "expected 1 to 1 items");
    PROVED("/centre/0/1", "'1*2^0'", "/centre/0", "expected 1 to 1 items");
    PROVED("/centre/0/0", "'1'", "/centre/0/0", "not a dyadic");
    PROVED("/lambda/1", "'1*2^0'", "/lambda", "expected 1 to 1 items");
    PROVED("/lambda/0", "1", "/lambda/0", "expected a text");
    expect_put(&q, right, "/groups/0/unique", NULL, CK_MALFORMED,
               "/groups/0/tree/0", "no `unique`");
}
END_TEST

/* ---- Tokens in turn ---- */

/* y_1 = x_1, y_2 = 3/4 x_1 + 1/4 x_2. */
#define TURNS                                                                  \
    SCENE_MODEL("2", "1", "[[[1, 1]], [[1, 2]]]",                              \
                "{'fixed': [['1', '0'], ['3/4', '1/4']]}", "[['1']]")
#define SPLIT(i) "['split', " i ", 1]"
#define LENGTH(i) "['out', " i ", 'length']"

/* [0, 2] but for 1 +- 1/8. */
#define HALVE SPLIT("1") ", "
#define AWAY LENGTH("1") ", "
#define TO_ONE HALVE AWAY HALVE AWAY HALVE AWAY KEEP ", "
#define FROM_ONE HALVE HALVE HALVE KEEP ", " AWAY AWAY LENGTH("1")
#define FIRST                                                                  \
    GROUP_UNIQUE("[[['0', '1*2^1']]]", "unique", HALVE TO_ONE FROM_ONE,        \
                 PROOF_OF("1*2^-10", "3*2^-3", "1*2^-3"))
#define FIRST_BOX(low) GROUP("[[['" low "', '1*2^1']]]", "box", "")
/* y_2 > 0 > x_2 when x_1 is near 1. */
#define SECOND                                                                 \
    GROUP("[[['-17*2^-4', '-15*2^-4']]]", "excluded", "['out', 2, 'sign']")

static const char *const opposite[] = {"1", "-1"};
static const question turns = {TURNS, opposite, "0.0625", 0};

START_TEST(data)
{
    expect_right(&turns, GROUPS(FIRST ", " SECOND));
    /* The box alone is enough when it is narrow: 3/4 low >= 1/4 17/16. */
    expect_right(&turns, GROUPS(FIRST_BOX("3*2^-2") ", " SECOND));
    expect_right(&turns, GROUPS(FIRST_BOX("185687*2^-19") ", " SECOND));
    expect_text(&turns, GROUPS(FIRST_BOX("185685*2^-19") ", " SECOND),
                CK_REJECTED, "", "token 2 is not certified out by 'sign'");
    expect_text(&turns, GROUPS(FIRST_BOX("0") ", " SECOND), CK_REJECTED, "",
                "token 2 is not certified out by 'sign'");
    /* What is proved besides does not make the box narrower, and is checked. */
    expect_put(&turns, GROUPS(FIRST_BOX("0") ", " SECOND), "/groups/0/unique",
               PROOF, CK_REJECTED, "", "token 2 is not certified out");
    expect_put(&turns, GROUPS(FIRST_BOX("3*2^-2") ", " SECOND),
               "/groups/0/unique", PROOF, CK_OPEN, NULL, NULL);
    expect_put(&turns, GROUPS(FIRST_BOX("3*2^-2") ", " SECOND),
               "/groups/0/unique", PROOF_OF("1*2^-1", "3*2^-3", "1*2^-3"),
               CK_REJECTED, "", "solution:");
}
END_TEST

START_TEST(order)
{
    static const char right[] = GROUPS(FIRST ", " SECOND);

#define TURN(at, value, verdict, path, message)                                \
    expect_put(&turns, right, at, value, verdict, path, message)
    TURN("/groups/1", NULL, CK_REJECTED, "", "the last group is not excluded");
    TURN("/groups/2", "{}", CK_MALFORMED, "/groups", "expected 1 to 2 items");
    TURN("/groups/0/then", "'excluded'", CK_MALFORMED, "/groups/0/then",
         "groups after an excluded one");
    TURN("/groups/0/then", "'box'", CK_MALFORMED, "/groups/0/tree",
         "expected 0 to 0 items");
    TURN("/groups/0/unique", NULL, CK_MALFORMED, "/groups/0",
         "then 'unique' without `unique`");
    TURN("/groups/1/then", "'box'", CK_REJECTED, "",
         "the last group is not excluded");
    TURN("/groups/1/box/0/0/0", "'-1114111*2^-20'", CK_REJECTED, "",
         "the box of token 2, coordinate 1");
    TURN("/groups/0/tree/0", "['out', 1, 'length']", CK_REJECTED, "",
         "node 1 of the tree");
    /* The second group's own proof is wanted, not the first one's. */
    TURN("/groups/1/tree", "[['unique']]", CK_MALFORMED, "/groups/1/tree/0",
         "no `unique`");
}
END_TEST

/* Later tokens need not be listed. */
START_TEST(first_excluded)
{
    static const char *const near[] = {"0.5", "1"};
    const question q = {TURNS, near, "0.25", 0};

    expect_right(&q, NONE);
}
END_TEST

/* ---- Only the one that is known ---- */

#define NEAR_FIRST                                                             \
    GROUP_UNIQUE("[[['3*2^-2', '5*2^-2']]]", "unique",                         \
                 SPLIT("1") ", " SPLIT("1") ", " LENGTH(                       \
                     "1") ", " KEEP ", " SPLIT("1") ", " KEEP                  \
                                                    ", " LENGTH("1"),          \
                 PROOF_OF("1*2^-10", "3*2^-3", "1*2^-3"))
#define NEAR_SECOND                                                            \
    GROUP_UNIQUE(                                                              \
        "[[['3*2^-2', '5*2^-2']]]", "unique",                                  \
        SPLIT("2") ", " SPLIT("2") ", " LENGTH("2") ", " SPLIT(                \
            "2") ", " LENGTH("2") ", " KEEP                                    \
                                  ", " SPLIT("2") ", " SPLIT(                  \
                                      "2") ", " KEEP                           \
                                           ", " LENGTH("2") ", " LENGTH("2"),  \
        PROOF_OF("1*2^-10", "1*2^-2", "1*2^-4"))

START_TEST(alone)
{
    static const char *const near[] = {"1", "1"};
    static const char right[] = ALONE(NEAR_FIRST ", " NEAR_SECOND);
    const question q = {TURNS, near, "0.25", 1};
    const question far = {TURNS, near, "0.2500001", 1};
    const question none = {TURNS, near, "0.25", 0};

    expect_right(&q, right);
    expect_text(&far, right, CK_REJECTED, "", "the box of token 1");
    expect_text(&none, right, CK_MALFORMED, "/", "unknown key 'reach'");
    expect_text(&none, GROUPS(NEAR_FIRST ", " NEAR_SECOND), CK_REJECTED, "",
                "the last group is not excluded");
#define SOLE(at, value, path, message)                                         \
    expect_put(&q, right, at, value, CK_MALFORMED, path, message)
    SOLE("/reach", NULL, "/", "'reach' is missing");
    SOLE("/groups/1", NULL, "/groups", "expected 2 to 2 items");
    SOLE("/groups/2", "{}", "/groups", "expected 2 to 2 items");
    SOLE("/groups/0/then", "'box'", "/groups/0/then", "expected 'unique'");
    SOLE("/groups/0/then", "'excluded'", "/groups/0/then", "expected 'unique'");
    SOLE("/groups/1/then", "'excluded'", "/groups/1/then", "expected 'unique'");
    SOLE("/groups/1/then", "'box'", "/groups/1/then", "expected 'unique'");
}
END_TEST

/* ---- Groups of several tokens ---- */

/* y_1 = 3/4 x_1 + 1/4 x_2, y_2 = 1/8 x_1 + 7/8 x_2: at (1, -1) they are 1/2 and
   -3/4. */
#define TOGETHER                                                               \
    SCENE_MODEL("2", "1", "[[[1, 2]], [[1, 2]]]",                              \
                "{'fixed': [['3/4', '1/4'], ['1/8', '7/8']]}", "[['1']]")
#define BOTH "[[['127*2^-7', '129*2^-7']], [['-129*2^-7', '-127*2^-7']]]"

START_TEST(together)
{
    static const char right[] = ALONE(GROUP_UNIQUE(
        BOTH, "unique", KEEP,
        "{'centre': [['1*2^0'], ['-1*2^0']], 'lambda': ['1*2^-1', '3*2^-2'], "
        "'radii': ['1*2^-10', '1*2^-4', '1*2^-6']}"));
    static const char *const near[] = {"0.5", "-1"};
    static const char none[] =
        GROUPS(GROUP("[[['1*2^-2', '3*2^-2']], [['-5*2^-2', '-3*2^-2']]]",
                     "excluded", "['out', 1, 'length']"));
    const question q = {TOGETHER, opposite, "0.0078125", 1};
    const question out = {TOGETHER, near, "0.25", 0};

    expect_right(&q, right);
#define WITH(at, value, message)                                               \
    expect_put(&q, right, at, value, CK_REJECTED, "", message)
    WITH("/groups/0/unique/centre/0/0", "'1025*2^-10'", "solution:");
    WITH("/groups/0/unique/centre/1/0", "'-1023*2^-10'", "solution:");
    WITH("/groups/0/unique/lambda/0", "'513*2^-10'", "solution:");
    WITH("/groups/0/unique/lambda/1", "'769*2^-10'", "solution:");
    WITH("/groups/0/box/1/0/0", "'-257*2^-8'", "the box of token 2");
    WITH("/groups/0/box/1/0/0", "'-131*2^-7'", "leaf `unique`: token 2");
    expect_right(&out, none);
    expect_put(&out, none, "/groups/0/tree/0/1", "2", CK_REJECTED, "",
               "token 2 is not certified out");
    expect_put(&out, none, "/groups/1", "{}", CK_MALFORMED, "/groups",
               "expected 1 to 1 items");
}
END_TEST

/* Two coordinates: e_1 is an eigenvector, for the eigenvalue 2. */
START_TEST(coordinates)
{
    static const char model[] = SCENE_MODEL("1", "2", "[[[1, 1]]]", "'uniform'",
                                            "[['2', '0'], ['1', '-1']]");
    static const char right[] = ALONE(GROUP_UNIQUE(
        "[[['127*2^-7', '129*2^-7'], ['-1*2^-7', '1*2^-7']]]", "unique", KEEP,
        "{'centre': [['1*2^0', '0']], 'lambda': ['1*2^1'], "
        "'radii': ['1*2^-10', '1*2^-4', '1*2^-7']}"));
    static const char *const near[] = {"1", "0"};
    const question q = {model, near, "0.0078125", 1};

    expect_right(&q, right);
    expect_put(&q, right, "/groups/0/unique/centre/0/1", "'1*2^-10'",
               CK_REJECTED, "", "solution:");
    expect_put(&q, right, "/groups/0/box/0/1/0", "'-1*2^-8'", CK_REJECTED, "",
               "the box of token 1, coordinate 2");
    expect_put(&q, right, "/groups/0/unique/centre/0/2", "'0'", CK_MALFORMED,
               "/groups/0/unique/centre/0", "expected 2 to 2 items");
}
END_TEST

START_TEST(layers_that_differ)
{
    const question same = {
        SCENE_MODEL("1", "1", "[[[1, 1]]]", "'uniform'", "[['1']]"), half,
        "0.25", 0};
    const question two = {SCENE_MODEL("1", "1", "[[[1, 1]]]", "'uniform'",
                                      "{'layers': [[['1']], [['1']]]}"),
                          half, "0.25", 0};

    expect_right(&same, NONE);
    expect_text(&two, NONE, CK_REJECTED, "", "R11 speaks of one layer map");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exclusion");

    tcase_add_test(tcase, box);
    tcase_add_test(tcase, members);
    tcase_add_test(tcase, enclosure_apart);
    tcase_add_test(tcase, all_out);
    tcase_add_test(tcase, proof);
    tcase_add_test(tcase, data);
    tcase_add_test(tcase, order);
    tcase_add_test(tcase, first_excluded);
    tcase_add_test(tcase, alone);
    tcase_add_test(tcase, together);
    tcase_add_test(tcase, coordinates);
    tcase_add_test(tcase, layers_that_differ);
    return run_checker_tests("exclusion", tcase);
}
