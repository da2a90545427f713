/* UTF-8 against its definition, and the first offence in a file. */

#include "check_case.h"

#include "case/text.h"

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

static void
expect_offence(const char *text, size_t length, const char *expected)
{
    rc_errors errors;

    rc_errors_init(&errors);
    ck_assert_int_eq(rc_utf8_check(text, length, &errors), RC_INPUT);
    expect_errors(&errors, expected, NULL);
    rc_errors_clear(&errors);
}

START_TEST(the_first_offence_has_its_position)
{
    expect_offence("\x80", 1, "1:1: byte 0x80 is not valid UTF-8");
    expect_offence("ab\n\xc3\xa9 \xff\xfe", 8, "2:3: byte 0xff");
    expect_offence("a\r\nb\rc\x01", 7, "3:2: control character U+0001");
    expect_offence("a\0", 2, "1:2: control character U+0000");
    expect_offence("a\x7f", 2, "1:2: control character U+007F");
    expect_offence("\xc2\x80", 2, "1:1: control character U+0080");
    expect_offence("a\xc2\x85"
                   "b\xe2\x80\xa8\x02",
                   8, "3:1: control");
    expect_offence("a\xe2\x82", 3, "1:2: byte 0xe2");
}
END_TEST

START_TEST(text_passes)
{
    const char text[] = "a: \xc3\xa9\t\r\n\xf0\x9f\x98\x80\n";
    rc_errors errors;

    rc_errors_init(&errors);
    ck_assert_int_eq(rc_utf8_check(text, sizeof text - 1, &errors), RC_OK);
    ck_assert_int_eq(rc_utf8_check(text, 0, &errors), RC_OK);
    ck_assert_uint_eq(errors.count, 0);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        every_code_point_is_decoded,
        wrong_bytes_are_not_decoded,
        the_first_offence_has_its_position,
        text_passes,
    };

    return RUN_SUITE("case/text", tests);
}
