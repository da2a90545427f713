/* Reading numbers: the grammar, literals, limits, and nodes. */

#include "checker_support.h"

/* text is the number with this normal form; expected NULL: not a number, for
   the reason `why`. */
static void
expect(const char *text, const char *expected, const char *why_not)
{
    const char *why = NULL;
    char *normal;
    ck_number x;
    int good;

    ck_number_init(&x);
    good = ck_number_parse(&x, text, strlen(text), 0, &ck_default_limits, &why);
    ck_assert_msg(good == (expected != NULL), "%s: %s", text,
                  why != NULL ? why : "good");
    if (good) {
        normal = ck_number_text(&x);
        ck_assert_str_eq(normal, expected);
        ck_release(normal);
    } else {
        ck_assert_msg(strstr(why, why_not) != NULL, "%s: %s", text, why);
        ck_assert(ck_number_is_zero(&x)); /* unchanged */
    }
    ck_number_clear(&x);
}

static void
bad(const char *text, const char *why)
{
    expect(text, NULL, why);
}

/* Every beginning of a text, in as many bytes: valgrind sees who reads on. */
static void
read_beginnings(const char *text)
{
    for (size_t length = 0; length <= strlen(text); length++) {
        char *copy = malloc(length > 0 ? length : 1);
        const char *why = NULL;
        ck_number x;
        int good;

        ck_assert_ptr_nonnull(copy);
        memcpy(copy, text, length);
        for (int strict = 0; strict <= 1; strict++) {
            ck_number_init(&x);
            good = ck_number_parse(&x, copy, length, strict, &ck_default_limits,
                                   &why);
            ck_assert(good || why != NULL);
            ck_number_clear(&x);
        }
        free(copy);
    }
}

START_TEST(beginnings)
{
    read_beginnings(" ( - 12.5e+20 + sqrt ( pi ) ) * exp ( 1 ) ^ -2 ");
    read_beginnings("0x1f.8p-3");
    read_beginnings("1e-7");
    read_beginnings("sin(1)");
    read_beginnings("pi^12");
}
END_TEST

START_TEST(names)
{
    bad("sq(4)", "");
    bad("s(1)", "");
    bad("e(1)", "");
    bad("ab", "");
    bad("p", "");
}
END_TEST

START_TEST(exponents)
{
    const char *why = NULL;
    ck_number x;

    ck_number_init(&x);
    ck_assert(ck_number_parse(&x, "1e-100000", 9, 0, &ck_default_limits, &why));
    ck_number_clear(&x);
    bad("1e100001", "an exponent of more than 100000");
    bad("1e1000000", "an exponent of more than 100000");
    /* 2^64 and 2^32 */
    bad("1e18446744073709551616", "an exponent of more than 100000");
    bad("1e4294967296", "an exponent of more than 100000");
    expect("0xaA", "170", NULL);
    expect("0xfF", "255", NULL);
    bad("0x1:", "");
    bad("0x1@", "");
}
END_TEST

START_TEST(literals)
{
    expect("0", "0", NULL);
    expect("-0", "0", NULL);
    expect("007", "7", NULL);
    expect("+3", "3", NULL);
    expect("0.125", "1/8", NULL);
    expect(".5", "1/2", NULL);
    expect("5.", "5", NULL);
    expect("1e3", "1000", NULL);
    expect("1E+3", "1000", NULL);
    expect("25e-2", "1/4", NULL);
    expect("1.5e1", "15", NULL);
    expect("0x1f", "31", NULL);
    expect("0X1F", "31", NULL);
    expect("0x.8", "1/2", NULL);
    expect("0x1p-3", "1/8", NULL);
    expect("0x1.8P+1", "3", NULL);
    expect("0xe1", "225", NULL);
    expect("123456789012345678901234567890", "123456789012345678901234567890",
           NULL);
    bad("", "expected a number");
    bad(" ", "expected a number");
    bad(".", "expected digits");
    bad("0x", "expected digits");
    bad("0xg", "expected digits");
    bad("1e", "an exponent without digits");
    bad("1e+", "an exponent without digits");
    bad("0x1p", "an exponent without digits");
    bad("1e100001", "an exponent of more than 100000");
    bad("1e-100001", "an exponent of more than 100000");
    bad("1e99999999999999999999999", "an exponent of more than 100000");
    bad("1..2", "expected an operator or the end");
    bad("1.2.3", "expected an operator or the end");
    bad("0x1e-", "expected a number");
    bad("nan", "an unknown name");
    bad("inf", "an unknown name");
    bad("1f", "expected an operator or the end");
}
END_TEST

