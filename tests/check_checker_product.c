/* Products of interval matrices hold every product of their members, stay
   exact where the numbers are, and are unbounded where these are. */

#include "checker_interval.h"

static gmp_randstate_t state;

/* x = an interval about a random point, whose exponents differ widely. */
static void
set_random(mpfi_ptr x, int thin)
{
    mpfr_t radius;

    mpfr_init2(radius, 32);
    mpfr_urandomb(&x->left, state);
    mpfr_mul_2si(&x->left, &x->left, (long)gmp_urandomm_ui(state, 40) - 20,
                 MPFR_RNDN);
    if (gmp_urandomm_ui(state, 2))
        mpfr_neg(&x->left, &x->left, MPFR_RNDN);
    mpfr_set(&x->right, &x->left, MPFR_RNDN);
    mpfr_urandomb(radius, state);
    mpfr_mul_2si(radius, radius, -(long)gmp_urandomm_ui(state, 60), MPFR_RNDN);
    if (gmp_urandomm_ui(state, 8) == 0)
        mpfi_set_ui(x, 0);
    else if (!thin && gmp_urandomm_ui(state, 3))
        mpfi_increase(x, radius);
    mpfr_clear(radius);
}

static void
random_matrix(ck_imatrix *m, long rows, long cols, long prec, int thin)
{
    ck_imatrix_init(m, rows, cols, prec);
    for (long k = 0; k < rows * cols; k++)
        set_random(m->entries[k], thin);
}

/* q = an end of x, or another point of it. */
static void
member(mpq_t q, mpfi_srcptr x, unsigned long which)
{
    mpq_t other;

    mpq_init(other);
    mpfr_get_q(q, which == 1 ? &x->right : &x->left);
    if (which == 2) {
        mpfr_get_q(other, &x->right);
        mpq_add(q, q, other);
        mpq_div_2exp(q, q, 1);
    }
    mpq_clear(other);
}

static void
expect_holds(const ck_imatrix *c, const ck_imatrix *a, const ck_imatrix *b,
             int transposed)
{
    mpq_t x, y, sum;

    mpq_inits(x, y, sum, (mpq_ptr)NULL);
    for (long i = 0; i < c->rows; i++)
        for (long j = 0; j < c->cols; j++) {
            mpq_set_ui(sum, 0, 1);
            for (long k = 0; k < a->cols; k++) {
                member(x, ck_imatrix_at(a, i, k), gmp_urandomm_ui(state, 3));
                member(y,
                       transposed ? ck_imatrix_at(b, j, k)
                                  : ck_imatrix_at(b, k, j),
                       gmp_urandomm_ui(state, 3));
                mpq_mul(x, x, y);
                mpq_add(sum, sum, x);
            }
            ck_assert(mpfi_is_inside_q(sum, ck_imatrix_at(c, i, j)));
        }
    mpq_clears(x, y, sum, (mpq_ptr)NULL);
}

START_TEST(hold_every_product)
{
    ck_imatrix a, b, turned, c;

    for (int round = 0; round < 200; round++) {
        const long prec = 24 + (long)gmp_urandomm_ui(state, 100);

        random_matrix(&a, 3, 5, prec, round % 4 == 0);
        random_matrix(&b, 5, 2, prec, round % 3 == 0);
        random_matrix(&turned, 2, 5, prec, 0);
        ck_imatrix_init(&c, 3, 2, prec);
        ck_imatrix_multiply(&c, &a, &b);
        expect_holds(&c, &a, &b, 0);
        ck_imatrix_multiply_transpose(&c, &a, &turned);
        expect_holds(&c, &a, &turned, 1);
        ck_imatrix_clear(&c);
        ck_imatrix_clear(&turned);
        ck_imatrix_clear(&b);
        ck_imatrix_clear(&a);
    }
}
END_TEST

/* Entries with more bits than the result, and sums that cancel. */
START_TEST(roundings_count)
{
    ck_imatrix a, b, c;

    for (int round = 0; round < 200; round++) {
        random_matrix(&a, 1, 8, 120, 1);
        random_matrix(&b, 8, 1, 120, 1);
        for (long k = 0; k < 4; k++) {
            mpfi_set(ck_imatrix_at(&b, k + 4, 0), ck_imatrix_at(&b, k, 0));
            mpfi_neg(ck_imatrix_at(&a, 0, k + 4), ck_imatrix_at(&a, 0, k));
        }
        set_random(ck_imatrix_at(&a, 0, 3), 1);
        ck_imatrix_init(&c, 1, 1, 24);
        ck_imatrix_multiply(&c, &a, &b);
        expect_holds(&c, &a, &b, 0);
        ck_imatrix_clear(&c);
        ck_imatrix_clear(&b);
        ck_imatrix_clear(&a);
    }
}
END_TEST

