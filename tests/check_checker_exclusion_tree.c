/* The tree of an exclusion: every node, and none too many or too few. */

#include "checker_exclusion.h"

/* For y = -x every box of numbers that are not negative is out by its sign; for
   y = x K is known (check_checker_exclusion_leaf.c). */
#define MINUS SCENE_ONE("-1")
#define PLUS SCENE_ONE("1")
#define UNIT "[[['0', '1*2^0']]]"
#define OUT "['out', 1, 'sign']"
#define KEEP "['unique']"

/* What the group knows of a unique one. */
typedef struct {
    const char *centre, *u; /* centre NULL: nothing */
} known;

static void
group_init(ck_group *g, ck_outcome *o, const scene *s, const known *unique)
{
    *g = (ck_group){.o = o, .system = s->system, .has_unique = 0};
    ck_imatrix_init(&g->X, s->X.rows, s->X.cols, SCENE_BITS);
    ck_imatrix_set(&g->X, &s->X);
    ck_imatrix_init(&g->centre, s->X.rows, s->X.cols, SCENE_BITS);
    mpfr_init2(g->u, SCENE_BITS);
    if (unique->centre == NULL)
        return;
    g->has_unique = 1;
    for (long k = 0; k < s->X.rows * s->X.cols; k++)
        read_interval(g->centre.entries[k], unique->centre);
    mpfr_set_str(g->u, unique->u, 10, MPFR_RNDN);
}

/* Walks `tree` about `box`; the tokens from `first` on are unknown. kept: what
   the group is told, when the tree is in order (verdict CK_OPEN). */
static void
walk(const char *model, long first, const known *unique, const char *box,
     const json_t *tree, ck_verdict verdict, const char *path,
     const char *message, int kept)
{
    static const char *const X[] = {"1", "1", "1", "1"};
    json_t *json = checker_json(box);
    ck_outcome o;
    ck_node node;
    ck_box *whole;
    ck_group g;
    scene s;
    int good;

    scene_init(&s, model, first, 1, X);
    s.system.last = s.model.tokens;
    ck_outcome_init(&o, &ck_default_limits);
    node = (ck_node){.o = &o, .json = json};
    ck_assert(ck_box_read(&node, s.system.last - first, s.model.dim, &whole));
    group_init(&g, &o, &s, unique);
    node.json = tree;
    good = ck_walk_tree(&g, &node, whole);
    ck_assert_msg(o.verdict == verdict, "%s: %s", o.path, o.message);
    ck_assert_int_eq(good, verdict == CK_OPEN);
    if (path != NULL)
        ck_assert_str_eq(o.path, path);
    if (message != NULL)
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    if (good)
        ck_assert_int_eq(g.kept, kept);
    mpfr_clear(g.u);
    ck_imatrix_clear(&g.centre);
    ck_imatrix_clear(&g.X);
    ck_box_free(whole);
    scene_clear(&s);
    json_decref(json);
}

static const known nothing = {NULL, NULL};

static void
expect_good(const char *model, const char *box, const char *tree)
{
    json_t *json = checker_json(tree);

    walk(model, 0, &nothing, box, json, CK_OPEN, NULL, NULL, 0);
    json_decref(json);
}

static void
expect_malformed_tree(const char *model, const char *box, const char *tree,
                      const char *path, const char *message)
{
    json_t *json = checker_json(tree);

    walk(model, 0, &nothing, box, json, CK_MALFORMED, path, message, 0);
    json_decref(json);
}

static void
expect_rejected_tree(const char *model, const char *box, const char *tree,
                     const char *message)
{
    json_t *json = checker_json(tree);

    walk(model, 0, &nothing, box, json, CK_REJECTED, "", message, 0);
    json_decref(json);
}

/* ---- Shape ---- */

#define SPLIT "['split', 1, 1]"

