/* Minors that are not zero: of intervals, and modulo p. */

#include "checker_interval.h"

#include "checker/rank.h"

/* ---- Intervals ---- */

/* rows 1 and 2 of columns 1 and 3 are [[1, 2], [3, 4]] */
static const char *const entries[] = {"1", "1",     "2", "3", "3",    "4",
                                      "0", "-1..1", "5", "0", "0..2", "0"};

static int
check_minor(ck_outcome *o, const char *witness, long *size)
{
    json_t *json = checker_json(witness);
    ck_node node = {.o = o, .json = json};
    ck_imatrix m;
    int good;

    ck_outcome_init(o, &ck_default_limits);
    o->bits = 64;
    read_imatrix(&m, 4, 3, 64, entries);
    *size = -1;
    good = ck_check_minor(&node, &m, "M", size);
    ck_assert_int_eq(ck_good(o), good);
    ck_imatrix_clear(&m);
    json_decref(json);
    return good;
}

static void
expect_size(const char *witness, long expected)
{
    ck_outcome o;
    long size;

    ck_assert_msg(check_minor(&o, witness, &size), "%s", o.message);
    ck_assert_int_eq(size, expected);
}

static void
expect_open(const char *witness)
{
    ck_outcome o;
    long size;

    ck_assert(!check_minor(&o, witness, &size));
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert(o.uncertain);
    ck_assert_int_eq(size, -1);
    ck_assert_ptr_nonnull(strstr(o.message, "was not certified invertible"));
}

static void
expect_malformed_minor(const char *witness, const char *path)
{
    ck_outcome o;
    long size;

    ck_assert(!check_minor(&o, witness, &size));
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_str_eq(o.path, path);
}

START_TEST(interval_minors)
{
    expect_size("{'cols': [1,3], 'rows': [1,2]}", 2);
    expect_size("{'cols': [1], 'rows': [1]}", 1);
    expect_size("{'cols': [3], 'rows': [3]}", 1);
    expect_open("{'cols': [1,2], 'rows': [1,2]}");
    expect_open("{'cols': [1], 'rows': [3]}");
    expect_open("{'cols': [2], 'rows': [3]}");
    expect_open("{'cols': [2], 'rows': [4]}");
    expect_open("{'cols': [1,2,3], 'rows': [1,2,3]}");
}
END_TEST

START_TEST(interval_forms)
{
    expect_malformed_minor("{'cols': [1,3], 'rows': [1]}", "/");
    expect_malformed_minor("{'cols': [1], 'rows': [1,2]}", "/");
    expect_malformed_minor("{'cols': [], 'rows': []}", "/rows");
    expect_malformed_minor("{'cols': [1], 'rows': [5]}", "/rows/0");
    expect_malformed_minor("{'cols': [4], 'rows': [1]}", "/cols/0");
    expect_malformed_minor("{'cols': [0], 'rows': [1]}", "/cols/0");
    expect_malformed_minor("{'cols': [3,1], 'rows': [1,2]}", "/cols/1");
    expect_malformed_minor("{'cols': [1,3], 'rows': [1,1]}", "/rows/1");
    expect_malformed_minor("{'cols': [1,2,3], 'rows': [1,2,3,4]}", "/");
    expect_malformed_minor("{'cols': [1,2,3,3], 'rows': [1,2,3,4]}", "/cols");
    expect_malformed_minor("{'cols': [1]}", "/");
    expect_malformed_minor("{'cols': [1], 'modulus': 7, 'rows': [1]}", "/");
}
END_TEST

/* ---- Modulo p ---- */

static int
check_modular(ck_outcome *o, const char *matrix, const char *witness,
              long *size)
{
    json_t *values = checker_json(matrix), *json = checker_json(witness);
    ck_node matrix_node = {.o = o, .json = values};
    ck_node node = {.o = o, .json = json};
    ck_qmatrix m;
    int good;

    ck_outcome_init(o, &ck_default_limits);
    ck_qmatrix_init(&m);
    ck_assert(ck_read_qmatrix(&matrix_node, 0, 0, &m));
    *size = -1;
    good = ck_check_modular_minor(&node, &m, size);
    ck_assert_int_eq(ck_good(o), good);
    ck_qmatrix_clear(&m);
    json_decref(json);
    json_decref(values);
    return good;
}