START_TEST(precedence)
{
    expect("1 + 2*3", "7", NULL);
    expect("(1 + 2)*3", "9", NULL);
    expect("1 - 2 - 3", "-4", NULL);
    expect("12/2/3", "2", NULL);
    expect("2^3^2", "512", NULL);
    expect("-2^2", "-4", NULL);
    expect("(-2)^2", "4", NULL);
    expect("2^-2", "1/4", NULL);
    expect("--3", "3", NULL);
    expect("+-3", "-3", NULL);
    expect("2*-3", "-6", NULL);
    expect("1 - -1", "2", NULL);
    expect("\t1\r\n+ 1 ", "2", NULL);
    expect("6/3*2", "4", NULL);
    expect("1+2-3+4", "4", NULL);
    bad("1 2", "expected an operator or the end");
    bad("1+", "expected a number");
    bad("*1", "expected a number");
    bad("(1", "expected ')'");
    bad("1)", "expected an operator or the end");
    bad("()", "expected a number");
    bad("1//2", "expected a number");
    bad("1,5", "expected an operator or the end");
}
END_TEST

START_TEST(functions)
{
    expect("sqrt(2)", "sqrt(2)", NULL);
    expect("sqrt (2)", "sqrt(2)", NULL);
    expect("exp(1)", "exp(1)", NULL);
    expect("log(2)", "log(2)", NULL);
    expect("sin(1)", "sin(1)", NULL);
    expect("cos(1)", "cos(1)", NULL);
    expect("atan(1)", "atan(1)", NULL);
    expect("pi", "pi", NULL);
    expect("sqrt(4)", "2", NULL);
    bad("sqrt", "expected '('");
    bad("sqrt 2", "expected '('");
    bad("tan(1)", "an unknown name");
    bad("p", "an unknown name");
    bad("pix", "an unknown name");
    bad("pi(1)", "expected an operator or the end");
    bad("Sqrt(2)", "expected a number");
}
END_TEST

static void
repeat(char *to, const char *piece, int times)
{
    *to = '\0';
    for (int k = 0; k < times; k++)
        to = strcpy(to, piece) + strlen(piece);
}

START_TEST(nesting)
{
    static char text[8192];

    repeat(text, "(", 200);
    strcat(text, "1");
    repeat(text + strlen(text), ")", 200);
    expect(text, "1", NULL);
    repeat(text, "(", 201);
    strcat(text, "1");
    repeat(text + strlen(text), ")", 201);
    bad(text, "brackets are nested too deep");
    repeat(text, "1^", 200);
    strcat(text, "1");
    expect(text, "1", NULL);
    repeat(text, "1^", 201);
    strcat(text, "1");
    bad(text, "brackets are nested too deep");
    /* One after the other is not nested. */
    repeat(text, "(1)*", 1000);
    strcat(text, "1");
    expect(text, "1", NULL);
    /* Signs are no brackets. */
    repeat(text, "-", 1000);
    strcat(text, "1");
    expect(text, "1", NULL);
}
END_TEST

