/* SplitMix64 against its published outputs, and the entries made of it. */

#include "exact_support.h"

#include "random.h"

/* m = a random matrix whose entries are integers: range 2^52 makes the entry
   (z >> 11) - 2^52. */
static void
set_whole(rc_matrix_t m, slong rows, slong cols, uint64_t seed, uint64_t first)
{
    fmpq_t range;

    fmpq_init(range);
    fmpq_one(range);
    fmpq_mul_2exp(range, range, 52);
    ck_assert_int_eq(rc_matrix_set_random(m, rows, cols, seed, first, range),
                     RC_OK);
    fmpq_clear(range);
}

/* Entry k of m, counted in rows, was made of z. */
static void
expect_made_of(const rc_matrix_t m, slong k, uint64_t z)
{
    const int64_t wanted = (int64_t)(z >> 11) - (INT64_C(1) << 52);

    ck_assert_int_lt(k, m->rows * m->cols);
    ck_assert(rc_number_is_rational(m->entries + k));
    ck_assert(fmpz_is_one(fmpq_denref(m->entries[k].rational)));
    ck_assert_int_eq(fmpz_get_si(fmpq_numref(m->entries[k].rational)), wanted);
}

START_TEST(the_stream_is_splitmix64)
{
    static const uint64_t of_0[] = {
        UINT64_C(0xe220a8397b1dcdaf), UINT64_C(0x6e789e6aa1b965f4),
        UINT64_C(0x06c45d188009454f), UINT64_C(0xf88bb8a8724c81ec)};
    static const uint64_t of_1234567[] = {
        UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
        UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
        UINT64_C(16408922859458223821)};
    rc_matrix_t m;

    rc_matrix_init_empty(m);
    set_whole(m, 2, 2, 0, 0);
    for (slong k = 0; k < 4; k++)
        expect_made_of(m, k, of_0[k]);
    set_whole(m, 1, 5, 1234567, 0);
    for (slong k = 0; k < 5; k++)
        expect_made_of(m, k, of_1234567[k]);
    /* a later layer goes on where the earlier ones ended */
    set_whole(m, 1, 2, 1234567, 2);
    expect_made_of(m, 0, of_1234567[2]);
    expect_made_of(m, 1, of_1234567[3]);
    rc_matrix_clear(m);
}
END_TEST

/* tests/random.h keeps a state, as the definition does. */
START_TEST(every_seed_has_its_stream)
{
    static const uint64_t seeds[] = {0, 1, UINT64_C(1) << 63, UINT64_MAX};
    rc_matrix_t m;

    rc_matrix_init_empty(m);
    for (size_t s = 0; s < sizeof seeds / sizeof *seeds; s++) {
        uint64_t state = seeds[s];

        for (uint64_t layer = 0; layer < 3; layer++) {
            set_whole(m, 7, 11, seeds[s], 77 * layer);
            ck_assert_int_eq(m->rows, 7);
            ck_assert_int_eq(m->cols, 11);
            for (slong k = 0; k < 77; k++)
                expect_made_of(m, k, random_bits(&state));
        }
    }
    rc_matrix_clear(m);
}
END_TEST

START_TEST(entries_are_exact_multiples_of_the_range)
{
    rc_matrix_t m, whole;
    fmpq_t range, entry;

    rc_matrix_init_empty(m);
    rc_matrix_init_empty(whole);
    fmpq_init(range);
    fmpq_init(entry);
    fmpq_set_si(range, 5, 3);
    set_whole(whole, 10, 10, 7, 0);
    ck_assert_int_eq(rc_matrix_set_random(m, 10, 10, 7, 0, range), RC_OK);
    for (slong k = 0; k < 100; k++) {
        fmpq_mul(entry, whole->entries[k].rational, range);
        fmpq_div_2exp(entry, entry, 52);
        ck_assert(fmpq_is_canonical(m->entries[k].rational));
        ck_assert(fmpq_equal(m->entries[k].rational, entry));
        fmpq_abs(entry, entry);
        ck_assert_int_le(fmpq_cmp(entry, range), 0);
    }
    fmpq_clear(entry);
    fmpq_clear(range);
    rc_matrix_clear(whole);
    rc_matrix_clear(m);
}
END_TEST

START_TEST(sizes_are_capped)
{
    rc_matrix_t m;
    fmpq_t range;

    rc_matrix_init_empty(m);
    fmpq_init(range);
    fmpq_one(range);
    ck_assert_int_eq(
        rc_matrix_set_random(m, RC_MATRIX_MAX_DIM + 1, 1, 0, 0, range),
        RC_LIMIT);
    ck_assert_int_eq(m->rows, 0);
    ck_assert_int_eq(rc_matrix_set_random(m, RC_MATRIX_MAX_DIM, 1, 0, 0, range),
                     RC_OK);
    ck_assert_int_eq(m->rows, RC_MATRIX_MAX_DIM);
    fmpq_clear(range);
    rc_matrix_clear(m);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("random");

    tcase_add_test(tcase, the_stream_is_splitmix64);
    tcase_add_test(tcase, every_seed_has_its_stream);
    tcase_add_test(tcase, entries_are_exact_multiples_of_the_range);
    tcase_add_test(tcase, sizes_are_capped);
    return run_tests(tcase);
}
