/* Let scores be s_j + t_j, |t_j| <= r_j, for integers s_j and r_j of units, and
   m_j the exponential of s_j - max s, known to an error: then every share is
   one of numbers m_j + d_j with |d_j| <= h_j, h_j being what the error and t_j
   make together. With M = sum m_j, H = sum h_j < M and b_j = m_j / M,

       |(m_j + d_j) / (M + sum d_k) - b_j|
           = |(1 - b_j) d_j - b_j sum over k != j of d_k| / (M + sum d_k)
          <= (h_j + b_j (H - 2 h_j)) / (M - H),

   and 1/(M - H) is at most 1/M (1 + 2 H/M) for H <= M/2. */

#include "softmax_row.h"

/* Scores are narrow when r_j is at most 2^-NARROW, and spreads when H is at
   most M 2^-SPREAD. */
enum { NARROW = 16, SPREAD = 8, GUARD = 8 };

void
ck_softmax_row_init(ck_softmax_row *row, long count, long prec)
{
    row->places = prec + GUARD;
    ck_vector_init(&row->weights, count, row->places + GMP_NUMB_BITS);
    row->weights.exponent = -row->places;
    row->errors = ck_allocate((size_t)count, sizeof *row->errors);
    for (long j = 0; j < count; j++)
        mpz_init2(row->errors[j], (mp_bitcnt_t)row->places);
    mpz_inits(row->unit, row->total, row->spread, row->inverse, row->share,
              row->part, row->most, row->score.middle, (mpz_ptr)NULL);
    mpz_setbit(row->unit, (mp_bitcnt_t)row->places);
}

void
ck_softmax_row_clear(ck_softmax_row *row)
{
    mpz_clears(row->unit, row->total, row->spread, row->inverse, row->share,
               row->part, row->most, row->score.middle, (mpz_ptr)NULL);
    for (long j = 0; j < row->weights.count; j++)
        mpz_clear(row->errors[j]);
    ck_release(row->errors);
    ck_vector_clear(&row->weights);
}

/* ---- Scores ---- */

/* row->score as s_j and r_j, in units. 0 when it is not narrow, or has more
   than twice as many bits as there are places. */
static int
read_score(ck_softmax_row *row, mpz_ptr s, mpz_ptr r)
{
    const long places = row->places, shift = row->score.exponent + places;

    if (!row->score.bounded ||
        (long)mpz_sizeinbase(row->score.middle, 2) + shift > 2 * places ||
        !ck_upper_get_integer(r, &row->score.radius, places, 2 * places))
        return 0;
    if (shift >= 0)
        mpz_mul_2exp(s, row->score.middle, (mp_bitcnt_t)shift);
    else
        mpz_fdiv_q_2exp(s, row->score.middle, (mp_bitcnt_t)-shift);
    mpz_add_ui(r, r, 1); /* for the rounding */
    return (long)mpz_sizeinbase(r, 2) <= places - NARROW;
}

static void
clear_weight(ck_ball *weight)
{
    mpz_set_ui(weight->middle, 0);
    weight->radius = weight->length = (ck_upper){0, 0};
}

/* row->share = max s. */
static int
find_scores(ck_softmax_row *row, const ck_model *model, long i,
            const ck_vector *query, const ck_vectors *offsets)
{
    int seen = 0;

    for (long j = 0; j < row->weights.count; j++) {
        mpz_ptr s = row->weights.items[j].middle;

        if (!ck_attends(model, i, j)) {
            clear_weight(&row->weights.items[j]);
            continue;
        }
        ck_vector_dot(&row->score, query, &offsets->at[j]);
        if (!read_score(row, s, row->errors[j]))
            return 0;
        if (!seen || mpz_cmp(s, row->share) > 0)
            mpz_set(row->share, s);
        seen = 1;
    }
    return 1;
}

/* ---- Exponentials ---- */

/* From r_j to h_j: |exp(t) - 1| <= r (1 + r) for |t| <= r <= 1, where r is at
   most 2^-NARROW; m_j is CK_EXP_ERROR off at most. */
