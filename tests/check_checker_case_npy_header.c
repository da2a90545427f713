/* Headers of .npy files. */

#include "checker_npy.h"

#include "checker/case_npy.h"

/* why: NULL when the header is to be read. */
static void
expect_bytes_read(ck_npy *npy, const unsigned char *bytes, size_t length,
                  const char *why)
{
    const char *reason = "";
    /* of just that length, so that reading past it shows */
    unsigned char *copy = malloc(length + 1);
    int good;

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, length);
    copy = realloc(copy, length > 0 ? length : 1);
    good = ck_npy_header(npy, copy, length, 4096, &reason);
    free(copy);
    ck_assert_msg(good == (why == NULL), "%s", reason);
    if (why != NULL)
        ck_assert_msg(strstr(reason, why) != NULL, "no '%s' in: %s", why,
                      reason);
}

static void
expect_header(ck_npy *npy, const char *dictionary, size_t entries,
              const char *why)
{
    unsigned char bytes[NPY_MOST];
    const size_t length = npy_file(bytes, dictionary, NULL, entries);

    expect_bytes_read(npy, bytes, length, why);
}

#define GOOD NPY_DICTIONARY("<f8", "False", "(2, 3)")
#define NONE "no dictionary"
#define TYPES "its entries are neither"
#define SHAPES "its shape is not"
#define SIZES "its size is not"

START_TEST(members)
{
    ck_npy npy;

    expect_header(&npy, GOOD, 48, NULL);
    ck_assert_int_eq(npy.type, 'f');
    ck_assert_uint_eq(npy.size, 8);
    ck_assert_int_eq(npy.big_endian, 0);
    ck_assert_int_eq(npy.by_columns, 0);
    ck_assert_int_eq(npy.rows, 2);
    ck_assert_int_eq(npy.cols, 3);
    ck_assert_uint_eq(npy.offset, 10 + strlen(GOOD));
    expect_header(&npy,
                  "  {\"shape\":(4096,1,),'fortran_order' :True ,'descr':"
                  "\">u1\"}  \n",
                  0, SIZES);
    expect_header(&npy, "{'shape':(1,12),'fortran_order':True,'descr':'>i2'}\n",
                  24, NULL);
    ck_assert_int_eq(npy.type, 'i');
    ck_assert_uint_eq(npy.size, 2);
    ck_assert_int_eq(npy.big_endian, 1);
    ck_assert_int_eq(npy.by_columns, 1);
    ck_assert_int_eq(npy.rows, 1);
    ck_assert_int_eq(npy.cols, 12);
}
END_TEST

static void
expect_type(const char *descr, size_t size)
{
    char dictionary[128];
    ck_npy npy;

    snprintf(dictionary, sizeof dictionary,
             NPY_DICTIONARY("%s", "False", "(1, 1)"), descr);
    expect_header(&npy, dictionary, size > 0 ? size : 8,
                  size > 0 ? NULL : TYPES);
    if (size > 0)
        ck_assert_uint_eq(npy.size, size);
}

START_TEST(types)
{
    expect_type("<f2", 2);
    expect_type(">f4", 4);
    expect_type("<f8", 8);
    expect_type("|i1", 1);
    expect_type("|u1", 1);
    expect_type("<u1", 1);
    expect_type("<i2", 2);
    expect_type(">u4", 4);
    expect_type(">i8", 8);
    expect_type("<f1", 0);
    expect_type("|f1", 0);
    expect_type("|f8", 0);
    expect_type("|i2", 0);
    expect_type("=f8", 0);
    expect_type("<f16", 0);
    expect_type("<c8", 0);
    expect_type("|b1", 0);
    expect_type("|O", 0);
    expect_type("<U1", 0);
    expect_type(" <f8", 0);
    expect_type("<f8 ", 0);
    expect_type("f8", 0);
    expect_type("<f3", 0);
    expect_type("", 0);
}
END_TEST

