/* R28: quantities of matrices against bounds, right at equality. */

#include "checker_interval.h"

#include "checker/quantity.h"

static int
read_name(ck_outcome *o, const char *name, long tokens, long dim,
          ck_quantity *q)
{
    json_t *json = json_string(name);
    ck_node node = {.o = o, .json = json};
    int good;

    ck_outcome_init(o, &ck_default_limits);
    good = ck_read_quantity(&node, tokens, dim, q);
    ck_assert_int_eq(ck_good(o), good);
    json_decref(json);
    return good;
}

START_TEST(names)
{
    static const char *const words[] = {
        "mu",         "",           "rank-one-distance", "diameter",
        "cosine-min", "cosine-max", "cosine-mean",       "norm-max"};
    static const char *const wrong[] = {
        "",         "mus",      "sigma",
        "sigma ",   "sigma 0",  "sigma 01",
        "sigma 3",  "sigma  1", "sigma -1",
        "sigma 1 ", "sigma 1x", "sigma +1",
        "Sigma 1",  "sigma/",   "sigma :",
        "sigma 1:", "sigma 1/", "sigma 99999999999999999999999999999999999999"};
    ck_outcome o;
    ck_quantity q;

    for (int k = 0; k < CK_QUANTITY_KINDS; k++) {
        if (k == CK_SIGMA)
            continue;
        ck_assert(read_name(&o, words[k], 2, 3, &q));
        ck_assert_int_eq(q.kind, k);
    }
    ck_assert(read_name(&o, "sigma 1", 2, 3, &q));
    ck_assert_int_eq(q.kind, CK_SIGMA);
    ck_assert_int_eq(q.index, 1);
    ck_assert(read_name(&o, "sigma 2", 2, 3, &q));
    ck_assert_int_eq(q.index, 2);
    ck_assert(read_name(&o, "sigma 2", 3, 2, &q));
    ck_assert(read_name(&o, "sigma 19", 19, 19, &q));
    ck_assert_int_eq(q.index, 19);
    ck_assert(read_name(&o, "sigma 10", 19, 19, &q));
    ck_assert_int_eq(q.index, 10);
    ck_assert(!read_name(&o, "sigma 1/", 99, 99, &q));
    ck_assert(!read_name(&o, "sigma 1:", 99, 99, &q));
    ck_assert(!read_name(&o, "sigma :", 99, 99, &q));
    ck_assert(!read_name(&o, "sigma 20", 19, 30, &q));
    ck_assert(!read_name(&o, "sigma 20", 30, 19, &q));
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        ck_assert_msg(!read_name(&o, wrong[k], 2, 3, &q), "%s", wrong[k]);
        ck_assert_int_eq(o.verdict, CK_MALFORMED);
    }
    for (int k = CK_COSINE_MIN; k <= CK_COSINE_MEAN; k++) {
        ck_assert(!read_name(&o, words[k], 1, 3, &q));
        ck_assert_ptr_nonnull(strstr(o.message, "cosines need two tokens"));
    }
    ck_assert(read_name(&o, "mu", 1, 3, &q));
    ck_assert(read_name(&o, "diameter", 1, 3, &q));
}
END_TEST

/* ---- Comparisons ---- */

static ck_quantities known;
static ck_imatrix tokens;

static void
look_at(long rows, long cols, const char *const *entries)
{
    read_imatrix(&tokens, rows, cols, 64, entries);
    ck_quantities_init(&known, &tokens);
}

static void
look_away(void)
{
    ck_quantities_clear(&known);
    ck_imatrix_clear(&tokens);
}

static void
compare(const char *name, const char *bound, ck_answer *at_least,
        ck_answer *at_most)
{
    ck_outcome o;
    ck_quantity q;
    mpfi_t limit;

    mpfi_init2(limit, 64);
    read_interval(limit, bound);
    ck_assert(read_name(&o, name, tokens.rows, tokens.cols, &q));
    *at_least = ck_quantity_at_least(&known, &q, limit);
    *at_most = ck_quantity_at_most(&known, &q, limit);
    mpfi_clear(limit);
}

/* relation: "<", "=", ">", or "?" (nothing is certified), "<=" (at most and
   nothing else), ">=". */
