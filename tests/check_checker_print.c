/* Texts from files are shown without anything that a terminal would obey. */

#include "checker/program.h"
#include "checker_support.h"

static void
expect_clean(const char *text, const char *wanted)
{
    char *shown = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&shown, &size);

    ck_assert_ptr_nonnull(out);
    ck_put_clean(out, text);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(shown, wanted);
    free(shown);
}

START_TEST(what_is_printable_is_kept)
{
    expect_clean("", "");
    expect_clean(" ~abc", " ~abc");
    expect_clean("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82",
                 "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82");
    expect_clean("\xc2\xa0", "\xc2\xa0");
    expect_clean("\xed\x9f\xbf\xee\x80\x80", "\xed\x9f\xbf\xee\x80\x80");
    expect_clean("\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf");
    expect_clean("\xe0\xa0\x80\xf0\x90\x80\x80",
                 "\xe0\xa0\x80\xf0\x90\x80\x80");
}
END_TEST

START_TEST(controls_are_shown_as_bytes)
{
    expect_clean("\x1b[2J", "\\x1b[2J");
    expect_clean("\n\t\x7f", "\\x0a\\x09\\x7f");
    expect_clean("\x1f", "\\x1f");
    expect_clean("\xc2\x9b", "\\xc2\\x9b");
    expect_clean("\xe2\x80\xae", "\\xe2\\x80\\xae");
    expect_clean("\xe2\x81\xa6", "\\xe2\\x81\\xa6");
    expect_clean("\xe2\x80\x8f", "\\xe2\\x80\\x8f");
    /* U+009F, U+200E, U+2028, U+2069, and their neighbours that are kept */
    expect_clean("\xc2\x9f", "\\xc2\\x9f");
    expect_clean("\xe2\x80\x8e", "\\xe2\\x80\\x8e");
    expect_clean("\xe2\x80\xa8", "\\xe2\\x80\\xa8");
    expect_clean("\xe2\x81\xa9", "\\xe2\\x81\\xa9");
    expect_clean("\xe2\x80\x8d\xe2\x80\x90", "\xe2\x80\x8d\xe2\x80\x90");
    expect_clean("\xe2\x80\xa7\xe2\x80\xaf", "\xe2\x80\xa7\xe2\x80\xaf");
    expect_clean("\xe2\x81\xa5\xe2\x81\xaa", "\xe2\x81\xa5\xe2\x81\xaa");
}
END_TEST

START_TEST(what_is_no_utf8_is_shown_as_bytes)
{
    expect_clean("\x80", "\\x80");
    expect_clean("\xff", "\\xff");
    expect_clean("\xc3", "\\xc3");
    expect_clean("\xc3(", "\\xc3(");
    expect_clean("\xc0\xaf", "\\xc0\\xaf");
    expect_clean("\xe0\x80\xaf", "\\xe0\\x80\\xaf");
    expect_clean("\xf0\x80\x80\xaf", "\\xf0\\x80\\x80\\xaf");
    expect_clean("\xed\xa0\x80", "\\xed\\xa0\\x80");
    expect_clean("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
    expect_clean("\xe2\x82", "\\xe2\\x82");
    expect_clean("\xf0\x9f\x99", "\\xf0\\x9f\\x99");
    /* the greatest that are too long, and what never begins a character */
    expect_clean("\xe0\x9f\xbf", "\\xe0\\x9f\\xbf");
    expect_clean("\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf");
    expect_clean("\xc1\xa0\x80", "\\xc1\\xa0\\x80");
    expect_clean("\x80\x90\x80\x80", "\\x80\\x90\\x80\\x80");
    expect_clean("\xf8\x90\x80\x80", "\\xf8\\x90\\x80\\x80");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("print");

    tcase_add_test(tcase, what_is_printable_is_kept);
    tcase_add_test(tcase, controls_are_shown_as_bytes);
    tcase_add_test(tcase, what_is_no_utf8_is_shown_as_bytes);
    return run_checker_tests("checker print", tcase);
}
