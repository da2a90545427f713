/* Boxes with exact ends: reading, halving, comparing. */

#include "checker_exclusion.h"

/* NULL: malformed at `path` with `message`. */
static ck_box *
try_read(const char *text, long rows, long cols, const char *path,
         const char *message)
{
    json_t *json = checker_json(text);
    ck_outcome o;
    ck_node node;
    ck_box *box;
    int good;

    ck_outcome_init(&o, &ck_default_limits);
    node = (ck_node){.o = &o, .json = json};
    good = ck_box_read(&node, rows, cols, &box);
    ck_assert_int_eq(good, message == NULL);
    ck_assert_int_eq(box != NULL, good);
    ck_assert_int_eq(o.verdict, good ? CK_OPEN : CK_MALFORMED);
    if (message != NULL) {
        ck_assert_str_eq(o.path, path);
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    }
    json_decref(json);
    return box;
}

static ck_box *
read_box(const char *text, long rows, long cols)
{
    return try_read(text, rows, cols, NULL, NULL);
}

static void
expect_bad(const char *text, const char *path, const char *message)
{
    ck_assert_ptr_null(try_read(text, 2, 1, path, message));
}

/* The pair is [low, high], in decimals. */
static void
expect_pair(const ck_pair *pair, const char *low, const char *high)
{
    mpfr_t end;

    mpfr_init2(end, 256);
    mpfr_set_str(end, low, 10, MPFR_RNDN);
    ck_assert_msg(mpfr_equal_p(end, pair->low), "low is not %s", low);
    mpfr_set_str(end, high, 10, MPFR_RNDN);
    ck_assert_msg(mpfr_equal_p(end, pair->high), "high is not %s", high);
    mpfr_clear(end);
}

START_TEST(reading)
{
    ck_box *box = read_box("[[['0', '1*2^-1'], ['-3*2^1', '-5*2^0']]]", 1, 2);

    expect_pair(&box->pairs[0], "0", "0.5");
    expect_pair(&box->pairs[1], "-6", "-5");
    ck_assert_ptr_null(box->below);
    ck_box_free(box);
    expect_bad("1", "/", "expected a list");
    expect_bad("[[['0', '1*2^0']]]", "/", "expected 2 to 2 items");
    expect_bad("[[['0', '1*2^0']], 1]", "/1", "expected a list");
    expect_bad("[[['0', '1*2^0']], [['0', '1*2^0'], ['0', '1*2^0']]]", "/1",
               "expected 1 to 1 items");
    expect_bad("[[['0', '1*2^0']], ['0']]", "/1/0", "expected a list");
    expect_bad("[[['0', '1*2^0']], [['0', '1*2^0', '1*2^1']]]", "/1/0",
               "expected 2 to 2 items");
    expect_bad("[[['0', '1*2^0']], [[0, '1*2^0']]]", "/1/0/0",
               "expected a text");
    expect_bad("[[['0', '2']], [['0', '1*2^0']]]", "/0/0/1", "not a dyadic");
    expect_bad("[[['0', '0']], [['0', '1*2^0']]]", "/0/0",
               "without low < high");
    expect_bad("[[['0', '1*2^0']], [['1*2^0', '0']]]", "/1/0",
               "without low < high");
}
END_TEST

/* ---- Halves ---- */

/* Splits pair 1 of a box with that pair under max_bits; 0 when that hits the
   limit. */
static int
split(ck_box **box, const char *pair, long max_bits)
{
    ck_limits limits = ck_default_limits;
    json_t *json = checker_json("[]");
    char text[256];
    ck_outcome o;
    ck_node node;
    int good;

    snprintf(text, sizeof text, "[[['0', '1*2^0'], %s]]", pair);
    *box = read_box(text, 1, 2);
    limits.max_bits = max_bits;
    ck_outcome_init(&o, &limits);
    node = (ck_node){.o = &o, .json = json};
    good = ck_box_split(box, 1, &node);
    ck_assert_int_eq(o.verdict, good ? CK_OPEN : CK_MALFORMED);
    ck_assert(good || strstr(o.message, "a middle of more than") != NULL);
    ck_assert_int_eq((*box)->below != NULL, good);
    json_decref(json);
    return good;
}

