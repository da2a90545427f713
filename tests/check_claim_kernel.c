/* Kernels of rational matrices in certificates. */

#include "claim/kernel.h"
#include "claim_document.h"
#include "random.h"

/* M = rows x cols rationals, row by row. */
static void
set_rows(fmpq_mat_t M, const char *const *texts)
{
    for (slong i = 0; i < fmpq_mat_nrows(M); i++)
        for (slong j = 0; j < fmpq_mat_ncols(M); j++)
            ck_assert_int_eq(
                fmpq_set_str(fmpq_mat_entry(M, i, j), *texts++, 10), 0);
}

/* What rc_kernel_put puts for M; to be released with json_decref. */
static json_t *
kernel_of(const fmpq_mat_t M)
{
    rc_certificate *out = rc_certificate_new();
    char *text;
    json_t *root;

    ck_assert_ptr_nonnull(out);
    rc_kernel_put(out, M);
    ck_assert_int_eq(rc_certificate_status(out), RC_OK);
    text = rc_certificate_values_json(out);
    root = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(root);
    free(text);
    rc_certificate_free(out);
    return root;
}

static void
expect_kernel(slong rows, slong cols, const char *const *texts,
              const char *expected)
{
    fmpq_mat_t M;
    json_t *root;

    fmpq_mat_init(M, rows, cols);
    set_rows(M, texts);
    root = kernel_of(M);
    expect_part(root, "", expected);
    json_decref(root);
    fmpq_mat_clear(M);
}

START_TEST(the_smaller_side_is_shown)
{
    static const char *const wide[] = {"1", "2", "3", "2", "4", "6"};
    static const char *const tall[] = {"1", "2", "2", "4", "3", "6"};
    static const char *const square[] = {"0", "1", "0", "5"};

    expect_kernel(2, 3, wide,
                  "{'free':[2],'side':'left','vectors':[['-2','1']]}");
    expect_kernel(3, 2, tall,
                  "{'free':[2],'side':'right','vectors':[['-2','1']]}");
    expect_kernel(2, 2, square,
                  "{'free':[2],'side':'left','vectors':[['-5','1']]}");
}
END_TEST

START_TEST(vectors_are_rational_and_the_identity_on_the_free_places)
{
    static const char *const zero[] = {"0", "0", "0", "0"};
    static const char *const gap[] = {"0", "0",   "0",   "1/2", "3",
                                      "1", "1/3", "2",   "2/3", "1/6",
                                      "1", "1/3", "5/2", "0",   "7"};

    expect_kernel(2, 2, zero,
                  "{'free':[1,2],'side':'left','vectors':[['1','0'],['0','1']]"
                  "}");
    /* rows 2 to 4 are alike */
    expect_kernel(5, 3, gap,
                  "{'free':[3],'side':'right','vectors':[['-14/5','2/15','1']]"
                  "}");
}
END_TEST

/* Vectors of `side` times M, one by one, are zero. */
static void
verify(json_t *root, const fmpq_mat_t M)
{
    const int is_left =
        strcmp(json_string_value(json_object_get(root, "side")), "left") == 0;
    const slong lines = is_left ? fmpq_mat_ncols(M) : fmpq_mat_nrows(M);
    size_t k, i;
    json_t *vector, *entry;
    fmpq_t x, sum;

    fmpq_init(x);
    fmpq_init(sum);
    json_array_foreach(json_object_get(root, "vectors"), k, vector)
    {
        for (slong j = 0; j < lines; j++) {
            fmpq_zero(sum);
            json_array_foreach(vector, i, entry)
            {
                json_number(x, entry);
                fmpq_addmul(sum, x,
                            is_left ? fmpq_mat_entry(M, (slong)i, j)
                                    : fmpq_mat_entry(M, j, (slong)i));
            }
            ck_assert(fmpq_is_zero(sum));
        }
    }
    fmpq_clear(sum);
    fmpq_clear(x);
}

/* Random products of rank at most min(rows, cols) - 1. */
START_TEST(random_kernels_are_whole)
{
    const long trials = random_trials(300);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong m = 2 + random_below(&state, 5),
                    n = 2 + random_below(&state, 5);
        const slong least = m < n ? m : n,
                    k = 1 + random_below(&state, least - 1);
        fmpq_mat_t A, B, C;
        json_t *root;
        slong rank;

        fmpq_mat_init(A, m, k);
        fmpq_mat_init(B, k, n);
        fmpq_mat_init(C, m, n);
        for (slong i = 0; i < m * k; i++)
            fmpq_set_si(fmpq_mat_entry(A, i / k, i % k),
                        random_below(&state, 7) - 3,
                        (ulong)(1 + random_below(&state, 3)));
        for (slong i = 0; i < k * n; i++)
            fmpq_set_si(fmpq_mat_entry(B, i / n, i % n),
                        random_below(&state, 5) - 2,
                        (ulong)(1 + random_below(&state, 3)));
        fmpq_mat_mul(C, A, B);
        root = kernel_of(C);
        verify(root, C);
        rank = fmpq_mat_rref(C, C);
        ck_assert_int_eq(
            (slong)json_array_size(json_object_get(root, "vectors")),
            least - rank);
        ck_assert_uint_eq(json_array_size(json_object_get(root, "free")),
                          json_array_size(json_object_get(root, "vectors")));
        json_decref(root);
        fmpq_mat_clear(C);
        fmpq_mat_clear(B);
        fmpq_mat_clear(A);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("kernel");

    tcase_add_test(tcase, the_smaller_side_is_shown);
    tcase_add_test(tcase,
                   vectors_are_rational_and_the_identity_on_the_free_places);
    tcase_add_test(tcase, random_kernels_are_whole);
    return run_claim_tests(tcase);
}