static void
expect(const char *name, const char *relation, const char *bound)
{
    ck_answer at_least, at_most, more = CK_UNKNOWN, less = CK_UNKNOWN;

    compare(name, bound, &at_least, &at_most);
    if (strcmp(relation, "<") == 0) {
        more = CK_FAILS;
        less = CK_HOLDS;
    } else if (strcmp(relation, ">") == 0) {
        more = CK_HOLDS;
        less = CK_FAILS;
    } else if (strcmp(relation, "=") == 0) {
        more = CK_HOLDS;
        less = CK_HOLDS;
    } else if (strcmp(relation, "<=") == 0) {
        less = CK_HOLDS;
    } else if (strcmp(relation, ">=") == 0) {
        more = CK_HOLDS;
    }
    ck_assert_msg(at_least == more && at_most == less, "%s %s %s: %d, %d", name,
                  relation, bound, (int)at_least, (int)at_most);
}

/* The value, exactly representable, and its neighbours. */
static void
expect_exactly(const char *name, const char *value, const char *below,
               const char *above)
{
    expect(name, "=", value);
    expect(name, ">", below);
    expect(name, "<", above);
}

/* mu is sqrt 50, then sqrt 8 */
START_TEST(lengths)
{
    /* mean (3, 4), from which tokens 1 and 2 are 5 and token 3 is 0 away */
    static const char *const line[] = {"0", "0", "6", "8", "3", "4"};
    /* four corners of a square of side 2 */
    static const char *const square[] = {"0", "0", "2", "0",
                                         "0", "2", "2", "2"};

    look_at(3, 2, line);
    expect("mu", ">", "7.0710678118654752");
    expect("mu", "<", "7.0710678118654753");
    expect_exactly("diameter", "10", "9.9999999999999999",
                   "10.000000000000001");
    expect_exactly("norm-max", "10", "9.9999999999999999",
                   "10.000000000000001");
    look_away();
    look_at(4, 2, square);
    expect("mu", ">", "2.8284271247461900");
    expect("mu", "<", "2.8284271247461901");
    expect("diameter", ">", "2.8284271247461900");
    expect("diameter", "<", "2.8284271247461901");
    expect("norm-max", ">", "2.8284271247461900");
    expect("norm-max", "<", "2.8284271247461901");
    look_away();
}
END_TEST

START_TEST(mu)
{
    static const char *const four[] = {"5", "0", "5", "2", "5", "0", "5", "2"};
    static const char *const one[] = {"3", "4"};
    static const char *const same[] = {"0.1", "0.1", "0.1", "0.1"};

    look_at(4, 2, four); /* mean (5, 1), each 1 away */
    expect_exactly("mu", "2", "1.9999999999999999", "2.0000000000000001");
    look_away();
    look_at(1, 2, one);
    expect_exactly("mu", "0", "-0.0000000000000001", "0.0000000000000001");
    expect_exactly("diameter", "0", "-1", "1e-30");
    expect_exactly("norm-max", "5", "4.9999999999999999", "5.0000000000000001");
    look_away();
    look_at(2, 2, same);
    expect("mu", "<", "1e-15");
    expect("mu", "?", "1e-25");
    expect("mu", ">=", "0");
    expect("mu", ">", "-1e-25");
    look_away();
}
END_TEST

/* All pairs count, all tokens count. */
START_TEST(greatest)
{
    static const char *const tokens_of[][6] = {
        {"1", "0", "0", "0", "-1", "0"}, /* 1 and 3 */
        {"1", "0", "-1", "0", "0", "0"},
        {"0", "0", "1", "0", "-1", "0"}};

    for (int k = 0; k < 3; k++) {
        look_at(3, 2, tokens_of[k]);
        expect_exactly("diameter", "2", "1.99", "2.01");
        expect_exactly("norm-max", "1", "0.99", "1.01");
        look_away();
    }
}
END_TEST

START_TEST(wide_entries)
{
    static const char *const wide[] = {"3..4", "0", "1..5", "0"};

    look_at(2, 2, wide);
    expect("norm-max", ">=", "3");
    expect("norm-max", ">", "2.99");
    expect("norm-max", "?", "3.01");
    expect("norm-max", "?", "4.99");
    expect("norm-max", "<=", "5");
    expect("norm-max", "<", "5.01");
    /* x_2 - x_1 is in [-3, 2] */
    expect("diameter", "<=", "3");
    expect("diameter", "<", "3.01");
    expect("diameter", "?", "2.99");
    expect("diameter", ">=", "0");
    look_away();
}
END_TEST

START_TEST(wide_bounds)
{
    static const char *const one[] = {"3", "4"};

    look_at(1, 2, one);
    expect("norm-max", "?", "4..6");
    expect("norm-max", ">=", "4..5");
    expect("norm-max", "<=", "5..6");
    expect("norm-max", ">", "4..4.99");
    expect("norm-max", "<", "5.01..6");
    expect("norm-max", ">", "-2..-1");
    expect("norm-max", ">", "-2..0");
    expect("norm-max", "?", "0..6");
    look_away();
}
END_TEST