/* The whole of a square matrix; message: NULL when it is to pass */
static void
expect_modulo(const char *matrix, long n, const char *modulus,
              const char *message)
{
    static const char *const all[] = {"", "[1]", "[1,2]", "[1,2,3]"};
    char witness[160];
    ck_outcome o;
    long size;
    int good;

    snprintf(witness, sizeof witness, "{'cols': %s, 'modulus': %s, 'rows': %s}",
             all[n], modulus, all[n]);
    good = check_modular(&o, matrix, witness, &size);
    ck_assert_msg(good == (message == NULL), "%s modulo %s: %s", matrix,
                  modulus, o.message);
    ck_assert_int_eq(size, good ? n : -1);
    if (good)
        return;
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert(!o.uncertain);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
}

/* det [[1, 2], [3, 4]] = -2 */
START_TEST(primes)
{
    expect_modulo("[['1','2'],['3','4']]", 2, "3", NULL);
    expect_modulo("[['1','2'],['3','4']]", 2, "7", NULL);
    expect_modulo("[['1','2'],['3','4']]", 2, "2",
                  "no pivot prime to it in column 2");
    expect_modulo("[['1','2'],['2','4']]", 2, "7", "in column 2");
    expect_modulo("[['0','2'],['0','4']]", 2, "7", "in column 1");
    expect_modulo("[['7']]", 1, "7", "in column 1");
    expect_modulo("[['8']]", 1, "7", NULL);
    expect_modulo("[['-7']]", 1, "7", "in column 1");
    expect_modulo("[['-1']]", 1, "2", NULL);
}
END_TEST

START_TEST(exchanges_of_rows)
{
    expect_modulo("[['0','1'],['1','0']]", 2, "5", NULL);
    expect_modulo("[['0','0','1'],['1','0','0'],['0','1','0']]", 3, "5", NULL);
    expect_modulo("[['0','1','1'],['0','2','3'],['1','1','1']]", 3, "5", NULL);
    expect_modulo("[['0','1','1'],['0','2','2'],['1','1','1']]", 3, "5",
                  "in column 3");
    /* rows add up: 1, 2, 3 and 4, 5, 6 and 7, 8, 9 but for the corner */
    expect_modulo("[['1','2','3'],['4','5','6'],['7','8','9']]", 3, "11",
                  "in column 3");
    expect_modulo("[['1','2','3'],['4','5','6'],['7','8','10']]", 3, "11",
                  NULL);
}
END_TEST

/* det [[2, 3], [3, 2]] = -5 modulo 6: no entry of the first column is prime to
   6. Modulo 4 it has the pivot 3, below. */
START_TEST(moduli_that_are_not_prime)
{
    expect_modulo("[['2','3'],['3','2']]", 2, "6", "in column 1");
    expect_modulo("[['2','3'],['3','2']]", 2, "4", NULL);
    expect_modulo("[['2','1'],['0','2']]", 2, "4", "in column 1");
    expect_modulo("[['2']]", 1, "4", "in column 1");
    expect_modulo("[['3']]", 1, "9", "in column 1");
    expect_modulo("[['1','0'],['0','2']]", 2, "4", "in column 2");
}
END_TEST

START_TEST(denominators)
{
    expect_modulo("[['1/2']]", 1, "3", NULL);
    expect_modulo("[['1/3']]", 1, "3",
                  "denominator of entry 1, 1 of the matrix is not prime to the "
                  "modulus 3");
    expect_modulo("[['1','1'],['1','1/6']]", 2, "4",
                  "denominator of entry 2, 2");
    expect_modulo("[['1','1/6'],['1','1']]", 2, "4",
                  "denominator of entry 1, 2");
    /* 1/2 * 2 - 1 = 0; -1/2 = 3 and 1/2 = 4 modulo 7 */
    expect_modulo("[['1/2','1'],['1','2']]", 2, "7", "in column 2");
    expect_modulo("[['-1/2','1'],['1','2']]", 2, "7", NULL);
    expect_modulo("[['-1/2','1'],['1','-2']]", 2, "7", "in column 2");
    expect_modulo("[['1/2','1'],['1','9']]", 2, "7", "in column 2");
}
END_TEST

