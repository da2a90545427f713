/* {random: ...}: the stream of each layer, and what its keys may hold. */

#include "check_case.h"

#include "random.h"

/* m = the matrix of yaml, which is good, in this layer. */
static void
read_layer(rc_matrix_t m, const char *yaml, long layer)
{
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    f.r.layer = layer;
    ck_assert_int_eq(rc_read_random(&f.r, f.root, m), RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_int_ne(f.r.drawn, 0);
    ck_assert_uint_eq(f.r.entries_left,
                      RC_CASE_MAX_ENTRIES - (size_t)(m->rows * m->cols));
    fixture_close(&f);
}

/* The entry is (z >> 11) - 2^52: the range was 2^52. */
static void
expect_made_of(const rc_number_t x, uint64_t z)
{
    ck_assert(fmpz_is_one(fmpq_denref(x->rational)));
    ck_assert_int_eq(fmpz_get_si(fmpq_numref(x->rational)),
                     (int64_t)(z >> 11) - (INT64_C(1) << 52));
}

START_TEST(layers_continue_one_stream)
{
    static const struct {
        const char *text;
        uint64_t value;
    } seeds[] = {
        {"0", 0},
        {"1234567", 1234567},
        {"9223372036854775807", INT64_MAX},
        {"9223372036854775808", UINT64_C(1) << 63},
        {"18446744073709551615", UINT64_MAX},
    };
    rc_matrix_t m;

    rc_matrix_init_empty(m);
    for (size_t s = 0; s < sizeof seeds / sizeof *seeds; s++) {
        uint64_t state = seeds[s].value;
        char yaml[128];

        snprintf(yaml, sizeof yaml, "{rows: 2, cols: 3, seed: %s, range: 2^52}",
                 seeds[s].text);
        for (long layer = 0; layer < 4; layer++) {
            read_layer(m, yaml, layer);
            ck_assert_int_eq(m->rows, 2);
            ck_assert_int_eq(m->cols, 3);
            for (slong k = 0; k < 6; k++)
                expect_made_of(m->entries + k, random_bits(&state));
        }
    }
    rc_matrix_clear(m);
}
END_TEST

/* The first output for seed 0 is 0xe220a8397b1dcdaf; its upper 53 bits are
   7956156453446585. */
START_TEST(entries_are_exact)
{
    rc_matrix_t m;
    char *text;

    rc_matrix_init_empty(m);
    read_layer(m, "{rows: 1, cols: 1, seed: 0, range: 1/3}", 0);
    text = rc_number_get_text(m->entries);
    ck_assert_str_eq(text, "3452556826076089/13510798882111488");
    free(text);
    rc_matrix_clear(m);
}
END_TEST

/* Reading yaml gives these errors; NULL for none. */
static void
refuse(const char *yaml, const char *a, const char *b, const char *c,
       const char *d)
{
    rc_matrix_t m;
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_random(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors, a, b, c, d, NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}

START_TEST(seeds_have_64_bits)
{
    static const char *const bad[] = {"18446744073709551616",
                                      "18446744073709551620",
                                      "99999999999999999999",
                                      "184467440737095516150",
                                      "-1",
                                      "01",
                                      "1.0",
                                      "1e3",
                                      "+1",
                                      "0x1",
                                      "''",
                                      "1 2",
                                      "[1]",
                                      "seven"};

    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        char yaml[128];

        snprintf(yaml, sizeof yaml, "{rows: 1, cols: 1, range: 1, seed: %s}",
                 bad[k]);
        refuse(yaml, "1:36: expected an integer from 0 to 18446744073709551615",
               NULL, NULL, NULL);
    }
}
END_TEST

START_TEST(every_key_is_checked)
{
    refuse("{rows: 0, cols: 4097, seed: x, range: 0}",
           "1:8: expected an integer from 1 to 4096",
           "1:17: expected an integer from 1 to 4096",
           "1:29: expected an integer from 0", "1:39: expected a positive");
    refuse("{}", "1:1: 'random' has no 'rows', which is required",
           "1:1: 'random' has no 'cols', which is required",
           "1:1: 'random' has no 'seed', which is required",
           "1:1: 'random' has no 'range', which is required");
    refuse("{rows: 1, cols: 1, sead: 1, range: 1}",
           "1:1: 'random' has no 'seed', which is required",
           "1:20: unknown key 'sead' in 'random'; did you mean 'seed'?", NULL,
           NULL);
    refuse("7", "1:1: expected a mapping with rows, cols, seed and range", NULL,
           NULL, NULL);
}
END_TEST

START_TEST(ranges_are_small_positive_rationals)
{
    static const char *const bad[] = {"0",    "-1",     "sqrt(2)",
                                      "2^64", "1/2^64", "pi - pi + 1"};
    rc_matrix_t m;

    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        char yaml[128];

        snprintf(yaml, sizeof yaml, "{rows: 1, cols: 1, seed: 1, range: %s}",
                 bad[k]);
        refuse(yaml, "1:36: expected a positive rational number", NULL, NULL,
               NULL);
    }
    rc_matrix_init_empty(m);
    read_layer(m, "{rows: 1, cols: 1, seed: 1, range: 2^64 - 1}", 0);
    read_layer(m, "{rows: 1, cols: 1, seed: 1, range: 1/2^63}", 0);
    rc_matrix_clear(m);
    refuse("{rows: 1, cols: 1, seed: 1, range: x}", "1:36: 'x' is not a number",
           NULL, NULL, NULL);
}
END_TEST

START_TEST(entries_count)
{
    rc_matrix_t m;
    fixture f;

    fixture_open(&f, "{rows: 4, cols: 5, seed: 1, range: 1}", 0, 0);
    rc_matrix_init_empty(m);
    f.r.entries_left = 39;
    ck_assert_int_eq(rc_read_random(&f.r, f.root, m), RC_OK);
    ck_assert_int_eq(rc_read_random(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors, "1:1: the matrices of the file have more than",
                  NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        layers_continue_one_stream,
        entries_are_exact,
        seeds_have_64_bits,
        every_key_is_checked,
        ranges_are_small_positive_rationals,
        entries_count,
    };

    return RUN_SUITE("case/read_random", tests);
}
