/* Vectors of integers and radii: balls hold their intervals, whatever their
   sizes, and integers stay of a bounded length. */

#include "checker/vector.h"
#include "checker_interval.h"

enum { PREC = 24 };

/* The ball k of v holds the number x. */
static int
holds(const ck_vector *v, long k, mpfr_srcptr x)
{
    mpq_t middle, radius, q;
    mpfr_t r;
    int inside;

    mpq_inits(middle, radius, q, (mpq_ptr)NULL);
    mpfr_init2(r, 64);
    mpq_set_z(middle, v->items[k].middle);
    if (v->exponent >= 0)
        mpq_mul_2exp(middle, middle, (mp_bitcnt_t)v->exponent);
    else
        mpq_div_2exp(middle, middle, (mp_bitcnt_t)-v->exponent);
    ck_upper_get(r, &v->items[k].radius);
    mpfr_get_q(radius, r);
    mpfr_get_q(q, x);
    mpq_sub(q, q, middle);
    mpq_abs(q, q);
    inside = mpq_cmp(q, radius) <= 0;
    ck_upper_get(r, &v->items[k].length);
    mpfr_get_q(radius, r);
    mpq_abs(middle, middle);
    inside = inside && mpq_cmp(middle, radius) <= 0;
    mpfr_clear(r);
    mpq_clears(middle, radius, q, (mpq_ptr)NULL);
    return inside;
}

static void
expect_held(const ck_imatrix *m, const ck_vectors *rows,
            const ck_vectors *columns)
{
    for (long i = 0; i < m->rows; i++)
        for (long j = 0; j < m->cols; j++) {
            mpfi_srcptr x = ck_imatrix_at(m, i, j);

            ck_assert(holds(&rows->at[i], j, &x->left));
            ck_assert(holds(&rows->at[i], j, &x->right));
            ck_assert(holds(&columns->at[j], i, &x->left));
            ck_assert(holds(&columns->at[j], i, &x->right));
        }
}

static size_t
longest(const ck_vectors *v)
{
    size_t most = 0;

    for (long k = 0; k < v->count; k++)
        for (long l = 0; l < v->at[k].count; l++) {
            const size_t bits = mpz_sizeinbase(v->at[k].items[l].middle, 2);

            most = bits > most ? bits : most;
        }
    return most;
}

static void
set_ends(mpfi_ptr x, long left, long left_exponent, long right,
         long right_exponent)
{
    mpfr_set_si_2exp(&x->left, left, left_exponent, MPFR_RNDD);
    mpfr_set_si_2exp(&x->right, right, right_exponent, MPFR_RNDU);
}

/* Opens the rows and columns of m, and expects that these hold it, in integers
   of no more than 5 PREC bits. */
static void
expect_balls(const ck_imatrix *m)
{
    ck_vectors rows, columns;

    ck_vectors_init_rows(&rows, m, PREC);
    ck_vectors_init_columns(&columns, m, PREC);
    ck_assert_int_eq(rows.count, m->rows);
    ck_assert_int_eq(columns.count, m->cols);
    expect_held(m, &rows, &columns);
    ck_assert_uint_le(longest(&rows), 5 * PREC);
    ck_assert_uint_le(longest(&columns), 5 * PREC);
    ck_vectors_clear(&columns);
    ck_vectors_clear(&rows);
}

/* Ends of one size, of sizes far apart, of 0, on both sides of 0. */
START_TEST(hold_their_intervals)
{
    static const long ends[][4] = {
        {0, 0, 0, 0},         {3, 0, 3, 0},           {1, 0, 3, 0},
        {-5, -3, 7, 20},      {1, -10000, 1, 0},      {-1, 0, 1, -10000},
        {-1, 5000, 1, -5000}, {0, 0, 1, -20000},      {-1, 20000, 0, 0},
        {-7, -300, -3, -300}, {123457, 0, 123459, 0}, {5, -90, 5, -90},
    };
    enum { COUNT = sizeof ends / sizeof *ends };
    ck_imatrix m;

    ck_imatrix_init(&m, 1, 1, PREC);
    for (long k = 0; k < COUNT; k++) {
        set_ends(m.entries[0], ends[k][0], ends[k][1], ends[k][2], ends[k][3]);
        expect_balls(&m);
    }
    ck_imatrix_clear(&m);
    ck_imatrix_init(&m, COUNT, COUNT, PREC);
    for (long i = 0; i < COUNT; i++)
        for (long j = 0; j < COUNT; j++) {
            const long *e = ends[(i * 5 + j) % COUNT];

            set_ends(ck_imatrix_at(&m, i, j), e[0], e[1], e[2], e[3]);
        }
    expect_balls(&m);
    ck_imatrix_clear(&m);
}
END_TEST

