/* Entries of .npy files, exactly. */

#include "checker_support.h"

#include "checker/case_npy.h"

/* The first entry of these bytes is the number; NULL: it is none. */
static void
expect_entry(char type, size_t size, int big_endian, const char *bytes,
             const char *number)
{
    const ck_npy npy = {type, size, big_endian, 0, 1, 1, 0};
    mpq_t x, wanted;
    int good;

    mpq_init(x);
    mpq_init(wanted);
    good = ck_npy_entry(x, &npy, (const unsigned char *)bytes, 0, 0);
    ck_assert_int_eq(good, number != NULL);
    if (number != NULL) {
        ck_assert_int_eq(mpq_set_str(wanted, number, 0), 0);
        ck_assert_msg(mpq_equal(x, wanted), "it is not %s", number);
    }
    mpq_clear(wanted);
    mpq_clear(x);
}

#define FLOAT(size, bytes, number) expect_entry('f', size, 0, bytes, number)

START_TEST(halves)
{
    FLOAT(2, "\x00\x3c", "1");
    FLOAT(2, "\x00\xc0", "-2");
    FLOAT(2, "\x55\x35", "1365/4096");
    FLOAT(2, "\xff\x7b", "65504");
    FLOAT(2, "\xff\xfb", "-65504");
    FLOAT(2, "\x00\x04", "1/16384");       /* the least with a hidden one */
    FLOAT(2, "\xff\x03", "1023/16777216"); /* and the greatest without */
    FLOAT(2, "\x01\x00", "1/16777216");
    FLOAT(2, "\x00\x00", "0");
    FLOAT(2, "\x00\x80", "0");
    FLOAT(2, "\x00\x7c", NULL);
    FLOAT(2, "\x00\xfc", NULL);
    FLOAT(2, "\x01\x7c", NULL);
    FLOAT(2, "\xff\xff", NULL);
}
END_TEST

START_TEST(floats)
{
    FLOAT(4, "\x00\x00\x80\x3f", "1");
    FLOAT(4, "\xdb\x0f\x49\xc0", "-13176795/4194304");
    FLOAT(4, "\xff\xff\x7f\x7f", "0xffffff00000000000000000000000000");
    FLOAT(4, "\x00\x00\x80\x00", "1/0x40000000000000000000000000000000");
    FLOAT(4, "\x01\x00\x00\x00",
          "1/0x20000000000000000000000000000000000000"
          "");
    FLOAT(4, "\x00\x00\x00\x80", "0");
    FLOAT(4, "\x00\x00\x80\x7f", NULL);
    FLOAT(4, "\x01\x00\x80\xff", NULL);
}
END_TEST

/* 2^power. */
static void
expect_power(const char *bytes, long power)
{
    const ck_npy npy = {'f', 8, 0, 0, 1, 1, 0};
    mpq_t x, wanted;

    mpq_init(x);
    mpq_init(wanted);
    mpq_set_ui(wanted, 1, 1);
    if (power < 0)
        mpq_div_2exp(wanted, wanted, (mp_bitcnt_t)-power);
    else
        mpq_mul_2exp(wanted, wanted, (mp_bitcnt_t)power);
    ck_assert(ck_npy_entry(x, &npy, (const unsigned char *)bytes, 0, 0));
    ck_assert_msg(mpq_equal(x, wanted), "it is not 2^%ld", power);
    mpq_clear(wanted);
    mpq_clear(x);
}

START_TEST(doubles)
{
    FLOAT(8, "\x00\x00\x00\x00\x00\x00\xf0\x3f", "1");
    FLOAT(8, "\x9a\x99\x99\x99\x99\x99\xb9\x3f",
          "3602879701896397/36028797018963968");
    FLOAT(8, "\x00\x00\x00\x00\x00\x00\x00\x80", "0");
    FLOAT(8, "\x00\x00\x00\x00\x00\x00\xf0\x7f", NULL);
    FLOAT(8, "\x00\x00\x00\x00\x00\x00\xf0\xff", NULL);
    FLOAT(8, "\x01\x00\x00\x00\x00\x00\xf0\x7f", NULL);
    FLOAT(8, "\x00\x00\x00\x00\x00\x00\xf8\x7f", NULL);
    expect_power("\x01\x00\x00\x00\x00\x00\x00\x00", -1074);
    expect_power("\x00\x00\x00\x00\x00\x00\x10\x00", -1022);
    expect_power("\x00\x00\x00\x00\x00\x00\xe0\x7f", 1023);
}
END_TEST

START_TEST(integers)
{
    expect_entry('u', 1, 0, "\xff", "255");
    expect_entry('i', 1, 0, "\xff", "-1");
    expect_entry('i', 1, 0, "\x80", "-128");
    expect_entry('i', 1, 0, "\x7f", "127");
    expect_entry('i', 2, 0, "\x00\x80", "-32768");
    expect_entry('i', 2, 0, "\xff\x7f", "32767");
    expect_entry('u', 2, 0, "\x01\x80", "32769");
    expect_entry('i', 4, 0, "\x01\x00\x00\x80", "-2147483647");
    expect_entry('u', 4, 0, "\x01\x00\x00\x80", "2147483649");
    expect_entry('i', 8, 0, "\x00\x00\x00\x00\x00\x00\x00\x80",
                 "-9223372036854775808");
    expect_entry('u', 8, 0, "\xff\xff\xff\xff\xff\xff\xff\xff",
                 "18446744073709551615");
    expect_entry('i', 8, 0, "\x00\x00\x00\x00\x00\x00\x00\x00", "0");
}
END_TEST

START_TEST(most_significant_first)
{
    expect_entry('u', 2, 1, "\x01\x02", "258");
    expect_entry('i', 4, 1, "\xff\xff\xff\xfe", "-2");
    expect_entry('f', 2, 1, "\x3c\x00", "1");
    expect_entry('f', 4, 1, "\xc0\x49\x0f\xdb", "-13176795/4194304");
    expect_entry('f', 8, 1, "\x3f\xf0\x00\x00\x00\x00\x00\x00", "1");
}
END_TEST

/* Of 2 x 3 entries behind 2 bytes. */
START_TEST(places)
{
    static const unsigned char bytes[] = {99, 99, 0, 1, 2, 3, 4, 5};
    ck_npy npy = {'u', 1, 0, 0, 2, 3, 2};
    mpq_t x;

    mpq_init(x);
    for (int by_columns = 0; by_columns < 2; by_columns++)
        for (long i = 0; i < 2; i++)
            for (long j = 0; j < 3; j++) {
                const long place = by_columns ? 2 * j + i : 3 * i + j;

                npy.by_columns = by_columns;
                ck_assert(ck_npy_entry(x, &npy, bytes, i, j));
                ck_assert_int_eq(mpq_cmp_si(x, place, 1), 0);
            }
    mpq_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_npy_entry");

    tcase_add_test(tcase, halves);
    tcase_add_test(tcase, floats);
    tcase_add_test(tcase, doubles);
    tcase_add_test(tcase, integers);
    tcase_add_test(tcase, most_significant_first);
    tcase_add_test(tcase, places);
    return run_checker_tests("case_npy_entry", tcase);
}
