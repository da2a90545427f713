/* What certificates of claim kind `matrix-rank` show. */

#include "claim_document.h"
#include "random.h"

#define CLAIM(matrix, fields)                                                  \
    "rankcert: 1\nclaims:\n  - {kind: matrix-rank, matrix: " matrix            \
    ", " fields "}"

#define RANK_2 "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]"
#define IRRATIONAL "[[sqrt(2), 1], [2, sqrt(2)]]" /* of rank 1 */

/* The greatest prime below 2^63. */
#define PRIME "9223372036854775783"

/* The witness, the results and the bits of the first claim. */
static void
expect_witness(const char *yaml, rc_verdict verdict, const char *witness,
               const char *results, const char *bits)
{
    json_t *root = document_of(yaml, 0, verdict);

    expect_part(root, "witness", witness);
    expect_part(root, "results", results);
    expect_part(root, "bits", bits);
    expect_part(root, "hypotheses", "[]");
    json_decref(root);
}

#define LOWER_2 "'lower':{'cols':[1,2],'modulus':" PRIME ",'rows':[1,2]}"
#define UPPER_2 "'upper':{'free':[3],'side':'left','vectors':[['1','-2','1']]}"

START_TEST(exact_ranks_need_no_intervals)
{
    expect_witness(CLAIM(RANK_2, "rank: 2"), RC_PROVED,
                   "{" LOWER_2 "," UPPER_2 "}", "['R27']", "0");
    expect_witness(CLAIM(RANK_2, "rank-at-least: 2"), RC_PROVED,
                   "{" LOWER_2 "}", "['R27']", "0");
    expect_witness(CLAIM(RANK_2, "rank: 3"), RC_REFUTED, "{" UPPER_2 "}",
                   "['R27']", "0");
    expect_witness(CLAIM(RANK_2, "rank-at-least: 3"), RC_REFUTED,
                   "{" UPPER_2 "}", "['R27']", "0");
    expect_witness(CLAIM(RANK_2, "rank: 1"), RC_REFUTED, "{" LOWER_2 "}",
                   "['R27']", "0");
    expect_witness(CLAIM(RANK_2, "rank: 2, rank-at-least: 3"), RC_REFUTED,
                   "{" UPPER_2 "}", "['R27']", "0");
    expect_witness(CLAIM(RANK_2, "rank: 1, rank-at-least: 1"), RC_REFUTED,
                   "{" LOWER_2 "}", "['R27']", "0");
}
END_TEST

START_TEST(the_shape_bounds_a_rank_without_a_kernel)
{
    expect_witness(CLAIM("[[0, 3]]", "rank: 1"), RC_PROVED,
                   "{'lower':{'cols':[2],'modulus':" PRIME ",'rows':[1]}}",
                   "['R27']", "0");
    /* nothing but the shape is needed, and something is shown */
    expect_witness(CLAIM("[[0, 3]]", "rank: 2"), RC_REFUTED,
                   "{'lower':{'cols':[2],'modulus':" PRIME ",'rows':[1]}}",
                   "['R27']", "0");
    expect_witness(CLAIM("[[0, 3]]", "rank-at-least: 0"), RC_PROVED,
                   "{'lower':{'cols':[2],'modulus':" PRIME ",'rows':[1]}}",
                   "['R27']", "0");
    expect_witness(CLAIM("[[0], [0]]", "rank-at-least: 0"), RC_PROVED,
                   "{'upper':{'free':[1],'side':'right','vectors':[['1']]}}",
                   "['R27']", "0");
    expect_witness(CLAIM("[[0, 0]]", "rank: 0"), RC_PROVED,
                   "{'upper':{'free':[1],'side':'left','vectors':[['1']]}}",
                   "['R27']", "0");
    expect_witness(CLAIM("[[0, 0]]", "rank: 2"), RC_REFUTED,
                   "{'upper':{'free':[1],'side':'left','vectors':[['1']]}}",
                   "['R27']", "0");
}
END_TEST