/* ---- Singular values ---- */

static void
expect_axes(long rows, long cols, const char *const *entries)
{
    look_at(rows, cols, entries);
    expect_exactly("sigma 1", "4", "3.9999999999999", "4.0000000000001");
    expect_exactly("sigma 2", "2", "1.9999999999999", "2.0000000000001");
    expect_exactly("sigma 3", "1", "0.9999999999999", "1.0000000000001");
    expect("sigma 1", ">", "2");
    expect("sigma 1", ">", "1");
    expect("sigma 1", ">", "0");
    expect("sigma 1", ">", "-5");
    expect("sigma 2", "<", "4");
    expect("sigma 2", ">", "1");
    expect("sigma 3", "<", "2");
    expect("sigma 3", "<", "4");
    expect("sigma 3", ">", "0");
    expect("sigma 3", ">", "-2");
    /* sqrt 5 */
    expect("rank-one-distance", ">", "2.2360679774997896");
    expect("rank-one-distance", "<", "2.2360679774997897");
    expect("rank-one-distance", ">", "0");
    expect("rank-one-distance", ">", "-3");
    look_away();
}

START_TEST(singular_values)
{
    static const char *const flat[] = {"0", "2", "0", "0", "1", "0",
                                       "0", "0", "0", "0", "0", "-4"};
    static const char *const tall[] = {"0", "1", "0", "2", "0", "0",
                                       "0", "0", "0", "0", "0", "-4"};
    static const char *const cube[] = {"0", "0", "2", "4", "0",
                                       "0", "0", "1", "0"};

    expect_axes(3, 4, flat);
    expect_axes(4, 3, tall);
    expect_axes(3, 3, cube);
}
END_TEST

/* rank one, exactly: 5 = sqrt 25, and zeros */
START_TEST(rank_one)
{
    static const char *const one[] = {"1", "2", "2", "4"};
    static const char *const row[] = {"3", "4"};
    static const char *const nothing[] = {"0", "0", "0", "0"};
    static const char *const pair[] = {"3", "0", "0", "4"};

    look_at(2, 2, one);
    expect_exactly("sigma 1", "5", "4.999999", "5.000001");
    expect_exactly("sigma 2", "0", "-0.000001", "0.000001");
    expect_exactly("rank-one-distance", "0", "-0.000001", "0.000001");
    look_away();
    look_at(1, 2, row);
    expect_exactly("sigma 1", "5", "4.999999", "5.000001");
    expect_exactly("rank-one-distance", "0", "-1", "1e-30");
    look_away();
    look_at(2, 2, nothing);
    expect_exactly("sigma 1", "0", "-1", "1e-30");
    expect_exactly("sigma 2", "0", "-1", "1e-30");
    expect_exactly("rank-one-distance", "0", "-1", "1e-30");
    look_away();
    look_at(2, 2, pair);
    expect_exactly("rank-one-distance", "3", "2.999999", "3.000001");
    expect("rank-one-distance", "<", "4");
    expect("rank-one-distance", "<", "5");
    look_away();
}
END_TEST

/* [[2, 1], [1, 2]] has 3 and 1 for all of these intervals, nearly. */
START_TEST(wide_singular_values)
{
    static const char *const wide[] = {"1.9..2.1", "1", "1", "2"};

    look_at(2, 2, wide);
    expect("sigma 1", ">", "2.5");
    expect("sigma 1", "<", "3.5");
    expect("sigma 1", "?", "3");
    expect("sigma 2", ">", "0.5");
    expect("sigma 2", "<", "1.5");
    expect("sigma 2", "?", "1");
    expect("rank-one-distance", ">", "0.5");
    expect("rank-one-distance", "<", "1.5");
    expect("rank-one-distance", "?", "1");
    look_away();
}
END_TEST

/* ---- Cosines ---- */