static void
spread_error(ck_softmax_row *row, mpz_ptr error, mpz_srcptr m)
{
    mpz_cdiv_q_2exp(row->part, error, NARROW);
    mpz_add(error, error, row->part);
    mpz_add_ui(row->part, m, CK_EXP_ERROR);
    mpz_mul(row->part, row->part, error);
    mpz_cdiv_q_2exp(error, row->part, (mp_bitcnt_t)row->places);
    mpz_add_ui(error, error, CK_EXP_ERROR);
}

/* m_j and h_j; their sums M and H. */
static void
find_exponentials(ck_softmax_row *row, const ck_model *model, long i)
{
    mpz_set_ui(row->total, 0);
    mpz_set_ui(row->spread, 0);
    for (long j = 0; j < row->weights.count; j++) {
        mpz_ptr m = row->weights.items[j].middle;

        if (!ck_attends(model, i, j))
            continue;
        mpz_sub(row->part, m, row->share);
        ck_integer_exp(m, row->part, row->unit, row->places);
        spread_error(row, row->errors[j], m);
        mpz_add(row->total, row->total, m);
        mpz_add(row->spread, row->spread, row->errors[j]);
    }
}

/* ---- Shares ---- */

/* row->inverse = 2^(2 places)/M, rounded down; row->share = 2^(2 places)/(M -
   H), rounded up. */
static void
find_inverses(ck_softmax_row *row)
{
    mpz_mul_2exp(row->part, row->unit, (mp_bitcnt_t)row->places);
    mpz_fdiv_q(row->inverse, row->part, row->total);
    mpz_sub(row->share, row->total, row->spread);
    mpz_cdiv_q(row->share, row->part, row->share);
}

/* The share is rounded down, by less than this many units: less than two as the
   inverse is less than one too small and m_j less than 2^(places + 1), and less
   than one in the division. */
enum { SHARE_ERROR = 3 };

static void
find_share(ck_softmax_row *row, mpz_ptr m)
{
    mpz_mul(row->part, m, row->inverse);
    mpz_fdiv_q_2exp(m, row->part, (mp_bitcnt_t)row->places);
}

/* From h_j to the error of the share. */
static void
find_error(ck_softmax_row *row, mpz_ptr error, mpz_srcptr share)
{
    mpz_set(row->part, row->spread);
    mpz_submul_ui(row->part, error, 2);
    mpz_add_ui(row->most, share, SHARE_ERROR);
    /* by the most that the share may be, or the least */
    mpz_mul(row->part, row->part, mpz_sgn(row->part) > 0 ? row->most : share);
    mpz_cdiv_q_2exp(row->part, row->part, (mp_bitcnt_t)row->places);
    mpz_add(row->part, row->part, error);
    mpz_mul(row->part, row->part, row->share);
    mpz_cdiv_q_2exp(error, row->part, (mp_bitcnt_t)row->places);
    mpz_add_ui(error, error, SHARE_ERROR);
}

static void
find_shares(ck_softmax_row *row, const ck_model *model, long i)
{
    find_inverses(row);
    for (long j = 0; j < row->weights.count; j++) {
        ck_ball *weight = &row->weights.items[j];

        if (!ck_attends(model, i, j))
            continue;
        find_share(row, weight->middle);
        find_error(row, row->errors[j], weight->middle);
        ck_upper_set(&weight->radius, row->errors[j], -row->places);
        ck_upper_set(&weight->length, weight->middle, -row->places);
    }
}

/* H is at most M 2^-SPREAD. */
static int
is_narrow(ck_softmax_row *row)
{
    mpz_mul_2exp(row->part, row->spread, SPREAD);
    /* no test can see this */
    return mpz_cmp(row->part, row->total) <= 0;
}

int
ck_softmax_row_set(ck_softmax_row *row, const ck_model *model, long i,
                   const ck_vector *query, const ck_vectors *offsets)
{
    if (!find_scores(row, model, i, query, offsets))
        return 0;
    find_exponentials(row, model, i);
    if (!is_narrow(row)) /* no test can see this: it takes 2^20 tokens */
        return 0;
    find_shares(row, model, i);
    return 1;
}