static void
expect_shape(const char *shape, size_t entries, const char *why)
{
    char dictionary[192];
    ck_npy npy;

    snprintf(dictionary, sizeof dictionary,
             NPY_DICTIONARY("|u1", "False", "%s"), shape);
    expect_header(&npy, dictionary, entries, why);
}

START_TEST(shapes)
{
    expect_shape("(2, 3)", 6, NULL);
    expect_shape("( 2 ,3 , )", 6, NULL);
    expect_shape("(2, 3)", 5, SIZES);
    expect_shape("(2, 3)", 7, SIZES);
    expect_shape("(2, 3)", 4, SIZES);
    expect_shape("(2, 3)", 9, SIZES);
    expect_shape("(2, 3)", 0, SIZES);
    expect_shape("(4096, 4096)", 0, SIZES);
    expect_shape("(4096, 4096)", 1, SIZES);
    expect_shape("(4097, 1)", 0, SHAPES);
    expect_shape("(1, 4097)", 0, SHAPES);
    expect_shape("(40960, 1)", 0, SHAPES);
    expect_shape("(18446744073709551617, 1)", 1, SHAPES);
    expect_shape("(9223372036854775807, 9223372036854775807)", 1, SHAPES);
    expect_shape("(99999999999999999999999999999999999999, 1)", 1, SHAPES);
    expect_shape("(0, 1)", 0, SHAPES);
    expect_shape("(1, 0)", 0, SHAPES);
    expect_shape("(-1, -1)", 1, SHAPES);
    expect_shape("()", 1, SHAPES);
    expect_shape("(6,)", 6, SHAPES);
    expect_shape("(1, 2, 3)", 6, SHAPES);
    expect_shape("(2, 3,,)", 6, SHAPES);
    expect_shape("(2 3)", 6, SHAPES);
    expect_shape("2, 3", 6, SHAPES);
    expect_shape("(2, 3", 6, SHAPES);
    expect_shape("(2.0, 3)", 6, SHAPES);
    expect_shape("(:, 1)", 10, SHAPES); /* : is behind 9 */
}
END_TEST

/* Entries of several bytes that are not all there. */
START_TEST(sizes)
{
    ck_npy npy;

    expect_header(&npy, GOOD, 47, SIZES);
    expect_header(&npy, GOOD, 49, SIZES);
    expect_header(&npy, GOOD, 24, SIZES);
    expect_header(&npy, GOOD, 0, SIZES);
    expect_header(&npy, GOOD, 56, SIZES);
}
END_TEST

static void
expect_no_header(const char *dictionary)
{
    ck_npy npy;

    expect_header(&npy, dictionary, 1, NONE);
}

#define TYPE "'descr': '|u1'"
#define ORDER "'fortran_order': False"
#define SHAPE "'shape': (1, 1)"

START_TEST(dictionaries)
{
    ck_npy npy;

    expect_header(&npy, "{" TYPE ", " ORDER ", " SHAPE "}", 1, NULL);
    expect_no_header("{" TYPE ", " ORDER "}");
    expect_no_header("{" TYPE ", " SHAPE "}");
    expect_no_header("{" ORDER ", " SHAPE "}");
    expect_no_header("{" TYPE ", " ORDER ", " SHAPE ", " TYPE "}");
    expect_no_header("{" TYPE ", " ORDER ", " SHAPE ", " ORDER "}");
    expect_no_header("{" TYPE ", " ORDER ", " SHAPE ", 'more': 1}");
    expect_no_header("{" TYPE " " ORDER ", " SHAPE "}");
    expect_no_header("{" TYPE ", " ORDER ", " SHAPE ",,}");
    expect_no_header("{" TYPE ", " ORDER ", " SHAPE);
    expect_no_header("{" TYPE ", " ORDER ", " SHAPE "} x");
    expect_no_header("{" TYPE ", " ORDER ", " SHAPE "}}");
    expect_no_header(TYPE ", " ORDER ", " SHAPE "}");
    expect_no_header("{" TYPE ", 'fortran_order' False, " SHAPE "}");
    expect_no_header("{" TYPE ", 'fortran_order': 0, " SHAPE "}");
    expect_no_header("{" TYPE ", 'fortran_order\": False, " SHAPE "}");
    expect_no_header("{" TYPE ", ' fortran_order': False, " SHAPE "}");
    expect_no_header("{" TYPE ", fortran_order: False, " SHAPE "}");
    expect_no_header("{: 1}");
    expect_no_header("{}");
    expect_no_header("");
    expect_no_header("   ");
}
END_TEST