/* A prime that divides a denominator, or the minor, is passed over. */
START_TEST(the_modulus_suits_the_matrix)
{
    static const char next[] = "{'lower':{'cols':[1],'modulus':"
                               "9223372036854775643,'rows':[1]}}";

    expect_witness(CLAIM("[[1/" PRIME "]]", "rank: 1"), RC_PROVED, next,
                   "['R27']", "0");
    expect_witness(CLAIM("[[" PRIME "]]", "rank: 1"), RC_PROVED, next,
                   "['R27']", "0");
    expect_witness(CLAIM("[[9223372036854775643]]", "rank: 1"), RC_PROVED,
                   "{'lower':{'cols':[1],'modulus':" PRIME ",'rows':[1]}}",
                   "['R27']", "0");
    expect_witness(CLAIM("[[1/9223372036854775643, 1/" PRIME "]]", "rank: 1"),
                   RC_PROVED,
                   "{'lower':{'cols':[1],'modulus':9223372036854775549,"
                   "'rows':[1]}}",
                   "['R27']", "0");
}
END_TEST

START_TEST(minors_of_irrational_matrices_need_intervals)
{
    expect_witness(CLAIM(IRRATIONAL, "rank-at-least: 1"), RC_PROVED,
                   "{'lower':{'cols':[1],'rows':[2]}}", "['R27']", "128");
    expect_witness(CLAIM("[[1, 1], [1, sqrt(2)]]", "rank: 2"), RC_PROVED,
                   "{'lower':{'cols':[1,2],'rows':[1,2]}}", "['R27']", "128");
    expect_witness(CLAIM("[[1, 1], [1, sqrt(2)]]", "rank: 1"), RC_REFUTED,
                   "{'lower':{'cols':[1,2],'rows':[1,2]}}", "['R27']", "128");
    /* 2^-300 away from rank 1 */
    expect_witness(CLAIM("[[sqrt(2), 2], [1, sqrt(2)+2^-300]]", "rank: 2"),
                   RC_PROVED, "{'lower':{'cols':[1,2],'rows':[1,2]}}",
                   "['R27']", "1088");
    /* by shape alone */
    expect_witness(CLAIM("[[0, sqrt(2)]]", "rank: 2"), RC_REFUTED,
                   "{'lower':{'cols':[2],'rows':[1]}}", "['R27']", "128");
    expect_witness(CLAIM("[[0, sqrt(2)]]", "rank-at-least: 0"), RC_PROVED,
                   "{'lower':{'cols':[2],'rows':[1]}}", "['R27']", "128");
}
END_TEST

/* Entries that are zero, though folding does not see it. */
START_TEST(without_a_witness_nothing_is_decided)
{
#define ZERO "sin(1)^2+cos(1)^2-1"
    expect_claim_bits(CLAIM("[[" ZERO "]]", "rank: 2"), 256, RC_UNDECIDED,
                      "the largest minor certified nonzero with 256 bits, the "
                      "limit, has size 0",
                      "");
    expect_claim_bits(CLAIM("[[" ZERO "]]", "rank-at-least: 0"), 256,
                      RC_UNDECIDED, "has size 0", "");
    expect_witness(CLAIM("[[" ZERO "]]",
                         "rank-at-least: 0, numerical-rank: {tolerance: 1, "
                         "rank: 0}"),
                   RC_PROVED, "{'count':{'above':0,'below':1,'pivots':[[1]]}}",
                   "['R26']", "128");
    expect_claim_bits(CLAIM("[[" ZERO "]]", "rank: 2, numerical-rank: "
                                            "{tolerance: 1, rank: 0}"),
                      256, RC_REFUTED, "between 0 and 1", "");
    expect_witness(CLAIM("[[" ZERO "]]",
                         "rank: 2, numerical-rank: {tolerance: 1, rank: 0}"),
                   RC_REFUTED, "{'count':{'above':0,'below':1,'pivots':[[1]]}}",
                   "['R26']", "128");
}
END_TEST