START_TEST(halves)
{
    ck_box *box;

    ck_assert(split(&box, "['1*2^-1', '3*2^0']", 64));
    expect_pair(&box->pairs[0], "0", "1");
    expect_pair(&box->pairs[1], "0.5", "1.75");
    expect_pair(&box->below->pairs[0], "0", "1");
    expect_pair(&box->below->pairs[1], "1.75", "3");
    ck_assert_ptr_null(box->below->below);
    ck_box_pop(&box);
    ck_box_free(box);
    ck_assert(split(&box, "['-1*2^0', '1*2^0']", 64));
    expect_pair(&box->pairs[1], "-1", "0");
    ck_box_free(box);
    /* 1 + 2^-31 has 32 bits, 1 + 2^-63 64 of them. */
    ck_assert(split(&box, "['1*2^-31', '1*2^0']", 32));
    ck_box_free(box);
    ck_assert(!split(&box, "['1*2^-32', '1*2^0']", 63));
    ck_box_free(box);
    ck_assert(split(&box, "['1*2^-63', '1*2^0']", 64));
    expect_pair(&box->pairs[1],
                "0.000000000000000000108420217248550443400745280"
                "08699417114257812500",
                "0.50000000000000000005421010862427522170037264004349708557128"
                "90625");
    expect_pair(&box->below->pairs[1],
                "0.50000000000000000005421010862427522170037264004349708557128"
                "90625",
                "1");
    ck_box_free(box);
    ck_assert(!split(&box, "['1*2^-64', '1*2^0']", 64));
    ck_box_free(box);
    ck_assert(split(&box, "['1*2^-64', '1*2^0']", 128));
    ck_box_free(box);
}
END_TEST

/* ---- Comparing ---- */

START_TEST(enclosing)
{
    ck_box *box =
        read_box("[[['0', '1*2^0']], [['-1*2^-100', '1180591620717411303425*"
                 "2^-70']]]",
                 2, 1);
    mpfi_t exact;
    ck_imatrix X;

    ck_imatrix_init(&X, 3, 1, 64);
    ck_box_enclose(&X, box, 1);
    ck_assert(mpfi_is_zero(X.entries[0]));
    mpfi_init2(exact, 256);
    read_interval(exact, "0..1");
    ck_assert(mpfr_equal_p(&X.entries[1]->left, &exact->left));
    ck_assert(mpfr_equal_p(&X.entries[1]->right, &exact->right));
    /* 1 + 2^-70 is rounded up. */
    ck_assert(mpfr_equal_p(&X.entries[2]->left, box->pairs[1].low));
    ck_assert(mpfr_greater_p(&X.entries[2]->right, box->pairs[1].high));
    mpfi_clear(exact);
    ck_imatrix_clear(&X);
    ck_box_free(box);
}
END_TEST

static int
pair_holds(const char *pair, const char *x, const char *reach)
{
    char text[256];
    ck_box *box;
    mpfi_t middle, radius;
    int holds;

    snprintf(text, sizeof text, "[[%s]]", pair);
    box = read_box(text, 1, 1);
    mpfi_init2(middle, 64);
    mpfi_init2(radius, 64);
    read_interval(middle, x);
    read_interval(radius, reach);
    holds = ck_pair_holds(&box->pairs[0], middle, radius);
    mpfi_clear(radius);
    mpfi_clear(middle);
    ck_box_free(box);
    return holds;
}