START_TEST(versions)
{
    unsigned char bytes[NPY_MOST], longer[NPY_MOST];
    const size_t length = npy_file(bytes, GOOD, NULL, 48);
    ck_npy npy;

    for (int major = 0; major <= 4; major++)
        for (int minor = 0; minor <= 1; minor++) {
            /* from version 2.0 on, the length has four bytes */
            memcpy(longer, bytes, 10);
            memset(longer + 10, 0, 2);
            memcpy(longer + 12, bytes + 10, length - 10);
            longer[6] = (unsigned char)major;
            longer[7] = (unsigned char)minor;
            if (major == 1) {
                bytes[7] = (unsigned char)minor;
                expect_bytes_read(&npy, bytes, length,
                                  minor == 0 ? NULL : "no .npy file");
                bytes[7] = 0;
            } else
                expect_bytes_read(&npy, longer, length + 2,
                                  minor == 0 && (major == 2 || major == 3)
                                      ? NULL
                                      : "no .npy file");
        }
    for (size_t k = 0; k < 6; k++) {
        bytes[k] ^= 1;
        expect_bytes_read(&npy, bytes, length, "no .npy file");
        bytes[k] ^= 1;
    }
}
END_TEST

/* Every beginning of a file is none. */
START_TEST(truncated)
{
    unsigned char bytes[NPY_MOST];
    const size_t length = npy_file(bytes, GOOD, NULL, 48);
    ck_npy npy;

    for (size_t kept = 0; kept < length; kept++)
        expect_bytes_read(&npy, bytes, kept,
                          kept < 8                   ? "no .npy file"
                          : kept < 10 + strlen(GOOD) ? "ends within"
                                                     : SIZES);
    bytes[8] = 255;
    bytes[9] = 255;
    expect_bytes_read(&npy, bytes, length, "ends within");
    bytes[6] = 2;
    memset(bytes + 8, 255, 4);
    expect_bytes_read(&npy, bytes, length, "ends within");
    expect_bytes_read(&npy, bytes, 11, "ends within");
    bytes[6] = 1;
    memset(bytes + 8, 0, 2);
    expect_bytes_read(&npy, bytes, 10, NONE);
}
END_TEST

/* A file that ends where its header does, which ends early: valgrind sees who
   reads on. */
START_TEST(cut)
{
    static const char dictionary[] =
        " { 'descr' : '|u1' , 'fortran_order' : False , "
        "'shape' : ( 12 , 13 , ) , } ";
    unsigned char bytes[NPY_MOST];
    ck_npy npy;

    for (size_t kept = 0; kept < sizeof dictionary - 1; kept++) {
        (void)npy_file(bytes, dictionary, NULL, 0);
        bytes[8] = (unsigned char)kept;
        expect_bytes_read(&npy, bytes, 10 + kept,
                          kept < sizeof dictionary - 2 ? "its " : SIZES);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_npy_header");

    tcase_add_test(tcase, members);
    tcase_add_test(tcase, types);
    tcase_add_test(tcase, shapes);
    tcase_add_test(tcase, sizes);
    tcase_add_test(tcase, dictionaries);
    tcase_add_test(tcase, versions);
    tcase_add_test(tcase, truncated);
    tcase_add_test(tcase, cut);
    return run_checker_tests("case_npy_header", tcase);
}