/* A ball is not wider than its interval by more than one part in 2^29. */
START_TEST(are_no_wider)
{
    const char *const x[] = {"1..3", "-2..5", "7", "100..101"};
    const double radii[] = {1, 3.5, 0, 0.5};
    ck_vectors v;
    ck_imatrix m;
    mpfr_t r;

    mpfr_init2(r, 64);
    read_imatrix(&m, 4, 1, 53, x);
    ck_vectors_init_columns(&v, &m, 53);
    for (long k = 0; k < 4; k++) {
        ck_upper_get(r, &v.at[0].items[k].radius);
        ck_assert(mpfr_cmp_d(r, radii[k]) == 0);
    }
    ck_vectors_clear(&v);
    ck_imatrix_clear(&m);
    mpfr_clear(r);
}
END_TEST

/* What 4 PREC bits hold beside a larger one is kept exactly; less is not. */
START_TEST(small_beside_large)
{
    ck_imatrix m;
    ck_vectors v;

    ck_imatrix_init(&m, 1, 2, PREC);
    for (long apart = 4 * PREC - 4; apart < 4 * PREC + 4; apart++) {
        mpfi_set_ui(ck_imatrix_at(&m, 0, 0), 1);
        set_ends(ck_imatrix_at(&m, 0, 1), 1, -apart, 1, -apart);
        ck_vectors_init_rows(&v, &m, PREC);
        ck_assert(holds(&v.at[0], 1, &ck_imatrix_at(&m, 0, 1)->left));
        ck_assert_int_eq(v.at[0].items[1].radius.mantissa != 0,
                         apart > 4 * PREC - 1);
        ck_assert(v.at[0].items[0].radius.mantissa == 0);
        ck_vectors_clear(&v);
    }
    ck_imatrix_clear(&m);
}
END_TEST

/* One that is not bounded spoils its row and its column, no others. */
START_TEST(unbounded)
{
    const char *const x[] = {"1", "2", "3", "4"};
    ck_vectors rows, columns;
    ck_imatrix m;
    ck_sum sum;
    mpfi_t y;

    mpfi_init2(y, PREC);
    mpz_init(sum.middle);
    read_imatrix(&m, 2, 2, PREC, x);
    mpfr_set_inf(&m.entries[1]->right, 1);
    ck_vectors_init_rows(&rows, &m, PREC);
    ck_vectors_init_columns(&columns, &m, PREC);
    for (long i = 0; i < 2; i++)
        for (long j = 0; j < 2; j++) {
            ck_vector_dot(&sum, &rows.at[i], &columns.at[j]);
            ck_sum_enclose(y, &sum);
            ck_assert_int_eq(sum.bounded, i == 1 && j == 0);
            ck_assert_int_eq(ck_is_bounded(y), i == 1 && j == 0);
        }
    ck_vectors_clear(&columns);
    ck_vectors_clear(&rows);
    ck_imatrix_clear(&m);
    mpz_clear(sum.middle);
    mpfi_clear(y);
}
END_TEST

/* [1, 3] [2, 6] as 2 +- 1 times 4 +- 2 is 8 +- 10, whichever comes first. */
START_TEST(radii_of_products)
{
    const char *const x[] = {"1..3"}, *const y[] = {"2..6"};
    ck_imatrix a, b, c;

    read_imatrix(&a, 1, 1, 53, x);
    read_imatrix(&b, 1, 1, 53, y);
    ck_imatrix_init(&c, 1, 1, 53);
    for (int turn = 0; turn < 2; turn++) {
        ck_imatrix_multiply(&c, turn ? &b : &a, turn ? &a : &b);
        ck_assert(mpfr_cmp_si(&c.entries[0]->left, -2) == 0);
        ck_assert(mpfr_cmp_si(&c.entries[0]->right, 18) == 0);
    }
    ck_imatrix_clear(&c);
    ck_imatrix_clear(&b);
    ck_imatrix_clear(&a);
}
END_TEST

START_TEST(zero_vector)
{
    ck_vector v;

    ck_vector_init(&v, 3, 100);
    ck_assert(v.bounded);
    ck_assert_int_eq(v.count, 3);
    ck_assert_int_eq(v.exponent, 0);
    for (long k = 0; k < 3; k++) {
        ck_assert(mpz_sgn(v.items[k].middle) == 0);
        ck_assert(v.items[k].radius.mantissa == 0);
        ck_assert(v.items[k].length.mantissa == 0);
    }
    ck_vector_clear(&v);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("vector");

    tcase_add_test(tcase, hold_their_intervals);
    tcase_add_test(tcase, are_no_wider);
    tcase_add_test(tcase, small_beside_large);
    tcase_add_test(tcase, unbounded);
    tcase_add_test(tcase, radii_of_products);
    tcase_add_test(tcase, zero_vector);
    return run_checker_tests("vector", tcase);
}