START_TEST(are_tight)
{
    mpfr_t width;
    ck_imatrix a, b, c;

    mpfr_init2(width, 32);
    random_matrix(&a, 1, 64, 128, 1);
    random_matrix(&b, 64, 1, 128, 1);
    ck_imatrix_init(&c, 1, 1, 128);
    ck_imatrix_multiply(&c, &a, &b);
    mpfi_diam_abs(width, c.entries[0]);
    /* 64 products below 2^40, 128 roundings. */
    ck_assert(mpfr_cmp_ui_2exp(width, 1, 46 + 8 - 128) < 0);
    ck_imatrix_clear(&c);
    ck_imatrix_clear(&b);
    ck_imatrix_clear(&a);
    mpfr_clear(width);
}
END_TEST

START_TEST(exact_stays_exact)
{
    static const char *const a[] = {"1.5", "-2", "0", "0.25", "1..3", "0"};
    static const char *const b[] = {"2", "4", "8"};
    ck_imatrix x, y, c;

    read_imatrix(&x, 2, 3, 53, a);
    read_imatrix(&y, 3, 1, 53, b);
    ck_imatrix_init(&c, 2, 1, 53);
    ck_imatrix_multiply(&c, &x, &y);
    ck_assert(mpfr_cmp_si(&c.entries[0]->left, -5) == 0);
    ck_assert(mpfr_cmp_si(&c.entries[0]->right, -5) == 0);
    ck_assert(mpfr_cmp_d(&c.entries[1]->left, 4.5) == 0);
    ck_assert(mpfr_cmp_d(&c.entries[1]->right, 12.5) == 0);
    ck_imatrix_clear(&c);
    ck_imatrix_clear(&y);
    ck_imatrix_clear(&x);
}
END_TEST

/* Also against a zero. */
START_TEST(unbounded_stays_unbounded)
{
    static const char *const ones[] = {"1", "0", "1", "1"};
    ck_imatrix a, b, c;

    for (int side = 0; side < 2; side++)
        for (int kind = 0; kind < 3; kind++)
            for (long k = 0; k < 2; k++) {
                mpfr_ptr end;

                read_imatrix(&a, 1, 2, 53, ones);
                read_imatrix(&b, 2, 1, 53, ones);
                end = &(side ? a.entries : b.entries)[k]->right;
                if (kind == 2)
                    mpfr_set_nan(end);
                else
                    mpfr_set_inf(end, kind == 0 ? 1 : -1);
                ck_imatrix_init(&c, 1, 1, 53);
                ck_imatrix_multiply(&c, &a, &b);
                ck_assert(!ck_imatrix_is_bounded(&c));
                ck_imatrix_clear(&c);
                ck_imatrix_clear(&b);
                ck_imatrix_clear(&a);
            }
}
END_TEST

/* Beyond the exponents that there are: a product that is too large is not
   bounded, one that is too small lies between 0 and the least number. */
START_TEST(beyond_the_exponents)
{
    ck_imatrix a, b, c;

    for (int tiny = 0; tiny < 2; tiny++) {
        ck_imatrix_init(&a, 1, 1, 53);
        ck_imatrix_init(&b, 1, 1, 53);
        ck_imatrix_init(&c, 1, 1, 53);
        mpfi_set_ui(a.entries[0], 1);
        mpfi_mul_2si(a.entries[0], a.entries[0],
                     tiny ? mpfr_get_emin() + 1 : mpfr_get_emax() - 1);
        mpfi_set(b.entries[0], a.entries[0]);
        ck_imatrix_multiply(&c, &a, &b);
        ck_assert_int_eq(ck_imatrix_is_bounded(&c), tiny);
        ck_assert(mpfr_sgn(&c.entries[0]->left) >= 0);
        ck_assert(mpfr_sgn(&c.entries[0]->right) > 0);
        ck_imatrix_clear(&c);
        ck_imatrix_clear(&b);
        ck_imatrix_clear(&a);
    }
}
END_TEST

START_TEST(dots)
{
    static const char *const x[] = {"1..2", "7", "-3", "7"};
    static const char *const y[] = {"2", "9", "9", "-1..1"};
    ck_imatrix a, b;
    mpfi_t sum;

    read_imatrix(&a, 1, 4, 53, x);
    read_imatrix(&b, 1, 4, 53, y);
    mpfi_init2(sum, 53);
    /* 1 or 2 times 2, -3 times -1 to 1 */
    ck_dot(sum, (const mpfi_t *)a.entries, 2, (const mpfi_t *)b.entries, 3, 2);
    ck_assert(mpfr_cmp_si(&sum->left, -1) == 0);
    ck_assert(mpfr_cmp_si(&sum->right, 7) == 0);
    mpfi_clear(sum);
    ck_imatrix_clear(&b);
    ck_imatrix_clear(&a);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("product");
    int status;

    gmp_randinit_default(state);
    tcase_add_test(tcase, hold_every_product);
    tcase_add_test(tcase, roundings_count);
    tcase_add_test(tcase, are_tight);
    tcase_add_test(tcase, exact_stays_exact);
    tcase_add_test(tcase, unbounded_stays_unbounded);
    tcase_add_test(tcase, beyond_the_exponents);
    tcase_add_test(tcase, dots);
    status = run_checker_tests("product", tcase);
    gmp_randclear(state);
    return status;
}