START_TEST(counts_list_their_pivots)
{
    /* M M^T - 1 = diag(-3/4, 8, 3) */
    expect_witness(CLAIM("{diagonal: [1/2, 3, 2]}",
                         "numerical-rank: {tolerance: 1, rank: 2}"),
                   RC_PROVED,
                   "{'count':{'above':2,'below':1,'pivots':[[2],[3],[1]]}}",
                   "['R26']", "128");
    expect_witness(CLAIM("{diagonal: [1/2, 3, 2]}",
                         "numerical-rank: {tolerance: 1, rank: 1}"),
                   RC_REFUTED,
                   "{'count':{'above':2,'below':1,'pivots':[[2],[3],[1]]}}",
                   "['R26']", "128");
    /* M M^T - 1 = [[0, 1], [1, 1]] */
    expect_witness(
        CLAIM("[[1, 0], [1, 1]]", "numerical-rank: {tolerance: 1, rank: 1}"),
        RC_PROVED, "{'count':{'above':1,'below':1,'pivots':[[2],[1]]}}",
        "['R26']", "128");
}
END_TEST

START_TEST(a_pair_is_one_pivot)
{
    /* M^T M - 2 = [[0, 2], [2, 0]] beside -1 */
    expect_witness(CLAIM("[[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0]]",
                         "numerical-rank: {tolerance: sqrt(2), rank: 1}"),
                   RC_PROVED,
                   "{'count':{'above':1,'below':2,'pivots':[[1,2],[3]]}}",
                   "['R26']", "128");
    expect_witness(CLAIM("[[1, 0, 0], [0, 1, 1], [0, 1, 1]]",
                         "numerical-rank: {tolerance: sqrt(2), rank: 1}"),
                   RC_PROVED,
                   "{'count':{'above':1,'below':2,'pivots':[[2,3],[1]]}}",
                   "['R26']", "128");
    /* -7/4 in place of -1 is large enough to come first */
    expect_witness(CLAIM("[[1, 1, 0], [1, 1, 0], [0, 0, 1/2]]",
                         "numerical-rank: {tolerance: sqrt(2), rank: 1}"),
                   RC_PROVED,
                   "{'count':{'above':1,'below':2,'pivots':[[3],[2,1]]}}",
                   "['R26']", "128");
}
END_TEST

START_TEST(parts_go_together)
{
    static const char count[] =
        "'count':{'above':1,'below':1,'pivots':[[1],[2]]}";
    char text[256];

    snprintf(text, sizeof text,
             "{%s,'lower':{'cols':[1,2],'modulus':" PRIME ",'rows':[1,2]}}",
             count);
    expect_witness(CLAIM("{diagonal: [3, 1]}",
                         "rank: 2, numerical-rank: {tolerance: 2, rank: 1}"),
                   RC_PROVED, text, "['R26','R27']", "128");
    expect_witness(CLAIM("{diagonal: [3, 1]}",
                         "rank: 1, numerical-rank: {tolerance: 2, rank: 1}"),
                   RC_REFUTED,
                   "{'lower':{'cols':[1,2],'modulus':" PRIME ",'rows':[1,2]}}",
                   "['R27']", "0");
    snprintf(text, sizeof text, "{%s}", count);
    expect_witness(CLAIM("{diagonal: [3, 1]}",
                         "rank: 2, numerical-rank: {tolerance: 2, rank: 2}"),
                   RC_REFUTED, text, "['R26']", "128");
    /* the greatest of what the parts need */
    expect_witness(CLAIM("[[sqrt(2)]]", "rank: 1, numerical-rank: {tolerance: "
                                        "sqrt(2)+2^-500, rank: 0}"),
                   RC_PROVED,
                   "{'count':{'above':0,'below':1,'pivots':[[1]]},"
                   "'lower':{'cols':[1],'rows':[1]}}",
                   "['R26','R27']", "576");
}
END_TEST

START_TEST(fields_are_stated_in_normal_form)
{
    json_t *root = document_of(
        CLAIM("[[2/4, sqrt(4)], [0x1p-1, 1e1]]",
              "numerical-rank: {tolerance: sqrt(2)*1, rank: 1}, rank: 2, "
              "rank-at-least: 1"),
        0, RC_PROVED);

    expect_part(root, "statement",
                "{'claim':{'kind':'matrix-rank',"
                "'matrix':[['1/2','2'],['1/2','10']],"
                "'numerical-rank':{'rank':1,'tolerance':'sqrt(2)'},"
                "'rank':2,'rank-at-least':1}}");
    json_decref(root);
    root = document_of(CLAIM("[[1]]", "rank-at-least: 1"), 0, RC_PROVED);
    expect_part(root, "statement/claim",
                "{'kind':'matrix-rank','matrix':[['1']],'rank-at-least':1}");
    json_decref(root);
}
END_TEST