START_TEST(shape)
{
#define BAD(tree, path, message)                                               \
    expect_malformed_tree(MINUS, UNIT, tree, path, message)
    expect_good(MINUS, UNIT, "[" OUT "]");
    expect_good(MINUS, UNIT, "[" SPLIT ", " OUT ", " OUT "]");
    expect_good(MINUS, UNIT,
                "[" SPLIT ", " SPLIT ", " OUT ", " OUT ", " OUT "]");
    expect_good(MINUS, UNIT,
                "[" SPLIT ", " OUT ", " SPLIT ", " OUT ", " OUT "]");
    BAD("[]", "/", "the tree ends too early");
    BAD("[" SPLIT "]", "/", "the tree ends too early");
    BAD("[" SPLIT ", " OUT "]", "/", "the tree ends too early");
    BAD("[" SPLIT ", " OUT ", " SPLIT ", " OUT "]", "/",
        "the tree ends too early");
    BAD("[" OUT ", " OUT "]", "/1", "a node after the tree's end");
    BAD("[" SPLIT ", " OUT ", " OUT ", " OUT "]", "/3",
        "a node after the tree's end");
    BAD("[" SPLIT ", " OUT ", " OUT ", " OUT ", " OUT "]", "/3",
        "a node after the tree's end");
    BAD("{}", "/", "expected a list");
}
END_TEST

START_TEST(nodes)
{
    BAD("[{}]", "/0", "expected a list");
    BAD("[[]]", "/0", "expected 1 to 3 items");
    BAD("[[1]]", "/0/0", "expected a text");
    BAD("[['halve', 1, 1]]", "/0/0", "unknown word");
    BAD("[['split', 1]]", "/0", "expected 3 to 3 items");
    BAD("[['split', 1, 1, 1]]", "/0", "expected 1 to 3 items");
    BAD("[['split', 0, 1]]", "/0/1", "an integer from 1 to 1");
    BAD("[['split', 2, 1]]", "/0/1", "an integer from 1 to 1");
    BAD("[['split', 1, 0]]", "/0/2", "an integer from 1 to 1");
    BAD("[['split', 1, 2]]", "/0/2", "an integer from 1 to 1");
    BAD("[['out', 1]]", "/0", "expected 3 to 3 items");
    BAD("[['out', 0, 'sign']]", "/0/1", "an integer from 1 to 1");
    BAD("[['out', 2, 'sign']]", "/0/1", "an integer from 1 to 1");
    BAD("[['out', 1, 'signs']]", "/0/2", "unknown word");
    BAD("[['out', 1, 1]]", "/0/2", "expected a text");
    BAD("[['cut']]", "/0", "expected 2 to 2 items");
    BAD("[['cut', 1, 1]]", "/0", "expected 2 to 2 items");
    BAD("[['cut', [[['0', '0']]]]]", "/0/1/0/0", "without low < high");
    BAD("[['unique', 1]]", "/0", "expected 1 to 1 items");
    BAD("[['unique']]", "/0", "no `unique`");
}
END_TEST

/* Tokens are counted in the sequence; a group has its own alone. */
START_TEST(later_group)
{
#define PAIR                                                                   \
    SCENE_MODEL("2", "1", "[[[1, 1]], [[2, 2]]]", "'uniform'", "[['-1']]")
    json_t *own = checker_json("[['split', 2, 1], ['out', 2, 'sign'], "
                               "['out', 2, 'sign']]");
    json_t *other = checker_json("[['split', 1, 1], ['out', 2, 'sign'], "
                                 "['out', 2, 'sign']]");
    json_t *late = checker_json("[['out', 3, 'sign']]");

    walk(PAIR, 1, &nothing, UNIT, own, CK_OPEN, NULL, NULL, 0);
    walk(PAIR, 1, &nothing, UNIT, other, CK_MALFORMED, "/0/1", "from 2 to 2",
         0);
    walk(PAIR, 1, &nothing, UNIT, late, CK_MALFORMED, "/0/1", "from 2 to 2", 0);
    json_decref(late);
    json_decref(other);
    json_decref(own);
}
END_TEST

/* ---- Leaves ---- */

START_TEST(out_leaves)
{
    expect_good(PLUS, "[[['1*2^1', '1*2^2']]]", "[['out', 1, 'length']]");
    expect_good(PLUS, "[[['1*2^1', '1*2^2']]]", "[['out', 1, 'plain']]");
    expect_rejected_tree(PLUS, UNIT, "[['out', 1, 'length']]",
                         "node 1 of the tree: token 1 is not certified out by "
                         "'length'");
    expect_rejected_tree(MINUS, "[[['-1*2^-20', '1*2^0']]]",
                         "[['out', 1, 'sign']]", "out by 'sign'");
    /* The node is about its own box: of [0, 1] the lower half is out. */
    expect_rejected_tree(PLUS, UNIT,
                         "[" SPLIT ", ['out', 1, 'length'], ['out', 1, "
                         "'length']]",
                         "node 3 of the tree");
    expect_rejected_tree(PLUS, "[[['1*2^0', '1*2^1']]]",
                         "[" SPLIT ", ['out', 1, 'length'], ['out', 1, "
                         "'length']]",
                         "node 2 of the tree");
}
END_TEST