START_TEST(pairs_that_hold)
{
#define PAIR "['1*2^-1', '3*2^-1']"
    ck_assert(pair_holds(PAIR, "1", "0.5"));
    ck_assert(pair_holds(PAIR, "1", "0.25..0.5"));
    ck_assert(!pair_holds(PAIR, "1", "0.5..0.500001"));
    ck_assert(!pair_holds(PAIR, "1.000001", "0.5"));
    ck_assert(!pair_holds(PAIR, "0.999999", "0.5"));
    ck_assert(pair_holds(PAIR, "0.9..1.1", "0.3"));
    ck_assert(!pair_holds(PAIR, "0.9..1.3", "0.3"));
    ck_assert(!pair_holds(PAIR, "0.7..1.1", "0.3"));
    ck_assert(!pair_holds(PAIR, "1", "inf"));
    ck_assert(!pair_holds(PAIR, "1", "nan..nan"));
    ck_assert(!pair_holds(PAIR, "nan..nan", "0.1"));
    ck_assert(!pair_holds(PAIR, "-inf..1", "0.1"));
    /* Rounding goes outwards: 1 - 2^-100 is more than what fits. */
    ck_assert(!pair_holds("['0', '1*2^0']", "0.5",
                          "0.5000000000000000000000000000000001"));
}
END_TEST

static int
box_holds(const char *outer, const char *inner)
{
    ck_box *box = read_box(outer, 2, 1), *part = read_box(inner, 2, 1);
    int holds = ck_box_holds(box, part);

    ck_box_free(part);
    ck_box_free(box);
    return holds;
}

START_TEST(boxes_that_hold)
{
#define OUTER "[[['0', '1*2^0']], [['1*2^0', '1*2^1']]]"
    ck_assert(box_holds(OUTER, OUTER));
    ck_assert(box_holds(OUTER, "[[['1*2^-9', '1*2^-8']], [['1*2^0', "
                               "'3*2^-1']]]"));
    ck_assert(!box_holds(OUTER, "[[['-1*2^-90', '1*2^0']], [['1*2^0', "
                                "'1*2^1']]]"));
    ck_assert(!box_holds(OUTER, "[[['0', '1048577*2^-20']], [['1*2^0', "
                                "'1*2^1']]]"));
    ck_assert(!box_holds(OUTER, "[[['0', '1*2^0']], [['1048575*2^-20', "
                                "'1*2^1']]]"));
    ck_assert(!box_holds(OUTER, "[[['0', '1*2^0']], [['1*2^0', "
                                "'1048577*2^-19']]]"));
}
END_TEST

/* Of the whole [0, 4] only [1, 2] is kept. */
static int
keeps(const char *rest, const char *image)
{
    char text[256];
    ck_box *box;
    mpfi_t x;
    int kept;

    snprintf(text, sizeof text, "[[['0', '1*2^2'], %s]]", rest);
    box = read_box(text, 1, 2);
    mpfi_init2(x, 64);
    read_interval(x, image);
    kept = ck_pair_keeps(&box->pairs[1], &box->pairs[0], x);
    mpfi_clear(x);
    ck_box_free(box);
    return kept;
}

START_TEST(keeping)
{
#define MIDDLE "['1*2^0', '1*2^1']"
    ck_assert(keeps(MIDDLE, "1..2"));
    ck_assert(keeps(MIDDLE, "1.25..1.5"));
    ck_assert(!keeps(MIDDLE, "0.999999..2"));
    ck_assert(!keeps(MIDDLE, "1..2.000001"));
    ck_assert(!keeps(MIDDLE, "-1..1.5"));
    ck_assert(!keeps(MIDDLE, "1.5..5"));
    ck_assert(!keeps(MIDDLE, "nan..nan"));
    /* What is outside the whole does not matter. */
    ck_assert(keeps("['0', '1*2^1']", "-1..2"));
    ck_assert(!keeps("['0', '1*2^1']", "-1..2.000001"));
    ck_assert(keeps("['1*2^0', '1*2^2']", "1..5"));
    ck_assert(!keeps("['1*2^0', '1*2^2']", "0.999999..5"));
    ck_assert(keeps("['0', '1*2^2']", "-1..5"));
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exclusion_box");

    tcase_add_test(tcase, reading);
    tcase_add_test(tcase, halves);
    tcase_add_test(tcase, enclosing);
    tcase_add_test(tcase, pairs_that_hold);
    tcase_add_test(tcase, boxes_that_hold);
    tcase_add_test(tcase, keeping);
    return run_checker_tests("exclusion_box", tcase);
}