START_TEST(cosines)
{
    /* cosines 3/5 (1, 2), 0 (1, 3), 4/5 (2, 3): all from integers */
    static const char *const three[] = {"2", "0", "3", "4", "0", "7"};
    static const char *const same[] = {"3", "4", "6", "8"};
    static const char *const opposite[] = {"3", "4", "-6", "-8"};

    look_at(3, 2, three);
    expect_exactly("cosine-min", "0", "-1e-15", "1e-15");
    expect("cosine-max", ">", "0.7999999999999999");
    expect("cosine-max", "<", "0.8000000000000001");
    expect("cosine-mean", ">", "0.4666666666666666");
    expect("cosine-mean", "<", "0.4666666666666667");
    look_away();
    look_at(2, 2, same);
    expect_exactly("cosine-min", "1", "0.999999", "1.000001");
    expect_exactly("cosine-max", "1", "0.999999", "1.000001");
    expect_exactly("cosine-mean", "1", "0.999999", "1.000001");
    look_away();
    look_at(2, 2, opposite);
    expect_exactly("cosine-min", "-1", "-1.000001", "-0.999999");
    expect_exactly("cosine-max", "-1", "-1.000001", "-0.999999");
    expect_exactly("cosine-mean", "-1", "-1.000001", "-0.999999");
    look_away();
}
END_TEST

/* The first pair, one in the middle, the last pair. */
START_TEST(every_pair)
{
    static const char *const tokens_of[][6] = {{"1", "0", "-1", "0", "0", "1"},
                                               {"1", "0", "0", "1", "-1", "0"},
                                               {"0", "1", "1", "0", "-1", "0"}};
    static const char *const high[][6] = {{"1", "0", "1", "0", "0", "1"},
                                          {"1", "0", "0", "1", "1", "0"},
                                          {"0", "1", "1", "0", "1", "0"}};

    for (int k = 0; k < 3; k++) {
        look_at(3, 2, tokens_of[k]);
        expect_exactly("cosine-min", "-1", "-1.01", "-0.99");
        expect_exactly("cosine-max", "0", "-0.01", "0.01");
        look_away();
        look_at(3, 2, high[k]);
        expect_exactly("cosine-max", "1", "0.99", "1.01");
        expect_exactly("cosine-min", "0", "-0.01", "0.01");
        look_away();
    }
}
END_TEST

START_TEST(wide_cosines)
{
    static const char *const wide[] = {"1", "0", "1", "-1..1"};

    look_at(2, 2, wide);
    expect("cosine-min", "<=", "1");
    expect("cosine-min", ">", "0.7");
    expect("cosine-min", "?", "0.71");
    expect("cosine-max", "?", "0.71");
    expect("cosine-max", "<=", "1");
    expect("cosine-max", "?", "0.99");
    look_away();
}
END_TEST

/* Any token that may be zero leaves all cosines open. */
START_TEST(zero_tokens)
{
    static const char *const tokens_of[][6] = {
        {"0", "0", "1", "0", "1", "0"},
        {"1", "0", "0", "0", "1", "0"},
        {"1", "0", "1", "0", "0", "0"},
        {"1", "0", "1", "0", "-1..1", "0"},
        {"1", "0", "1", "0", "0..1", "0"}};
    static const char *const names_of[] = {"cosine-min", "cosine-max",
                                           "cosine-mean"};

    for (int k = 0; k < 5; k++)
        for (int n = 0; n < 3; n++) {
            look_at(3, 2, tokens_of[k]);
            expect(names_of[n], "?", "1");
            expect(names_of[n], "?", "-1");
            expect(names_of[n], "?", "2");
            expect(names_of[n], "?", "-2");
            look_away();
        }
}
END_TEST

/* ---- At the ends of all exponents ---- */

/* bound = +-2^e, an exact point */
static void
expect_power(const char *name, long e, ck_answer at_least, ck_answer at_most)
{
    ck_outcome o;
    ck_quantity q;
    mpfi_t bound;

    mpfi_init2(bound, 64);
    mpfi_set_ui(bound, 1);
    mpfi_mul_2si(bound, bound, e);
    ck_assert(ck_is_bounded(bound));
    ck_assert(read_name(&o, name, tokens.rows, tokens.cols, &q));
    ck_assert_int_eq(ck_quantity_at_least(&known, &q, bound), at_least);
    ck_assert_int_eq(ck_quantity_at_most(&known, &q, bound), at_most);
    mpfi_clear(bound);
}

