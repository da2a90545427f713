/* Memory is counted: what GMP, MPFR, jansson and the checker itself allocate.
   Each test runs in a process of its own (Check forks), or is skipped. */

#include <setjmp.h>

#include <mpfr.h>

#include "checker_support.h"

static jmp_buf out;

/* What was allocated before a limit was hit. */
static void *blocks[10];
static char *text;

static void
release(void)
{
    for (int k = 0; k < 10; k++) {
        ck_release(blocks[k]);
        blocks[k] = NULL;
    }
    free(text);
    text = NULL;
}

static void
exhausted(void)
{
    longjmp(out, 1);
}

/* 1 when `allocate` hits a limit of so many bytes. */
static int
hits(size_t limit, void (*allocate)(void))
{
    if (setjmp(out) != 0) {
        release();
        return 1;
    }
    ck_memory_limit(limit, exhausted);
    allocate();
    release();
    return 0;
}

static void
own(void)
{
    ck_release(ck_allocate(1000, 100));
}

static void
many(void)
{
    for (int k = 0; k < 10; k++)
        blocks[k] = ck_allocate(100, 100);
}

static void
overflowing(void)
{
    ck_release(ck_allocate((size_t)-1 / 2, 3));
}

static void
with_gmp(void)
{
    mpz_t x;

    mpz_init(x);
    mpz_ui_pow_ui(x, 2, 8 * 100000);
    mpz_clear(x);
}

static void
with_mpfr(void)
{
    mpfr_t x;

    mpfr_init2(x, 8 * 100000);
    mpfr_clear(x);
}

static void
with_jansson(void)
{
    json_t *made;

    text = malloc(100001);
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', 100000);
    text[100000] = '\0';
    made = json_string(text);
    json_decref(made);
}

START_TEST(limits)
{
    static void (*const all[])(void) = {own, many, with_gmp, with_mpfr,
                                        with_jansson};

    ck_assert(hits(50000, all[_i]));
}
END_TEST

START_TEST(what_is_within_the_limit)
{
    static void (*const all[])(void) = {own, many, with_gmp, with_mpfr,
                                        with_jansson};

    /* What is freed counts no more. */
    for (int k = 0; k < 50; k++)
        ck_assert(!hits(250000, all[_i]));
}
END_TEST

START_TEST(sizes_that_overflow)
{
    ck_assert(hits((size_t)-1, overflowing));
}
END_TEST

START_TEST(memory_is_zeroed)
{
    unsigned char *block = ck_allocate(1000, 3);

    for (int k = 0; k < 3000; k++)
        ck_assert_int_eq(block[k], 0);
    memset(block, 0xff, 3000);
    ck_release(block);
    ck_release(NULL);
    ck_release(ck_allocate(0, 8));
    block = ck_allocate(3000, 1);
    for (int k = 0; k < 3000; k++)
        ck_assert_int_eq(block[k], 0);
    ck_release(block);
}
END_TEST

/* GMP's blocks keep their contents when they grow. */
START_TEST(growing_keeps_the_value)
{
    mpz_t x, y;

    ck_memory_limit((size_t)1 << 30, exhausted);
    mpz_init_set_ui(x, 3);
    mpz_init(y);
    for (int k = 0; k < 12; k++)
        mpz_mul(x, x, x);
    mpz_ui_pow_ui(y, 3, 4096);
    ck_assert_int_eq(mpz_cmp(x, y), 0);
    mpz_clear(x);
    mpz_clear(y);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("limits");

    tcase_add_loop_test(tcase, limits, 0, 5);
    tcase_add_loop_test(tcase, what_is_within_the_limit, 0, 5);
    tcase_add_test(tcase, sizes_that_overflow);
    tcase_add_test(tcase, memory_is_zeroed);
    tcase_add_test(tcase, growing_keeps_the_value);
    return run_checker_tests("limits", tcase);
}