#define LARGEST                                                                \
    "9223372036854775807" /* 2^63 - 1 = 7^2 73 127 337 92737 649657 */
#define PRIME "9223372036854775783"

START_TEST(large_moduli)
{
    expect_modulo("[['" PRIME "']]", 1, PRIME, "in column 1");
    expect_modulo("[['-1','" PRIME "'],['5','1']]", 2, PRIME, NULL);
    expect_modulo("[['9223372036854775782','1'],['1','-1']]", 2, PRIME,
                  "in column 2");
    expect_modulo("[['9223372036854775781','9223372036854775780'],"
                  "['9223372036854775779','9223372036854775777']]",
                  2, PRIME, "in column 2");
    expect_modulo("[['9223372036854775781','9223372036854775780'],"
                  "['9223372036854775779','9223372036854775778']]",
                  2, PRIME, NULL);
    expect_modulo("[['2']]", 1, LARGEST, NULL);
    expect_modulo("[['7']]", 1, LARGEST, "in column 1");
    expect_modulo("[['1/337']]", 1, LARGEST, "denominator of entry 1, 1");
    expect_modulo("[['1000003/999983','1'],['1','999983/1000003']]", 2, PRIME,
                  "in column 2");
    expect_modulo("[['1000003/999983','1'],['1','999983/1000004']]", 2, PRIME,
                  NULL);
}
END_TEST

static void
expect_malformed_modular(const char *witness, const char *path)
{
    ck_outcome o;
    long size;

    ck_assert(
        !check_modular(&o, "[['1','2','3'],['4','5','6']]", witness, &size));
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_str_eq(o.path, path);
    ck_assert_int_eq(size, -1);
}

START_TEST(modular_forms)
{
    ck_outcome o;
    long size;

    ck_assert(check_modular(&o, "[['1','2','3'],['4','5','6']]",
                            "{'cols': [1,3], 'modulus': 5, 'rows': [1,2]}",
                            &size));
    ck_assert_int_eq(size, 2);
    ck_assert(!check_modular(&o, "[['1','2','1'],['4','5','4']]",
                             "{'cols': [1,3], 'modulus': 5, 'rows': [1,2]}",
                             &size));
    expect_malformed_modular("{'cols': [1], 'modulus': 1, 'rows': [1]}",
                             "/modulus");
    expect_malformed_modular("{'cols': [1], 'modulus': 0, 'rows': [1]}",
                             "/modulus");
    expect_malformed_modular("{'cols': [1], 'modulus': -5, 'rows': [1]}",
                             "/modulus");
    expect_malformed_modular("{'cols': [1], 'modulus': '5', 'rows': [1]}",
                             "/modulus");
    expect_malformed_modular("{'cols': [1], 'rows': [1]}", "/");
    expect_malformed_modular("{'cols': [4], 'modulus': 5, 'rows': [1]}",
                             "/cols/0");
    expect_malformed_modular("{'cols': [1], 'modulus': 5, 'rows': [3]}",
                             "/rows/0");
    expect_malformed_modular("{'cols': [1,2], 'modulus': 5, 'rows': [1]}", "/");
    expect_malformed_modular("{'cols': [1,2,3], 'modulus': 5, 'rows': [1,2]}",
                             "/");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("minor");

    tcase_add_test(tcase, interval_minors);
    tcase_add_test(tcase, interval_forms);
    tcase_add_test(tcase, primes);
    tcase_add_test(tcase, exchanges_of_rows);
    tcase_add_test(tcase, moduli_that_are_not_prime);
    tcase_add_test(tcase, denominators);
    tcase_add_test(tcase, large_moduli);
    tcase_add_test(tcase, modular_forms);
    return run_checker_tests("minor", tcase);
}