/* [0, 1] is halved: the lower half comes first, and both are exact. */
static void
expect_unique(const char *box, const char *tree, const char *centre,
              const char *u, const char *message)
{
    const known unique = {centre, u};
    json_t *json = checker_json(tree);

    walk(MINUS, 0, &unique, box, json, message == NULL ? CK_OPEN : CK_REJECTED,
         "", message, strstr(tree, "unique") != NULL);
    json_decref(json);
}

START_TEST(unique_leaves)
{
#define WIDE "leaf `unique`: token 1, coordinate 1: x - c"
    expect_unique(UNIT, "[" KEEP "]", "0.5", "0.5", NULL);
    expect_unique(UNIT, "[" KEEP "]", "0.5", "0.499999", WIDE);
    expect_unique(UNIT, "[" KEEP "]", "0.499999", "0.5", WIDE);
    expect_unique(UNIT, "[" KEEP "]", "0.500001", "0.5", WIDE);
    expect_unique(UNIT, "[" OUT "]", "0.5", "0.5", NULL);
    expect_unique(UNIT, "[" SPLIT ", " KEEP ", " OUT "]", "0.25", "0.25", NULL);
    expect_unique(UNIT, "[" SPLIT ", " OUT ", " KEEP "]", "0.75", "0.25", NULL);
    expect_unique(UNIT, "[" SPLIT ", " OUT ", " KEEP "]", "0.75", "0.249999",
                  WIDE);
    expect_unique(UNIT, "[" SPLIT ", " KEEP ", " OUT "]", "0.75", "0.25", WIDE);
    expect_unique(UNIT, "[" SPLIT ", " OUT ", " KEEP "]", "0.25", "0.25", WIDE);
}
END_TEST

/* Each of several tokens and coordinates is halved by its own numbers. */
START_TEST(coordinates)
{
#define FOUR                                                                   \
    SCENE_MODEL("2", "2", "[[[1, 2]], [[1, 2]]]", "'uniform'",                 \
                "[['-1', '0'], ['0', '-1']]")
    static const char box[] = "[[['-1*2^0', '1*2^0'], ['-1*2^0', '1*2^0']],"
                              " [['-1*2^0', '1*2^0'], ['-1*2^0', '3*2^0']]]";
    const known unique = {"0", "1"};
    json_t *tree = checker_json("[['split', 2, 2], ['unique'], ['unique']]");
    json_t *twice = checker_json("[['split', 2, 2], ['unique'], "
                                 "['split', 2, 2], ['unique'], ['unique']]");
    json_t *other = checker_json("[['split', 2, 1], ['unique'], ['unique']]");

    walk(FOUR, 0, &unique, box, tree, CK_REJECTED, "",
         "token 2, coordinate 2: x - c = [1, 3]", 1);
    walk(FOUR, 0, &unique, box, twice, CK_REJECTED, "",
         "token 2, coordinate 2: x - c = [1, 2]", 1);
    walk(FOUR, 0, &unique, box, other, CK_REJECTED, "",
         "token 2, coordinate 2: x - c = [-1, 3]", 1);
    json_decref(other);
    json_decref(twice);
    json_decref(tree);
}
END_TEST

/* ---- Cuts ---- */