START_TEST(open_claims_have_no_document)
{
    claim_run run;
    char *text;

    claim_open(&run, CLAIM(IRRATIONAL, "rank: 1"));
    claim_verify(&run, 0, &(rc_limits){.max_bits = 128});
    ck_assert_int_eq(run.verdict, RC_UNSUPPORTED);
    ck_assert_int_eq(rc_claim_document(&text, run.out, &run.c, 0, ""),
                     RC_DOMAIN);
    claim_close(&run);
}
END_TEST

START_TEST(documents_are_the_same_on_every_run)
{
    static const char yaml[] =
        CLAIM("[[1/3, 2, 5, 7], [1/7, 3, 1, 0], [1, 1, 1, 1]]",
              "rank: 3, numerical-rank: {tolerance: sqrt(3), rank: 2}");
    json_t *first = document_of(yaml, 0, RC_PROVED);

    for (int k = 0; k < 3; k++) {
        json_t *again = document_of(yaml, 0, RC_PROVED);

        ck_assert(json_equal(first, again));
        json_decref(again);
    }
    json_decref(first);
}
END_TEST

/* ---- The witness, verified from the statement ---- */

static void
read_matrix(fmpq_mat_t M, json_t *rows)
{
    size_t i, j;
    json_t *row, *entry;

    json_array_foreach(rows, i, row) json_array_foreach(row, j, entry)
        json_number(fmpq_mat_entry(M, (slong)i, (slong)j), entry);
}

/* The minor is not zero modulo p, and p divides no denominator in it. Returns
   its size. */
static slong
verify_lower(json_t *lower, const fmpq_mat_t M)
{
    json_t *rows = json_object_get(lower, "rows");
    json_t *cols = json_object_get(lower, "cols");
    const slong k = (slong)json_array_size(rows);
    const ulong p =
        (ulong)json_integer_value(json_object_get(lower, "modulus"));
    fmpq_mat_t part;
    fmpq_t det;

    ck_assert_uint_eq(json_array_size(cols), (size_t)k);
    fmpq_mat_init(part, k, k);
    fmpq_init(det);
    for (slong i = 0; i < k; i++)
        for (slong j = 0; j < k; j++) {
            fmpq *x = fmpq_mat_entry(part, i, j);

            fmpq_set(
                x,
                fmpq_mat_entry(
                    M, json_integer_value(json_array_get(rows, (size_t)i)) - 1,
                    json_integer_value(json_array_get(cols, (size_t)j)) - 1));
            ck_assert(fmpz_fdiv_ui(fmpq_denref(x), p) != 0);
        }
    for (size_t i = 1; i < (size_t)k; i++) {
        ck_assert_int_lt(json_integer_value(json_array_get(rows, i - 1)),
                         json_integer_value(json_array_get(rows, i)));
        ck_assert_int_lt(json_integer_value(json_array_get(cols, i - 1)),
                         json_integer_value(json_array_get(cols, i)));
    }
    fmpq_mat_det(det, part);
    ck_assert(fmpz_fdiv_ui(fmpq_numref(det), p) != 0);
    fmpq_clear(det);
    fmpq_mat_clear(part);
    return k;
}

/* S loses its rows and columns of the pivot: S - S_.P (S_PP)^-1 S_P. */
static void
eliminate(fmpq_mat_t S, const slong *at, slong size)
{
    const slong n = fmpq_mat_nrows(S);
    fmpq_mat_t block, side, product;

    fmpq_mat_init(block, size, size);
    fmpq_mat_init(side, n, size);
    fmpq_mat_init(product, n, size);
    for (slong a = 0; a < size; a++) {
        for (slong b = 0; b < size; b++)
            fmpq_set(fmpq_mat_entry(block, a, b),
                     fmpq_mat_entry(S, at[a], at[b]));
        for (slong i = 0; i < n; i++)
            fmpq_set(fmpq_mat_entry(side, i, a), fmpq_mat_entry(S, i, at[a]));
    }
    ck_assert_int_ne(fmpq_mat_inv(block, block), 0);
    fmpq_mat_mul(product, side, block);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++)
            for (slong a = 0; a < size; a++)
                fmpq_submul(fmpq_mat_entry(S, i, j),
                            fmpq_mat_entry(product, i, a),
                            fmpq_mat_entry(side, j, a));
    fmpq_mat_clear(product);
    fmpq_mat_clear(side);
    fmpq_mat_clear(block);
}