START_TEST(length)
{
    char *text = malloc(1048579);
    const char *why;
    ck_number x;

    ck_assert_ptr_nonnull(text);
    memset(text, '0', 1048578);
    text[1048578] = '\0';
    ck_number_init(&x);
    ck_assert(ck_number_parse(&x, text, 1048576, 0, &ck_default_limits, &why));
    ck_assert(!ck_number_parse(&x, text, 1048577, 0, &ck_default_limits, &why));
    ck_assert_ptr_nonnull(strstr(why, "1048576 characters"));
    /* Only as many bytes as given are read. */
    ck_assert(ck_number_parse(&x, "12", 1, 1, &ck_default_limits, &why));
    ck_assert_int_eq(mpq_cmp_ui(x.rational, 1, 1), 0);
    ck_assert(!ck_number_parse(&x, "1\0001", 3, 0, &ck_default_limits, &why));
    ck_number_clear(&x);
    free(text);
}
END_TEST

START_TEST(strict)
{
    static const char *const normal[] = {
        "0",         "-3",        "2/3",           "-2/3",
        "sqrt(2)",   "-sqrt(2)",  "pi^2",          "1/2+pi",
        "exp(1)*pi", "(1+pi)*pi", "pi/(2*exp(1))", "pi-(1-pi)",
        "(1/2)*pi"};
    static const char *const other[] = {
        "-0",   "+3",   "03",     "4/6",     "3/1",      "0.5",      "1e1",
        " 3",   "3 ",   "2/-3",   "sqrt(4)", "sqrt( 2)", "1*pi",     "pi+0",
        "--pi", "(pi)", "pi-1+0", "0x3",     "pi^1",     "(1+pi)+pi"};
    ck_number x;
    const char *why;

    ck_number_init(&x);
    for (size_t k = 0; k < sizeof other / sizeof *other; k++) {
        ck_assert_msg(!ck_number_parse(&x, other[k], strlen(other[k]), 1,
                                       &ck_default_limits, &why),
                      "%s", other[k]);
        ck_assert_str_eq(why, "not in normal form");
        ck_assert_msg(ck_number_parse(&x, other[k], strlen(other[k]), 0,
                                      &ck_default_limits, &why),
                      "%s: %s", other[k], why);
    }
    for (size_t k = 0; k + 1 < sizeof normal / sizeof *normal; k++)
        ck_assert_msg(ck_number_parse(&x, normal[k], strlen(normal[k]), 1,
                                      &ck_default_limits, &why),
                      "%s: %s", normal[k], why);
    ck_number_clear(&x);
}
END_TEST

/* ---- Nodes ---- */

static ck_outcome o;

static json_t *
root_of(ck_node *node, const char *text)
{
    json_t *json = checker_json(text);

    ck_outcome_init(&o, &ck_default_limits);
    *node = (ck_node){.o = &o, .json = json};
    return json;
}

START_TEST(number_nodes)
{
    ck_node node;
    ck_number x;
    mpq_t q;
    json_t *json = root_of(&node, "'sqrt(2)'");

    ck_number_init(&x);
    mpq_init(q);
    ck_assert(ck_read_number(&node, &x));
    ck_assert(!ck_number_is_rational(&x));
    ck_assert(!ck_read_rational(&node, q));
    ck_assert_str_eq(o.message, "expected a rational");
    json_decref(json);
    json = root_of(&node, "'-2/3'");
    ck_assert(ck_read_rational(&node, q));
    ck_assert_int_eq(mpq_cmp_si(q, -2, 3), 0);
    json_decref(json);
    json = root_of(&node, "'4/6'");
    ck_assert(!ck_read_number(&node, &x));
    ck_assert_ptr_nonnull(strstr(o.message, "not in normal form"));
    json_decref(json);
    json = root_of(&node, "'1/0'");
    ck_assert(!ck_read_rational(&node, q));
    ck_assert_ptr_nonnull(strstr(o.message, "division by zero"));
    json_decref(json);
    json = root_of(&node, "2");
    ck_assert(!ck_read_number(&node, &x));
    ck_assert_ptr_nonnull(strstr(o.message, "expected a text"));
    json_decref(json);
    mpq_clear(q);
    ck_number_clear(&x);
}
END_TEST