START_TEST(squares_out_of_range)
{
    static const char *const names_of[] = {"mu", "diameter", "sigma 1",
                                           "sigma 2", "rank-one-distance"};
    static const char *const same[] = {"0", "0", "0", "0"};
    const long least = (long)mpfr_get_emin() + 8;
    const long most = (long)mpfr_get_emax() - 8;

    look_at(2, 2, same);
    expect("norm-max", "=", "0");
    for (int k = 0; k < 5; k++) {
        /* 0 is not at least a number whose square is taken for 0 */
        expect_power(names_of[k], least, CK_UNKNOWN, CK_HOLDS);
        /* a square beyond all numbers: lengths are below it */
        expect_power(names_of[k], most, k < 2 ? CK_FAILS : CK_UNKNOWN,
                     k < 2 ? CK_HOLDS : CK_UNKNOWN);
    }
    look_away();
    look_at(2, 2, same);
    for (long j = 0; j < 2; j++) {
        mpfi_set_ui(ck_imatrix_at(&tokens, j, j), 1);
        mpfi_mul_2si(ck_imatrix_at(&tokens, j, j), ck_imatrix_at(&tokens, j, j),
                     most);
    }
    /* their squares are not bounded: nothing at all is known from above */
    expect_power("norm-max", 3, CK_HOLDS, CK_FAILS);
    expect_power("norm-max", most, CK_UNKNOWN, CK_UNKNOWN);
    expect_power("sigma 1", 3, CK_UNKNOWN, CK_UNKNOWN);
    expect_power("cosine-max", 0, CK_FAILS, CK_HOLDS);
    look_away();
    look_at(2, 2, same);
    for (long i = 0; i < 2; i++) {
        mpfi_set_ui(ck_imatrix_at(&tokens, i, 0), 1);
        mpfi_mul_2si(ck_imatrix_at(&tokens, i, 0), ck_imatrix_at(&tokens, i, 0),
                     most);
    }
    expect_power("cosine-min", 0, CK_UNKNOWN, CK_HOLDS);
    expect_power("cosine-max", 0, CK_UNKNOWN, CK_HOLDS);
    expect_power("cosine-mean", 0, CK_UNKNOWN, CK_HOLDS);
    look_away();
}
END_TEST

/* ---- Messages ---- */

static void
expect_text(const char *name, const char *bound, const char *expected)
{
    char text[160];
    ck_outcome o;
    ck_quantity q;
    mpfi_t limit;

    mpfi_init2(limit, 64);
    read_interval(limit, bound);
    ck_assert(read_name(&o, name, tokens.rows, tokens.cols, &q));
    ck_quantity_text(text, &known, &q, limit);
    ck_assert_str_eq(text, expected);
    mpfi_clear(limit);
}

START_TEST(messages)
{
    static const char *const pair[] = {"3", "0", "0", "4"};
    static const char *const zero[] = {"3", "0", "0", "0"};
    static const char *const four[] = {"5", "0", "5", "2", "5", "0", "5", "2"};
    static const char *const first[] = {"0", "0", "3", "0"};
    static const char *const wide[] = {"1", "1..2", "1", "1..2"};
    static const char *const opposite[] = {"3", "4", "-6", "-8"};

    look_at(2, 2, pair);
    expect_text("norm-max", "1", "in [4, 4]");
    expect_text("diameter", "1", "in [5, 5]");
    expect_text("sigma 1", "3",
                "1 of 2 singular values certified above and 0 below");
    expect_text("sigma 2", "3.5",
                "1 of 2 singular values certified above and 1 below");
    expect_text("rank-one-distance", "1", "not enclosed");
    look_away();
    look_at(2, 2, zero);
    expect_text("cosine-mean", "1", "||x_2|| is not certified positive");
    expect_text("norm-max", "1", "in [3, 3]");
    look_away();
    look_at(2, 2, first);
    expect_text("cosine-mean", "1", "||x_1|| is not certified positive");
    look_away();
    look_at(4, 2, four);
    expect_text("mu", "1", "in [2, 2]");
    look_away();
    look_at(2, 2, opposite);
    expect_text("cosine-max", "1", "in [-1, -1]");
    look_away();
    look_at(2, 2, wide); /* 2 mu^2 = 2 D^2 - D^2, D in [-1, 1] */
    expect_text("mu", "1", "in [0, 1]");
    look_away();
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("quantity");

    tcase_add_test(tcase, names);
    tcase_add_test(tcase, lengths);
    tcase_add_test(tcase, mu);
    tcase_add_test(tcase, greatest);
    tcase_add_test(tcase, wide_entries);
    tcase_add_test(tcase, wide_bounds);
    tcase_add_test(tcase, singular_values);
    tcase_add_test(tcase, rank_one);
    tcase_add_test(tcase, wide_singular_values);
    tcase_add_test(tcase, cosines);
    tcase_add_test(tcase, every_pair);
    tcase_add_test(tcase, wide_cosines);
    tcase_add_test(tcase, zero_tokens);
    tcase_add_test(tcase, squares_out_of_range);
    tcase_add_test(tcase, messages);
    return run_checker_tests("quantity", tcase);
}
