/* Rows of the table: widths, cells, colours, and what --quiet leaves out. */

#include <string.h>

#include "check_report.h"

static rc_report_claim claims[] = {{.id = "B",
                                    .verdict = RC_PROVED,
                                    .expected = RC_PROVED,
                                    .bits = 128,
                                    .microseconds = 12499,
                                    .reason = "not shown",
                                    .figure = "radius 1e-30"},
                                   {.id = "not-rank-one",
                                    .verdict = RC_PROVED,
                                    .expected = RC_REFUTED,
                                    .bits = 0,
                                    .microseconds = 71999999,
                                    .reason = "the rank is one",
                                    .figure = ""},
                                   {.id = "slow",
                                    .verdict = RC_UNSUPPORTED,
                                    .expected = RC_UNDEFINED,
                                    .bits = 0,
                                    .microseconds = 0,
                                    .reason = "",
                                    .figure = "figure"},
                                   {.id = "why",
                                    .verdict = RC_UNDEFINED,
                                    .expected = RC_UNDEFINED,
                                    .bits = 1048576,
                                    .microseconds = 123456789012,
                                    .reason = "token 1 is zero",
                                    .figure = ""}};

static const rc_report_case cases[] = {
    {.file = "cases/p4/two-tokens.yaml", .claims = claims, .claim_count = 4},
    {.file = "a-file-with-errors-has-no-row-and-takes-no-room.yaml"}};

static void
table_is(rc_report_style style, slong max_bits, const char *wanted)
{
    rc_report_table table;
    capture c;

    rc_report_table_init(&table, cases, 2, max_bits, &style);
    capture_open(&c);
    for (size_t k = 0; k < 4; k++)
        rc_report_table_row(&table, c.out, cases[0].file, &claims[k]);
    capture_is(&c, wanted);
}

#define FILE "cases/p4/two-tokens.yaml  "

START_TEST(a_table_of_any_width)
{
    rc_report_style style = {0, 0, 0};

    table_is(style, 1048576,
             "case                      claim         verdict      expected  "
             "    bits        time  figure\n" FILE
             "B             proved       proved         128     0.012 s  "
             "radius 1e-30\n" FILE
             "not-rank-one  proved       refuted      exact    72.000 s\n"
             "    not met: the rank is one\n" FILE
             "slow          unsupported  undefined        -     0.000 s  "
             "figure\n"
             "    undecided\n" FILE
             "why           undefined    undefined  1048576  "
             "123456.789 s  token 1 is zero\n");
}
END_TEST

#undef FILE
#define FILE "...o-tokens.yaml  "

/* The end of the file's name stays; the figure has 24 columns at least. */
START_TEST(a_table_on_a_terminal)
{
    rc_report_style style = {1, 80, 0};
    static char figure[] = "an eigenvalue of modulus 1.25";

    claims[0].figure = figure;
    table_is(style, 64,
             "case              claim         verdict      expected    bits  "
             "      time  figure\n" FILE
             "B             \033[32mproved     \033[0m  proved       128 "
             "    0.012 s  an eigenvalue of modu...\n" FILE
             "not-rank-one  \033[31mproved     \033[0m  refuted    exact "
             "   72.000 s\n"
             "    not met: the rank is one\n" FILE
             "slow          \033[33munsupported\033[0m  undefined      - "
             "    0.000 s  figure\n"
             "    undecided\n" FILE
             "why           \033[32mundefined  \033[0m  undefined  1048576"
             "  123456.789 s  token 1 is zero\n");
    claims[0].figure = "radius 1e-30";
}
END_TEST

#undef FILE

START_TEST(a_quiet_table)
{
    rc_report_style style = {0, 0, 1};
    rc_report_table table;
    capture c;

    rc_report_table_init(&table, cases, 2, 64, &style);
    capture_open(&c);
    rc_report_table_row(&table, c.out, cases[0].file, &claims[0]);
    rc_report_table_row(&table, c.out, cases[0].file, &claims[3]);
    ck_assert_int_eq(fflush(c.out), 0);
    ck_assert_str_eq(c.text, "");
    rc_report_table_row(&table, c.out, "x", &claims[2]);
    ck_assert_int_eq(fflush(c.out), 0);
    ck_assert_ptr_eq(strstr(c.text, "case "), c.text);
    ck_assert_ptr_nonnull(strstr(c.text, "slow"));
    ck_assert_int_eq(fclose(c.out), 0);
    free(c.text);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("table");

    tcase_add_test(tcase, a_table_of_any_width);
    tcase_add_test(tcase, a_table_on_a_terminal);
    tcase_add_test(tcase, a_quiet_table);
    return run_case("table", tcase);
}
