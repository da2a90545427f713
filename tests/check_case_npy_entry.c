/* Entries of .npy files against their values written down by hand, and against
   the numbers of this machine. */

#include <math.h>

#include "check_case.h"

#include "case/npy.h"
#include "random.h"

/* The bytes of value as an entry of this size and order. */
static void
store(unsigned char *bytes, uint64_t value, size_t size, int big_endian)
{
    for (size_t k = 0; k < size; k++)
        bytes[big_endian ? size - 1 - k : k] =
            (unsigned char)(value >> (8 * k) & 255);
}

/* x = the entry of these bits, in both byte orders. */
static rc_status
get(fmpq_t x, rc_npy_type type, size_t size, uint64_t value, const char **name)
{
    rc_npy npy = {.type = type, .size = size};
    unsigned char bytes[8];
    rc_status little, big;
    fmpq_t other;

    fmpq_init(other);
    fmpq_set_si(other, 17, 19); /* what was there does not matter */
    fmpq_set_si(x, -23, 29);
    store(bytes, value, size, 0);
    little = rc_npy_get(x, &npy, bytes, name);
    npy.big_endian = 1;
    store(bytes, value, size, 1);
    big = rc_npy_get(other, &npy, bytes, name);
    ck_assert_int_eq(little, big);
    if (little == RC_OK) {
        ck_assert(fmpq_is_canonical(x));
        ck_assert(fmpq_equal(x, other));
    }
    fmpq_clear(other);
    return little;
}

static void
expect(rc_npy_type type, size_t size, uint64_t value, const char *text)
{
    const char *name = "";
    rc_text_error error;
    rc_number_t wanted;
    fmpq_t x;

    fmpq_init(x);
    rc_number_init(wanted);
    ck_assert_int_eq(rc_number_set_text(wanted, text, strlen(text), &error),
                     RC_OK);
    ck_assert_int_eq(get(x, type, size, value, &name), RC_OK);
    ck_assert_msg(fmpq_equal(x, wanted->rational), "not %s", text);
    rc_number_clear(wanted);
    fmpq_clear(x);
}

START_TEST(integers_of_every_size)
{
    expect(RC_NPY_UNSIGNED, 1, 0xff, "255");
    expect(RC_NPY_SIGNED, 1, 0xff, "-1");
    expect(RC_NPY_SIGNED, 1, 0x7f, "127");
    expect(RC_NPY_SIGNED, 1, 0x80, "-128");
    expect(RC_NPY_UNSIGNED, 2, 0x8000, "32768");
    expect(RC_NPY_SIGNED, 2, 0x8000, "-32768");
    expect(RC_NPY_SIGNED, 2, 0x1234, "4660");
    expect(RC_NPY_UNSIGNED, 4, 0xfffffffe, "4294967294");
    expect(RC_NPY_SIGNED, 4, 0xfffffffe, "-2");
    expect(RC_NPY_UNSIGNED, 8, UINT64_MAX, "18446744073709551615");
    expect(RC_NPY_SIGNED, 8, UINT64_MAX, "-1");
    expect(RC_NPY_SIGNED, 8, UINT64_C(1) << 63, "-9223372036854775808");
    expect(RC_NPY_SIGNED, 8, INT64_MAX, "9223372036854775807");
    expect(RC_NPY_SIGNED, 8, 0, "0");
}
END_TEST

START_TEST(floats_are_exact)
{
    expect(RC_NPY_FLOAT, 2, 0x3c00, "1");
    expect(RC_NPY_FLOAT, 2, 0x3c01, "1 + 2^-10");
    expect(RC_NPY_FLOAT, 2, 0xc100, "-5/2");
    expect(RC_NPY_FLOAT, 2, 0x7bff, "65504");
    expect(RC_NPY_FLOAT, 2, 0x0400, "2^-14");
    expect(RC_NPY_FLOAT, 2, 0x03ff, "1023*2^-24");
    expect(RC_NPY_FLOAT, 2, 0x8001, "-2^-24");
    expect(RC_NPY_FLOAT, 2, 0x8000, "0");
    expect(RC_NPY_FLOAT, 4, 0x3f800000, "1");
    expect(RC_NPY_FLOAT, 4, 0x3dcccccd, "13421773*2^-27"); /* 0.1f */
    expect(RC_NPY_FLOAT, 4, 0x7f7fffff, "(2^24 - 1)*2^104");
    expect(RC_NPY_FLOAT, 4, 0x00800000, "2^-126");
    expect(RC_NPY_FLOAT, 4, 0x007fffff, "(2^23 - 1)*2^-149");
    expect(RC_NPY_FLOAT, 4, 0x80000001, "-2^-149");
    expect(RC_NPY_FLOAT, 8, UINT64_C(0x3fb999999999999a),
           "3602879701896397*2^-55"); /* 0.1 */
    expect(RC_NPY_FLOAT, 8, UINT64_C(0xbff0000000000001), "-1 - 2^-52");
    expect(RC_NPY_FLOAT, 8, UINT64_C(0x7fefffffffffffff), "(2^53 - 1)*2^971");
    expect(RC_NPY_FLOAT, 8, UINT64_C(0x0010000000000000), "2^-1022");
    expect(RC_NPY_FLOAT, 8, UINT64_C(0x000fffffffffffff), "(2^52 - 1)*2^-1074");
    expect(RC_NPY_FLOAT, 8, UINT64_C(0x8000000000000001), "-2^-1074");
    expect(RC_NPY_FLOAT, 8, UINT64_C(1) << 63, "0");
}
END_TEST

