/* The checker's dyadics of witnesses, read into intervals. */

#include "checker_interval.h"

#include "checker/points.h"

typedef struct {
    ck_outcome o;
    json_t *json;
    ck_node node;
    ck_imatrix m;
} reading;

/* To be cleared with clear(). 32 bits. */
static void
begin(reading *r, long rows, long cols, const char *text)
{
    ck_outcome_init(&r->o, &ck_default_limits);
    r->json = checker_json(text);
    r->node = (ck_node){.o = &r->o, .json = r->json};
    ck_imatrix_init(&r->m, rows, cols, 32);
}

static void
clear(reading *r)
{
    ck_imatrix_clear(&r->m);
    json_decref(r->json);
}

static void
expect_entry(const reading *r, long i, long j, long times_eight)
{
    mpfi_srcptr x = ck_imatrix_at(&r->m, i, j);

    ck_assert_int_eq(mpfr_cmp_si_2exp(&x->left, times_eight, -3), 0);
    ck_assert_int_eq(mpfr_cmp_si_2exp(&x->right, times_eight, -3), 0);
}

START_TEST(a_matrix)
{
    reading r;

    begin(&r, 2, 3, "[['1*2^0','0','-3*2^-2'],['1*2^-3','5*2^1','-1*2^0']]");
    ck_assert(ck_read_points(&r.node, &r.m));
    expect_entry(&r, 0, 0, 8);
    expect_entry(&r, 0, 1, 0);
    expect_entry(&r, 0, 2, -6);
    expect_entry(&r, 1, 0, 1);
    expect_entry(&r, 1, 1, 80);
    expect_entry(&r, 1, 2, -8);
    clear(&r);
}
END_TEST

START_TEST(one_row_or_one_column)
{
    reading r;

    begin(&r, 2, 3, "['1*2^0','0','-3*2^-2']");
    ck_assert(ck_read_point_row(&r.node, &r.m, 1));
    expect_entry(&r, 0, 0, 0);
    expect_entry(&r, 1, 0, 8);
    expect_entry(&r, 1, 2, -6);
    clear(&r);
    begin(&r, 3, 1, "['1*2^0','0','-3*2^-2']");
    ck_assert(ck_read_point_column(&r.node, &r.m));
    expect_entry(&r, 0, 0, 8);
    expect_entry(&r, 2, 0, -6);
    clear(&r);
}
END_TEST

static void
expect_broken(const char *text, const char *path)
{
    reading r;

    begin(&r, 2, 2, text);
    ck_assert(!ck_read_points(&r.node, &r.m));
    ck_assert_int_eq((int)r.o.verdict, (int)CK_MALFORMED);
    ck_assert_str_eq(r.o.path, path);
    clear(&r);
}

START_TEST(what_is_no_matrix_of_dyadics)
{
    expect_broken("1", "/");
    expect_broken("[['0','0']]", "/");
    expect_broken("[['0','0'],['0','0'],['0','0']]", "/");
    expect_broken("[['0','0'],['0']]", "/1");
    expect_broken("[['0','0','0'],['0','0']]", "/0");
    expect_broken("[['0','0'],['0','1/2']]", "/1/1");
    expect_broken("[['2*2^0','0'],['0','0']]", "/0/0");
    expect_broken("[['0','0'],[0,'0']]", "/1/0");
}
END_TEST

/* 2^32 + 1 has 33 digits. */
START_TEST(what_is_too_long_is_enclosed)
{
    reading r;
    mpfi_srcptr x;

    begin(&r, 1, 1, "'4294967297*2^0'");
    ck_assert(ck_read_point(&r.node, ck_imatrix_at(&r.m, 0, 0)));
    x = ck_imatrix_at(&r.m, 0, 0);
    ck_assert_int_eq(mpfr_cmp_ui_2exp(&x->left, 1, 32), 0);
    ck_assert_int_eq(mpfr_cmp_ui(&x->right, 4294967298), 0);
    clear(&r);
}
END_TEST

static void
expect_positive(const char *text, int good)
{
    reading r;
    mpfr_t x;

    begin(&r, 1, 1, text);
    ck_assert_int_eq(ck_read_positive(&r.node, x), good);
    if (!good)
        ck_assert_int_eq((int)r.o.verdict, (int)CK_MALFORMED);
    mpfr_clear(x);
    clear(&r);
}

START_TEST(positive_numbers)
{
    expect_positive("'4294967297*2^-90'", 1);
    expect_positive("'0'", 0);
    expect_positive("'-1*2^-9'", 0);
    expect_positive("'1'", 0);
    expect_positive("1", 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("points");

    tcase_add_test(tcase, a_matrix);
    tcase_add_test(tcase, one_row_or_one_column);
    tcase_add_test(tcase, what_is_no_matrix_of_dyadics);
    tcase_add_test(tcase, what_is_too_long_is_enclosed);
    tcase_add_test(tcase, positive_numbers);
    return run_checker_tests("checker points", tcase);
}