/* message NULL: x = m 2^e. */
static void
expect_dyadic(const char *text, long m, long e, const char *message)
{
    ck_node node;
    mpfr_t x;
    json_t *json = root_of(&node, text);

    ck_assert_msg(ck_read_dyadic(&node, x) == (message == NULL), "%s: %s", text,
                  o.message);
    if (message == NULL)
        ck_assert_int_eq(mpfr_cmp_si_2exp(x, m, e), 0);
    else
        ck_assert_msg(strstr(o.message, message) != NULL, "%s: %s", text,
                      o.message);
    mpfr_clear(x);
    json_decref(json);
}

START_TEST(dyadics)
{
    expect_dyadic("'0'", 0, 0, NULL);
    expect_dyadic("'1*2^0'", 1, 0, NULL);
    expect_dyadic("'-3*2^-7'", -3, -7, NULL);
    expect_dyadic("'12345678901234567*2^100'", 12345678901234567, 100, NULL);
    expect_dyadic("'1*2^67108864'", 1, 67108864, NULL);
    expect_dyadic("'1*2^67108865'", 0, 0, "limit: an exponent beyond");
    expect_dyadic("'1*2^-67108865'", 0, 0, "limit: an exponent beyond");
    expect_dyadic("'1*2^1000000000'", 0, 0, "limit: an exponent beyond");
    expect_dyadic("'1*2^99999999999999999999'", 0, 0, "limit: an exponent");
    expect_dyadic("'2*2^1'", 0, 0, "the mantissa must be odd");
    expect_dyadic("'0*2^1'", 0, 0, "is not a dyadic number");
    expect_dyadic("'-0'", 0, 0, "is not a dyadic number");
    expect_dyadic("'1'", 0, 0, "is not a dyadic number");
    expect_dyadic("'+1*2^1'", 0, 0, "is not a dyadic number");
    expect_dyadic("'01*2^1'", 0, 0, "is not a dyadic number");
    expect_dyadic("'*2^1'", 0, 0, "is not a dyadic number");
    expect_dyadic("'-*2^1'", 0, 0, "is not a dyadic number");
    expect_dyadic("'1.5*2^1'", 0, 0, "is not a dyadic number");
    expect_dyadic("'1*2^'", 0, 0, "is not an exponent");
    expect_dyadic("'1*2^-'", 0, 0, "is not an exponent");
    expect_dyadic("'1*2^-0'", 0, 0, "is not an exponent");
    expect_dyadic("'1*2^01'", 0, 0, "is not an exponent");
    expect_dyadic("'1*2^+1'", 0, 0, "is not an exponent");
    expect_dyadic("'1*2^1 '", 0, 0, "is not an exponent");
    expect_dyadic("'nan'", 0, 0, "is not a dyadic number");
    expect_dyadic("'inf'", 0, 0, "is not a dyadic number");
    expect_dyadic("1", 0, 0, "expected a text");
    expect_dyadic("1.5", 0, 0, "expected a text");
}
END_TEST

START_TEST(dyadic_limits)
{
    ck_limits few = ck_default_limits;
    ck_node node;
    mpfr_t x;
    json_t *json = root_of(&node, "'1023*2^9'");

    few.max_bits = 10;
    few.max_exponent = 9;
    o.limits = &few;
    ck_assert(ck_read_dyadic(&node, x));
    mpfr_clear(x);
    few.max_bits = 9;
    ck_assert(!ck_read_dyadic(&node, x));
    ck_assert_ptr_nonnull(strstr(o.message, "more than 9 bits"));
    mpfr_clear(x);
    json_decref(json);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("number_parse");

    tcase_add_test(tcase, beginnings);
    tcase_add_test(tcase, names);
    tcase_add_test(tcase, exponents);
    tcase_add_test(tcase, literals);
    tcase_add_test(tcase, precedence);
    tcase_add_test(tcase, functions);
    tcase_add_test(tcase, nesting);
    tcase_add_test(tcase, length);
    tcase_add_test(tcase, strict);
    tcase_add_test(tcase, number_nodes);
    tcase_add_test(tcase, dyadics);
    tcase_add_test(tcase, dyadic_limits);
    return run_checker_tests("number_parse", tcase);
}
