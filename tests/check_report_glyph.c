/* Widths of characters, and text cut and padded to them. */

#include <string.h>

#include "check_report.h"
#include "report/glyph.h"

static const struct {
    const char *text;
    size_t columns;
    const char *shown;
} samples[] = {
    {"", 0, ""},
    {"plain text", 10, "plain text"},
    {"\xc3\xa9t\xc3\xa9", 3, "\xc3\xa9t\xc3\xa9"},
    {"e\xcc\x81", 1, "e\xcc\x81"}, /* combining acute */
    {"\xe6\xbc\xa2\xe5\xad\x97", 4, "\xe6\xbc\xa2\xe5\xad\x97"}, /* wide */
    {"\xf0\x9f\x98\x80", 2, "\xf0\x9f\x98\x80"},                 /* a face */
    {"a\tb", 3, "a b"},
    {"a\nb\033[1m", 7,
     "a\xef\xbf\xbd"
     "b\xef\xbf\xbd[1m"},
    {"\x7f\xc2\x9b", 2, "\xef\xbf\xbd\xef\xbf\xbd"}, /* DEL and C1 */
    {"\xe2\x80\xae", 1, "\xef\xbf\xbd"},             /* reorders text */
    {"\xff\xc3(", 3, "\xef\xbf\xbd\xef\xbf\xbd("},   /* not UTF-8 */
    {"\xe2\x82", 2, "\xef\xbf\xbd\xef\xbf\xbd"},     /* cut short */
    {"\xc0\x80", 2, "\xef\xbf\xbd\xef\xbf\xbd"},     /* overlong */
};

START_TEST(samples_are_shown)
{
    const char *text = samples[_i].text;
    capture c;

    ck_assert_uint_eq(rc_glyph_columns(text, strlen(text)),
                      samples[_i].columns);
    capture_open(&c);
    rc_glyph_put(c.out, text, strlen(text));
    capture_is(&c, samples[_i].shown);
}
END_TEST

START_TEST(zero_bytes_are_shown_too)
{
    capture c;

    capture_open(&c);
    rc_glyph_put(c.out, "a\0b", 3);
    capture_is(&c, "a\xef\xbf\xbd"
                   "b");
}
END_TEST

static void
cell_is(const char *text, size_t width, rc_cell cell, const char *wanted)
{
    capture c;

    capture_open(&c);
    rc_cell_put(c.out, text, width, cell);
    capture_is(&c, wanted);
}

START_TEST(cells_are_padded)
{
    cell_is("ab", 4, RC_CELL_LEFT, "ab  ");
    cell_is("ab", 4, RC_CELL_RIGHT, "  ab");
    cell_is("ab", 4, RC_CELL_LEFT_TAIL, "ab  ");
    cell_is("ab", 4, RC_CELL_LAST, "ab");
    cell_is("abcd", 4, RC_CELL_LEFT, "abcd");
    cell_is("\xe6\xbc\xa2", 4, RC_CELL_RIGHT, "  \xe6\xbc\xa2");
    cell_is("", 2, RC_CELL_LEFT, "  ");
    cell_is("any length", (size_t)-1, RC_CELL_LAST, "any length");
}
END_TEST

START_TEST(cells_are_cut)
{
    cell_is("abcdefgh", 6, RC_CELL_LEFT, "abc...");
    cell_is("abcdefgh", 6, RC_CELL_RIGHT, "abcdefgh");
    cell_is("abcdefgh", 6, RC_CELL_LAST, "abc...");
    cell_is("abcdefgh", 6, RC_CELL_LEFT_TAIL, "...fgh");
    cell_is("abcdefgh", 3, RC_CELL_LEFT, "...");
    cell_is("abcdefgh", 1, RC_CELL_LEFT_TAIL, ".");
    cell_is("abcdefgh", 0, RC_CELL_LAST, "");
    /* A wide character that does not fit leaves a column. */
    cell_is("a\xe6\xbc\xa2\xe6\xbc\xa2 b", 5, RC_CELL_LEFT, "a... ");
    cell_is("a \xe6\xbc\xa2\xe6\xbc\xa2", 4, RC_CELL_LEFT_TAIL, "... ");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("glyph");

    tcase_add_loop_test(tcase, samples_are_shown, 0,
                        (int)(sizeof samples / sizeof *samples));
    tcase_add_test(tcase, zero_bytes_are_shown_too);
    tcase_add_test(tcase, cells_are_padded);
    tcase_add_test(tcase, cells_are_cut);
    return run_case("glyph", tcase);
}
