/* UTF-8 against its definition. */

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "utf8.h"

/* Writes the one right sequence for a code. */
static size_t
encode(unsigned char *to, unsigned long code)
{
    if (code < 0x80) {
        to[0] = (unsigned char)code;
        return 1;
    }

    size_t bytes = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    for (size_t k = bytes - 1; k > 0; k--, code >>= 6)
        to[k] = (unsigned char)(0x80 | (code & 0x3f));
    to[0] = (unsigned char)((0xf00 >> bytes & 0xff) | code);
    return bytes;
}

/* 1 when the code's own sequence gives it back, whole and cut short. */
static int
decodes(unsigned long code)
{
    unsigned char bytes[4];
    const char *text = (const char *)bytes;
    unsigned long found = code + 1;
    size_t length = encode(bytes, code);

    if (code >= 0xd800 && code <= 0xdfff)
        return rc_utf8_decode(&found, text, length) == 0;
    return rc_utf8_decode(&found, text, length) == length && found == code &&
           rc_utf8_count(text, length) == 1 &&
           (length == 1 || rc_utf8_decode(&found, text, length - 1) == 0);
}

START_TEST(every_code_point_is_decoded)
{
    for (unsigned long code = 0; code <= 0x10ffff; code++)
        if (!decodes(code))
            ck_abort_msg("U+%04lX", code);
}
END_TEST

START_TEST(wrong_bytes_are_not_decoded)
{
    static const char *const wrong[] = {
        "\x80",             /* a continuation first */
        "\xc0\x80",         /* overlong */
        "\xc1\xbf",         /* overlong */
        "\xe0\x9f\xbf",     /* overlong */
        "\xf0\x8f\xbf\xbf", /* overlong */
        "\xf4\x90\x80\x80", /* above U+10FFFF */
        "\xf8\x88\x80\x80", /* five bytes */
        "\xff",
        "\xc3(",
        "\xe2\x82(",
    };
    unsigned long code;

    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        ck_assert_uint_eq(rc_utf8_decode(&code, wrong[k], strlen(wrong[k])), 0);
}
END_TEST

START_TEST(characters_are_counted)
{
    ck_assert_uint_eq(rc_utf8_count("", 0), 0);
    ck_assert_uint_eq(rc_utf8_count("a\xc3\xa9\xf0\x9f\x98\x80z", 8), 4);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tcase = tcase_create("utf8");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, every_code_point_is_decoded);
    tcase_add_test(tcase, wrong_bytes_are_not_decoded);
    tcase_add_test(tcase, characters_are_counted);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