static void
refuse(size_t size, uint64_t value, const char *wanted)
{
    const char *name = "";
    fmpq_t x;

    fmpq_init(x);
    ck_assert_int_eq(get(x, RC_NPY_FLOAT, size, value, &name), RC_DOMAIN);
    ck_assert_str_eq(name, wanted);
    fmpq_clear(x);
}

START_TEST(what_is_not_finite_is_named)
{
    refuse(2, 0x7c00, "inf");
    refuse(2, 0xfc00, "-inf");
    refuse(2, 0x7c01, "nan");
    refuse(2, 0xffff, "nan");
    refuse(4, 0x7f800000, "inf");
    refuse(4, 0xff800000, "-inf");
    refuse(4, 0x7f800001, "nan");
    refuse(4, 0xffc00000, "nan");
    refuse(8, UINT64_C(0x7ff0000000000000), "inf");
    refuse(8, UINT64_C(0xfff0000000000000), "-inf");
    refuse(8, UINT64_C(0x7ff0000000000001), "nan");
    refuse(8, UINT64_C(0xfff8000000000000), "nan");
}
END_TEST

/* Half precision is small enough for all of it: from 0 up, every value is
   larger than the one before by the last place of its binade. */
START_TEST(half_floats_rise_by_their_last_place)
{
    const char *name = "";
    fmpq_t before, x, step;

    fmpq_init(before);
    fmpq_init(x);
    fmpq_init(step);
    for (uint64_t bits = 1; bits < 0x7c00; bits++) {
        const uint64_t exponent = (bits - 1) >> 10;

        ck_assert_int_eq(get(x, RC_NPY_FLOAT, 2, bits, &name), RC_OK);
        fmpq_sub(before, x, before);
        fmpq_one(step);
        fmpq_mul_2exp(step, step, exponent > 0 ? exponent - 1 : 0);
        fmpq_div_2exp(step, step, 24);
        ck_assert(fmpq_equal(before, step));
        fmpq_set(before, x);
        ck_assert_int_eq(get(step, RC_NPY_FLOAT, 2, bits | 0x8000, &name),
                         RC_OK);
        fmpq_neg(step, step);
        ck_assert(fmpq_equal(step, x));
    }
    fmpq_clear(step);
    fmpq_clear(x);
    fmpq_clear(before);
}
END_TEST

/* x is the finite number y: y = m 2^e with an integer m. */
static void
expect_double(const fmpq_t x, double y)
{
    int e;
    const double fraction = frexp(y, &e);
    fmpq_t wanted;

    fmpq_init(wanted);
    fmpz_set_si(fmpq_numref(wanted), (slong)ldexp(fraction, 53));
    fmpz_one(fmpq_denref(wanted));
    e -= 53;
    if (e < 0)
        fmpq_div_2exp(wanted, wanted, (ulong)-e);
    else
        fmpq_mul_2exp(wanted, wanted, (ulong)e);
    ck_assert(fmpq_equal(x, wanted));
    fmpq_clear(wanted);
}

START_TEST(random_floats_are_those_of_this_machine)
{
    uint64_t state = random_start();
    const long trials = random_trials(3000);
    long finite = 0;
    fmpq_t x;

    fmpq_init(x);
    for (long trial = 0; trial < trials; trial++) {
        const uint64_t bits = random_bits(&state);
        const uint32_t half = (uint32_t)(bits >> 32);
        const char *name = "";
        double y;
        float z;
        rc_status status;

        memcpy(&y, &bits, sizeof y);
        memcpy(&z, &half, sizeof z);
        status = get(x, RC_NPY_FLOAT, 8, bits, &name);
        ck_assert_int_eq(status, isfinite(y) ? RC_OK : RC_DOMAIN);
        if (status == RC_OK)
            expect_double(x, y);
        finite += status == RC_OK;
        status = get(x, RC_NPY_FLOAT, 4, half, &name);
        ck_assert_int_eq(status, isfinite(z) ? RC_OK : RC_DOMAIN);
        if (status == RC_OK)
            expect_double(x, (double)z);
    }
    ck_assert_int_gt(finite, trials / 2);
    fmpq_clear(x);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        integers_of_every_size,
        floats_are_exact,
        what_is_not_finite_is_named,
        half_floats_rise_by_their_last_place,
        random_floats_are_those_of_this_machine,
    };

    return RUN_SUITE("case/npy_entry", tests);
}
