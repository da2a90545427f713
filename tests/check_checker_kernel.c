/* Kernels that bound ranks of rational matrices. */

#include "checker_support.h"

#include "checker/rank.h"

/* [[1, 2, 3], [2, 4, 6], [1/2, 1, 5/3], [3/2, 3, 14/3]]: rank 2 */
#define MATRIX                                                                 \
    "[['1','2','3'],['2','4','6'],['1/2','1','5/3'],['3/2','3','14/3']]"
/* twice row 1 is row 2, rows 1 and 3 make row 4 */
#define LEFT                                                                   \
    "{'free': [2,4], 'side': 'left', 'vectors': "                              \
    "[['-2','1','0','0'],['-1','0','-1','1']]}"
#define RIGHT "{'free': [2], 'side': 'right', 'vectors': [['-2','1','0']]}"

static int
check_kernel(ck_outcome *o, const char *matrix, const char *witness,
             long *bound)
{
    json_t *entries = checker_json(matrix), *json = checker_json(witness);
    ck_node matrix_node = {.o = o, .json = entries};
    ck_node node = {.o = o, .json = json};
    ck_qmatrix m;
    int good;

    ck_outcome_init(o, &ck_default_limits);
    ck_qmatrix_init(&m);
    ck_assert(ck_read_qmatrix(&matrix_node, 0, 0, &m));
    *bound = -1;
    good = ck_check_kernel(&node, &m, "M", bound);
    ck_assert_int_eq(ck_good(o), good);
    ck_qmatrix_clear(&m);
    json_decref(json);
    json_decref(entries);
    return good;
}

static void
expect_bound(const char *witness, long expected)
{
    ck_outcome o;
    long bound;

    ck_assert_msg(check_kernel(&o, MATRIX, witness, &bound), "%s", o.message);
    ck_assert_int_eq(bound, expected);
}

static void
expect_none(const char *witness, ck_verdict verdict, const char *message)
{
    ck_outcome o;
    long bound;

    ck_assert(!check_kernel(&o, MATRIX, witness, &bound));
    ck_assert_int_eq(o.verdict, verdict);
    ck_assert(!o.uncertain);
    ck_assert_int_eq(bound, -1);
    ck_assert_msg(
        strstr(verdict == CK_MALFORMED ? o.path : o.message, message) != NULL,
        "%s: %s", o.path, o.message);
}

START_TEST(kernels)
{
    expect_bound(LEFT, 2);
    expect_bound(RIGHT, 2);
    expect_bound("{'free': [4], 'side': 'left', 'vectors': "
                 "[['-1','0','-1','1']]}",
                 3);
    expect_bound("{'free': [1], 'side': 'left', 'vectors': "
                 "[['1','-1/2','0','0']]}",
                 3);
    expect_bound("{'free': [1,4], 'side': 'left', 'vectors': "
                 "[['1','-1/2','0','0'],['0','-1/2','-1','1']]}",
                 2);
}
END_TEST

START_TEST(products_are_zero)
{
    expect_none("{'free': [2], 'side': 'right', 'vectors': [['-1','1','0']]}",
                CK_REJECTED, "kernel vector 1 times row 1 of M is not zero");
    /* only the third and fourth rows notice */
    expect_none("{'free': [3], 'side': 'right', 'vectors': [['-3','0','1']]}",
                CK_REJECTED, "kernel vector 1 times row 3 of M is not zero");
    /* only the last column notices; a part in 10^30 */
    expect_none("{'free': [2], 'side': 'left', 'vectors': "
                "[['-2','1','1/1000000000000000000000000000000','0']]}",
                CK_REJECTED, "kernel vector 1 times column 1 of M");
    expect_none("{'free': [3], 'side': 'left', 'vectors': "
                "[['-1/2','0','1','0']]}",
                CK_REJECTED, "kernel vector 1 times column 3 of M");
    expect_none("{'free': [2,4], 'side': 'left', 'vectors': "
                "[['-2','1','0','0'],['-1','0','1','1']]}",
                CK_REJECTED, "kernel vector 2 times column 1 of M");
    /* the other side's */
    expect_none("{'free': [2], 'side': 'left', 'vectors': "
                "[['-2','1','0','1']]}",
                CK_REJECTED, "times column 1");
}
END_TEST

START_TEST(identity_on_free)
{
    expect_none("{'free': [2], 'side': 'right', 'vectors': [['-4','2','0']]}",
                CK_REJECTED, "entry 2 of kernel vector 1 is not 1");
    expect_none("{'free': [3], 'side': 'right', 'vectors': [['-2','1','0']]}",
                CK_REJECTED, "entry 3 of kernel vector 1 is not 1");
    /* the same vector twice */
    expect_none("{'free': [1,2], 'side': 'left', 'vectors': "
                "[['1','-1/2','0','0'],['1','-1/2','0','0']]}",
                CK_REJECTED, "entry 2 of kernel vector 1 is not 0");
    expect_none("{'free': [2,4], 'side': 'left', 'vectors': "
                "[['-2','1','0','0'],['-2','1','0','0']]}",
                CK_REJECTED, "entry 2 of kernel vector 2 is not 0");
    expect_none("{'free': [2], 'side': 'right', 'vectors': [['0','0','0']]}",
                CK_REJECTED, "entry 2 of kernel vector 1 is not 1");
}
END_TEST

START_TEST(forms)
{
    expect_none("{'free': [2], 'side': 'up', 'vectors': [['-2','1','0']]}",
                CK_MALFORMED, "/side");
    expect_none("{'free': [], 'side': 'right', 'vectors': []}", CK_MALFORMED,
                "/free");
    expect_none("{'free': [4], 'side': 'right', 'vectors': [['-2','1','0']]}",
                CK_MALFORMED, "/free/0");
    expect_none("{'free': [0], 'side': 'right', 'vectors': [['-2','1','0']]}",
                CK_MALFORMED, "/free/0");
    expect_none("{'free': [2,2], 'side': 'right', 'vectors': "
                "[['-2','1','0'],['-2','1','0']]}",
                CK_MALFORMED, "/free/1");
    expect_none("{'free': [2], 'side': 'right', 'vectors': "
                "[['-2','1','0'],['-2','1','0']]}",
                CK_MALFORMED, "/vectors");
    expect_none("{'free': [2], 'side': 'right', 'vectors': [['-2','1']]}",
                CK_MALFORMED, "/vectors/0");
    expect_none("{'free': [2], 'side': 'left', 'vectors': [['-2','1','0']]}",
                CK_MALFORMED, "/vectors/0");
    expect_none("{'free': [2], 'side': 'right', 'vectors': "
                "[['sqrt(2)','1','0']]}",
                CK_MALFORMED, "/vectors/0/0");
}
END_TEST

/* All of the space: rank 0. */
START_TEST(zero_matrix)
{
    ck_outcome o;
    long bound;

    ck_assert(check_kernel(&o, "[['0','0'],['0','0']]",
                           "{'free': [1,2], 'side': 'right', 'vectors': "
                           "[['1','0'],['0','1']]}",
                           &bound));
    ck_assert_int_eq(bound, 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("kernel");

    tcase_add_test(tcase, kernels);
    tcase_add_test(tcase, products_are_zero);
    tcase_add_test(tcase, identity_on_free);
    tcase_add_test(tcase, forms);
    tcase_add_test(tcase, zero_matrix);
    return run_checker_tests("kernel", tcase);
}