/* The pivots' signs in S = M M^T - t^2 or its other order. Returns above. */
static slong
verify_count(json_t *part, const fmpq_mat_t M, const fmpq_t t)
{
    const slong rows = fmpq_mat_nrows(M), cols = fmpq_mat_ncols(M);
    const slong n = rows < cols ? rows : cols;
    slong above = 0, below = 0, used = 0;
    fmpq_mat_t turned, S;
    fmpq_t x;
    size_t k;
    json_t *pivot;

    fmpq_mat_init(turned, cols, rows);
    fmpq_mat_init(S, n, n);
    fmpq_init(x);
    fmpq_mat_transpose(turned, M);
    if (rows <= cols)
        fmpq_mat_mul(S, M, turned);
    else
        fmpq_mat_mul(S, turned, M);
    fmpq_mul(x, t, t);
    for (slong i = 0; i < n; i++)
        fmpq_sub(fmpq_mat_entry(S, i, i), fmpq_mat_entry(S, i, i), x);
    json_array_foreach(json_object_get(part, "pivots"), k, pivot)
    {
        slong at[2] = {json_integer_value(json_array_get(pivot, 0)) - 1,
                       json_integer_value(json_array_get(pivot, 1)) - 1};
        const slong size = (slong)json_array_size(pivot);

        if (size == 2) {
            fmpq_mul(x, fmpq_mat_entry(S, at[0], at[0]),
                     fmpq_mat_entry(S, at[1], at[1]));
            fmpq_submul(x, fmpq_mat_entry(S, at[0], at[1]),
                        fmpq_mat_entry(S, at[0], at[1]));
            ck_assert_int_lt(fmpq_sgn(x), 0);
            above++;
            below++;
        } else {
            const int sign = fmpq_sgn(fmpq_mat_entry(S, at[0], at[0]));

            ck_assert_int_ne(sign, 0);
            *(sign > 0 ? &above : &below) += 1;
        }
        used += size;
        eliminate(S, at, size);
    }
    ck_assert_int_eq(used, n);
    ck_assert_int_eq(json_integer_value(json_object_get(part, "above")), above);
    ck_assert_int_eq(json_integer_value(json_object_get(part, "below")), below);
    fmpq_clear(x);
    fmpq_mat_clear(S);
    fmpq_mat_clear(turned);
    return above;
}

/* Whether the facts of the witness prove (1) or refute (-1) what is stated; the
   kernel is tested by check_claim_kernel.c. */
static int
follow(json_t *root, const fmpq_mat_t M)
{
    const slong rows = fmpq_mat_nrows(M), cols = fmpq_mat_ncols(M);
    json_t *claim = document_at(root, "statement/claim");
    json_t *lower = document_at(root, "witness/lower");
    json_t *kernel = document_at(root, "witness/upper/vectors");
    json_t *counted = document_at(root, "witness/count");
    json_t *rank = json_object_get(claim, "rank");
    json_t *least = json_object_get(claim, "rank-at-least");
    json_t *numerical = json_object_get(claim, "numerical-rank");
    slong low = lower != NULL ? verify_lower(lower, M) : 0;
    slong high = (rows < cols ? rows : cols) - (slong)json_array_size(kernel);
    slong above = -1;
    fmpq_t t;

    fmpq_init(t);
    if (counted != NULL) {
        json_number(t, json_object_get(numerical, "tolerance"));
        above = verify_count(counted, M, t);
    }
    fmpq_clear(t);
#define SAYS(part) json_integer_value(part)
    if ((rank != NULL && (SAYS(rank) < low || SAYS(rank) > high)) ||
        (least != NULL && SAYS(least) > high) ||
        (above >= 0 && SAYS(json_object_get(numerical, "rank")) != above))
        return -1;
    ck_assert(rank == NULL || (low == high && low == SAYS(rank)));
    ck_assert(least == NULL || SAYS(least) <= low);
    ck_assert(numerical == NULL || above >= 0);
    return 1;
}