/* Over [1/2, 7/2] K = 5/4 +- 9/8 = [1/8, 19/8]; over [-1/4, 5/4] as well. */
START_TEST(cuts)
{
#define CUT(rows) "[['cut', [[" rows "]]], ['unique']]"
#define UPPER "[[['1*2^-1', '7*2^-1']]]"
#define LOWER "[[['-1*2^-2', '5*2^-2']]]"
    const known unique = {"1", "4"};
    static const struct {
        const char *box, *tree, *message;
    } cases[] = {
        {UPPER, CUT("['1*2^-1', '19*2^-3']"), NULL},
        {UPPER, CUT("['1*2^-1', '5*2^-1']"), NULL},
        {UPPER, CUT("['1*2^-1', '7*2^-1']"), NULL},
        {UPPER, CUT("['1*2^-1', '19922943*2^-23']"),
         "node 1 of the tree: cut: token 1, coordinate 1: K = [0.125, 2.375]"},
        {UPPER, CUT("['524289*2^-20', '19*2^-3']"), "may meet outside"},
        {LOWER, CUT("['1*2^-3', '5*2^-2']"), NULL},
        {LOWER, CUT("['0', '5*2^-2']"), NULL},
        {LOWER, CUT("['131073*2^-20', '5*2^-2']"), "may meet outside"},
        {LOWER, CUT("['1*2^-3', '1310719*2^-20']"), "may meet outside"},
        /* Not inside the box. */
        {LOWER, CUT("['1*2^-3', '1310721*2^-20']"), "rows are not inside"},
        {LOWER, CUT("['-262145*2^-20', '5*2^-2']"), "rows are not inside"},
        /* No approximate inverse. */
        {"[[['-1*2^-1', '1*2^-1']]]", CUT("['-1*2^-1', '1*2^-1']"),
         "node 1 of the tree: cut: K is not finite"},
    };

    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        json_t *tree = checker_json(cases[k].tree);

        walk(PLUS, 0, &unique, cases[k].box, tree,
             cases[k].message == NULL ? CK_OPEN : CK_REJECTED, "",
             cases[k].message, 1);
        json_decref(tree);
    }
}
END_TEST

/* What follows a cut is about its rows, and the boxes below stay. */
START_TEST(after_cut)
{
    const known unique = {"1.4375", "0.9375"}; /* [1/2, 19/8] */
    json_t *cut = checker_json(CUT("['1*2^-1', '19*2^-3']"));
    json_t *open = checker_json("[['cut', [[['1*2^-1', '19*2^-3']]]]]");
    json_t *more = checker_json("[['cut', [[['1*2^-1', '19*2^-3']]]], "
                                "['unique'], ['unique']]");
    json_t *below = checker_json("[['split', 1, 1], ['cut', [[['1*2^-1', "
                                 "'19*2^-3']]]], ['unique'], "
                                 "['out', 1, 'length']]");

    walk(PLUS, 0, &unique, UPPER, cut, CK_OPEN, NULL, NULL, 1);
    walk(PLUS, 0, &unique, UPPER, open, CK_MALFORMED, "/", "ends too early", 0);
    walk(PLUS, 0, &unique, UPPER, more, CK_MALFORMED, "/2",
         "a node after the tree's end", 0);
    walk(PLUS, 0, &unique, "[[['1*2^-1', '13*2^-1']]]", below, CK_OPEN, NULL,
         NULL, 1);
    json_decref(below);
    json_decref(more);
    json_decref(open);
    json_decref(cut);
}
END_TEST

/* ---- Many nodes ---- */

/* A box halved `depth` times, always its first part. */
START_TEST(deep)
{
    enum { DEPTH = 3000 };
    json_t *tree = json_array();

    for (int k = 0; k < DEPTH; k++)
        json_array_append_new(tree, checker_json(SPLIT));
    for (int k = 0; k < DEPTH; k++)
        json_array_append_new(tree, checker_json(OUT));
    walk(MINUS, 0, &nothing, UNIT, tree, CK_MALFORMED, "/", "ends too early",
         0);
    json_array_append_new(tree, checker_json(OUT));
    walk(MINUS, 0, &nothing, UNIT, tree, CK_OPEN, NULL, NULL, 0);
    json_decref(tree);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exclusion_tree");

    tcase_add_test(tcase, shape);
    tcase_add_test(tcase, nodes);
    tcase_add_test(tcase, later_group);
    tcase_add_test(tcase, out_leaves);
    tcase_add_test(tcase, unique_leaves);
    tcase_add_test(tcase, coordinates);
    tcase_add_test(tcase, cuts);
    tcase_add_test(tcase, after_cut);
    tcase_add_test(tcase, deep);
    return run_checker_tests("exclusion_tree", tcase);
}
