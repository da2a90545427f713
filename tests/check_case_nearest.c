/* Edit distance against the recursion that defines it, and what is near. */

#include "check_case.h"

#include "case/nearest.h"

static int
least(int a, int b)
{
    return a < b ? a : b;
}

static int
defined_distance(const char *a, size_t n, const char *b, size_t m)
{
    if (n == 0 || m == 0)
        return (int)(n + m);

    int d = least(defined_distance(a, n - 1, b, m) + 1,
                  defined_distance(a, n, b, m - 1) + 1);

    d = least(d, defined_distance(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]));
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1])
        d = least(d, defined_distance(a, n - 2, b, m - 2) + 1);
    return d;
}

/* Writes the base-3 digits of code as letters. */
static size_t
spell(char *text, unsigned code)
{
    size_t length = 0;

    for (; code > 0; code /= 3)
        text[length++] = (char)('a' + code % 3);
    return length;
}

START_TEST(distance_follows_its_definition)
{
    char a[16], b[16];
    int largest = 0;

    for (unsigned x = 0; x < 243; x += 2)
        for (unsigned y = 0; y < 243; y += 3) {
            size_t n = spell(a, x), m = spell(b, y);
            int d = rc_edit_distance(a, n, b, m);

            ck_assert_int_eq(d, defined_distance(a, n, b, m));
            largest = d > largest ? d : largest;
        }
    ck_assert_int_ge(largest, 4);
}
END_TEST

START_TEST(long_texts_have_no_distance)
{
    char text[65];

    memset(text, 'x', sizeof text);
    ck_assert_int_eq(rc_edit_distance(text, 64, text, 64), 0);
    ck_assert_int_eq(rc_edit_distance(text, 64, "", 0), 64);
    ck_assert_int_eq(rc_edit_distance(text, 65, "", 0), -1);
    ck_assert_int_eq(rc_edit_distance("", 0, text, 65), -1);
}
END_TEST

/* The nearest of some names of the format. */
static const char *
nearest_to(const char *text)
{
    static const char *const names[] = {"tokens", "dim",  "mask", "attention",
                                        "value",  "norm", "id",   "claims"};
    rc_nearest nearest = {NULL, 0, 0};

    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        rc_nearest_offer(&nearest, text, strlen(text), names[k]);
    return nearest.name;
}

START_TEST(near_names_are_named_and_far_ones_are_not)
{
    ck_assert_str_eq(nearest_to("tokns"), "tokens");
    ck_assert_str_eq(nearest_to("toknes"), "tokens");
    ck_assert_str_eq(nearest_to("values"), "value");
    ck_assert_str_eq(nearest_to("claim"), "claims");
    ck_assert_str_eq(nearest_to("dmi"), "dim");
    ck_assert_str_eq(nearest_to("dimension"), "dim");
    ck_assert_str_eq(nearest_to("att"), "attention");
    ck_assert_str_eq(nearest_to("i"), "id");
    ck_assert_ptr_null(nearest_to("xy"));
    ck_assert_ptr_null(nearest_to("weights"));
    ck_assert_ptr_null(nearest_to(""));
}
END_TEST

START_TEST(ties_are_marked)
{
    rc_nearest nearest = {NULL, 0, 0};

    rc_nearest_offer(&nearest, "P0", 2, "P1");
    ck_assert(!nearest.tied);
    rc_nearest_offer(&nearest, "P0", 2, "P2");
    ck_assert(nearest.tied);
    rc_nearest_offer(&nearest, "P0", 2, "P0");
    ck_assert(!nearest.tied);
    ck_assert_str_eq(nearest.name, "P0");
    rc_nearest_offer(&nearest, "P0", 2, "P2");
    ck_assert(!nearest.tied);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        distance_follows_its_definition,
        long_texts_have_no_distance,
        near_names_are_named_and_far_ones_are_not,
        ties_are_marked,
    };

    return RUN_SUITE("case/nearest", tests);
}