/* One random claim about the matrix C / 3. */
static void
try_claim(const fmpz_mat_t C, uint64_t *state, long counts[2])
{
    const slong m = fmpz_mat_nrows(C), n = fmpz_mat_ncols(C);
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    const long which = 1 + random_below(state, 7);
    fmpq_mat_t M;
    claim_run run;
    json_t *root;

    fputs("rankcert: 1\nclaims:\n  - {kind: matrix-rank, matrix: [", out);
    for (slong i = 0; i < m * n; i++)
        fprintf(out, "%s%ld/3%s",
                i == 0       ? "["
                : i % n == 0 ? ", ["
                             : ", ",
                fmpz_get_si(fmpz_mat_entry(C, i / n, i % n)),
                i % n == n - 1 ? "]" : "");
    fputs("]", out);
    if (which & 1)
        fprintf(out, ", rank: %ld", random_below(state, 4));
    if (which & 2)
        fprintf(out, ", rank-at-least: %ld", random_below(state, 4));
    if (which & 4)
        fprintf(out, ", numerical-rank: {tolerance: %ld/5, rank: %ld}",
                1 + random_below(state, 20), random_below(state, 4));
    fputs("}\n", out);
    ck_assert_int_eq(fclose(out), 0);
    claim_open(&run, text);
    claim_verify(&run, 0, &(rc_limits){.max_bits = 256});
    if (run.verdict == RC_PROVED || run.verdict == RC_REFUTED) {
        root = claim_document(&run, 0);
        fmpq_mat_init(M, m, n);
        read_matrix(M, document_at(root, "statement/claim/matrix"));
        ck_assert_msg(follow(root, M) == (run.verdict == RC_PROVED ? 1 : -1),
                      "%s", text);
        counts[run.verdict == RC_PROVED]++;
        fmpq_mat_clear(M);
        json_decref(root);
    } else { /* a singular value is the tolerance */
        ck_assert_int_eq(run.verdict, RC_UNDECIDED);
    }
    claim_close(&run);
    free(text);
}

START_TEST(random_witnesses_follow_from_the_statement)
{
    const long trials = random_trials(600);
    uint64_t state = random_start();
    long counts[2] = {0, 0};

    for (long trial = 0; trial < trials; trial++) {
        const slong m = 1 + random_below(&state, 5),
                    n = 1 + random_below(&state, 5),
                    k = 1 + random_below(&state, 3);
        fmpz_mat_t A, B, C;

        fmpz_mat_init(A, m, k);
        fmpz_mat_init(B, k, n);
        fmpz_mat_init(C, m, n);
        for (slong i = 0; i < m * k; i++)
            fmpz_set_si(fmpz_mat_entry(A, i / k, i % k),
                        random_below(&state, 5) - 2);
        for (slong i = 0; i < k * n; i++)
            fmpz_set_si(fmpz_mat_entry(B, i / n, i % n),
                        random_below(&state, 5) - 2);
        fmpz_mat_mul(C, A, B);
        try_claim(C, &state, counts);
        fmpz_mat_clear(C);
        fmpz_mat_clear(B);
        fmpz_mat_clear(A);
    }
    printf("%ld proved, %ld refuted\n", counts[1], counts[0]);
    ck_assert_int_gt(counts[0], trials / 4);
    ck_assert_int_gt(counts[1], trials / 20);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("matrix-rank witness");

    tcase_add_test(tcase, exact_ranks_need_no_intervals);
    tcase_add_test(tcase, the_shape_bounds_a_rank_without_a_kernel);
    tcase_add_test(tcase, the_modulus_suits_the_matrix);
    tcase_add_test(tcase, minors_of_irrational_matrices_need_intervals);
    tcase_add_test(tcase, without_a_witness_nothing_is_decided);
    tcase_add_test(tcase, counts_list_their_pivots);
    tcase_add_test(tcase, a_pair_is_one_pivot);
    tcase_add_test(tcase, parts_go_together);
    tcase_add_test(tcase, fields_are_stated_in_normal_form);
    tcase_add_test(tcase, open_claims_have_no_document);
    tcase_add_test(tcase, documents_are_the_same_on_every_run);
    tcase_add_test(tcase, random_witnesses_follow_from_the_statement);
    return run_claim_tests(tcase);
}
