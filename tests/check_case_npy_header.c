/* Headers of .npy files as NumPy writes them, and what is none. */

#include "check_case.h"

#include "case/npy.h"

enum { ROOM = 1 << 17 };

/* The bytes of a file that ends with its header: version.minor, the length and
   the dictionary. Returns how many there are. */
static size_t
put_header(unsigned char *bytes, int version, int minor, const char *text,
           size_t length)
{
    const size_t start = version == 1 ? 10 : 12;

    ck_assert_uint_le(start + length, ROOM);
    memcpy(bytes, "\x93NUMPY", 6);
    bytes[6] = (unsigned char)version;
    bytes[7] = (unsigned char)minor;
    for (size_t k = 8; k < start; k++)
        bytes[k] = (unsigned char)(length >> (8 * (k - 8)) & 255);
    memcpy(bytes + start, text, length);
    return start + length;
}

/* The dictionary is good; what it says is in *npy. */
static void
accept(const char *text, int version, rc_npy *npy)
{
    unsigned char *bytes = malloc(ROOM);
    rc_npy_error error = {""};
    size_t length;

    ck_assert_ptr_nonnull(bytes);
    length = put_header(bytes, version, 0, text, strlen(text));
    memset(npy, 85, sizeof *npy);
    ck_assert_msg(rc_npy_read_header(npy, bytes, length, &error) == RC_OK,
                  "%s: %s", text, error.text);
    ck_assert_uint_eq(npy->offset, length);
    free(bytes);
}

/* length bytes are no header, and the reason contains `part`. */
static void
refuse_bytes(const unsigned char *bytes, size_t length, const char *part)
{
    unsigned char *copy = malloc(length + 1); /* for tools that watch bounds */
    rc_npy_error error = {""};
    rc_npy npy;

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, length);
    copy = realloc(copy, length > 0 ? length : 1);
    ck_assert_ptr_nonnull(copy);
    ck_assert_int_eq(rc_npy_read_header(&npy, copy, length, &error), RC_INPUT);
    ck_assert_msg(strstr(error.text, part) != NULL, "'%s' is not '%s'",
                  error.text, part);
    free(copy);
}

static void
refuse(const char *text, const char *part)
{
    unsigned char bytes[512];

    refuse_bytes(bytes, put_header(bytes, 1, 0, text, strlen(text)), part);
}

#define HEAD "{'descr': '<f8', 'fortran_order': False, "

START_TEST(what_numpy_writes_is_read)
{
    for (int version = 1; version <= 3; version++) {
        rc_npy npy;

        accept(HEAD "'shape': (3, 4), }            \n", version, &npy);
        ck_assert_int_eq(npy.type, RC_NPY_FLOAT);
        ck_assert_uint_eq(npy.size, 8);
        ck_assert_int_eq(npy.big_endian, 0);
        ck_assert_int_eq(npy.by_columns, 0);
        ck_assert_int_eq(npy.rows, 3);
        ck_assert_int_eq(npy.cols, 4);
    }
}
END_TEST

START_TEST(keys_come_in_any_order_and_quotes)
{
    rc_npy npy;

    accept("{\"shape\":(4096,1,),\"fortran_order\":True,\"descr\":\">i2\"}", 1,
           &npy);
    ck_assert_int_eq(npy.type, RC_NPY_SIGNED);
    ck_assert_uint_eq(npy.size, 2);
    ck_assert_int_ne(npy.big_endian, 0);
    ck_assert_int_ne(npy.by_columns, 0);
    ck_assert_int_eq(npy.rows, 4096);
    ck_assert_int_eq(npy.cols, 1);
    accept(" { 'descr' : '<f8' , 'fortran_order' : False ,\n'shape' : ( 1 , 2 "
           ") , } ",
           1, &npy);
    ck_assert_int_eq(npy.cols, 2);
}
END_TEST

START_TEST(every_type)
{
    static const struct {
        const char *name;
        rc_npy_type type;
        size_t size;
        int big;
    } types[] = {
        {"<f2", RC_NPY_FLOAT, 2, 0},    {">f2", RC_NPY_FLOAT, 2, 1},
        {"<f4", RC_NPY_FLOAT, 4, 0},    {">f4", RC_NPY_FLOAT, 4, 1},
        {"<f8", RC_NPY_FLOAT, 8, 0},    {">f8", RC_NPY_FLOAT, 8, 1},
        {"|i1", RC_NPY_SIGNED, 1, 0},   {"<i2", RC_NPY_SIGNED, 2, 0},
        {">i2", RC_NPY_SIGNED, 2, 1},   {"<i4", RC_NPY_SIGNED, 4, 0},
        {">i4", RC_NPY_SIGNED, 4, 1},   {"<i8", RC_NPY_SIGNED, 8, 0},
        {">i8", RC_NPY_SIGNED, 8, 1},   {"|u1", RC_NPY_UNSIGNED, 1, 0},
        {"<u2", RC_NPY_UNSIGNED, 2, 0}, {">u2", RC_NPY_UNSIGNED, 2, 1},
        {"<u4", RC_NPY_UNSIGNED, 4, 0}, {">u4", RC_NPY_UNSIGNED, 4, 1},
        {"<u8", RC_NPY_UNSIGNED, 8, 0}, {">u8", RC_NPY_UNSIGNED, 8, 1},
    };

    for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
        char text[128];
        rc_npy npy;

        snprintf(text, sizeof text,
                 "{'descr': '%s', 'fortran_order': False, 'shape': (1, 1)}",
                 types[k].name);
        accept(text, 1, &npy);
        ck_assert_int_eq(npy.type, types[k].type);
        ck_assert_uint_eq(npy.size, types[k].size);
        ck_assert_int_eq(npy.big_endian, types[k].big);
    }
}
END_TEST

START_TEST(other_types_are_refused)
{
    static const char *const types[] = {
        "|b1", "<c16", "<c8", "<f16", "|S3", "<U2", "<M8[s]", "|O", "<f1",
        "|f1", "|f8",  "|i2", "=f8",  "f8",  "<f",  "<f3",    "",   "<V8"};

    for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
        char text[128];

        snprintf(text, sizeof text,
                 "{'descr': '%s', 'fortran_order': False, 'shape': (1, 1)}",
                 types[k]);
        refuse(text, "has entries of type '");
    }
    refuse("{'descr': '<c8', 'fortran_order': False, 'shape': (1, 1)}",
           "has entries of type '<c8'; allowed are floats '<f2'");
    refuse("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 1)}",
           "has entries of several parts");
}
END_TEST

/* Each byte of "<f8" replaced by any other byte. */
START_TEST(no_byte_stands_for_a_type)
{
    static const char text[] = HEAD "'shape': (1, 1)}";
    const size_t at = 10 + strlen("{'descr': '");
    static const char *const allowed[] = {"<>", "fiu", "248"};
    unsigned char bytes[512];
    const size_t length = put_header(bytes, 1, 0, text, strlen(text));

    for (size_t k = 0; k < 3; k++) {
        const unsigned char before = bytes[at + k];

        for (int c = 0; c < 256; c++) {
            bytes[at + k] = (unsigned char)c;
            if (memchr(allowed[k], c, strlen(allowed[k])) == NULL)
                refuse_bytes(bytes, length, "");
        }
        bytes[at + k] = before;
    }
    for (size_t k = 0; k < 3; k++)
        bytes[at + k] = 0;
    refuse_bytes(bytes, length, "has entries of type '\\x00\\x00\\x00'");
}
END_TEST

START_TEST(only_matrices_of_a_fair_size_are_read)
{
    refuse(HEAD "'shape': ()}", "an array of 0 dimensions; a matrix has 2");
    refuse(HEAD "'shape': (3,)}", "an array of 1 dimension; a matrix has 2");
    refuse(HEAD "'shape': (3, 4, 5)}", "an array of 3 dimensions");
    refuse(HEAD "'shape': (0, 4)}", "holds a 0 x 4 matrix; from 1 to 4096");
    refuse(HEAD "'shape': (4, 0)}", "holds a 4 x 0 matrix");
    refuse(HEAD "'shape': (4097, 1)}", "holds a 4097 x 1 matrix");
    refuse(HEAD "'shape': (1, 4097)}", "holds a 1 x 4097 matrix");
    refuse(HEAD "'shape': (999999999, 1)}", "holds a 999999999 x 1 matrix");
    refuse(HEAD "'shape': (1000000000, 1)}", "more entries than can be read");
    refuse(HEAD "'shape': (1, 18446744073709551617)}",
           "more entries than can be read");
}
END_TEST

START_TEST(other_dictionaries_are_refused)
{
    static const char *const texts[] = {
        "",
        "{",
        "{}",
        "[]",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'shape': (1, 1)}",
        "{'fortran_order': False, 'shape': (1, 1)}",
        HEAD "'shape': (1, 1), 'more': 1}",
        HEAD "'shape': (1, 1), 'descr': '<f8'}",
        HEAD "'shape': (1, 1), 'shape': (1, 1)}",
        HEAD "'shape': (1, 1)} x",
        HEAD "'shape': (1, 1)",
        HEAD "'shape': (1, 1",
        HEAD "'shape': (1 1)}",
        HEAD "'shape': (1,, 1)}",
        HEAD "'shape': (1, -1)}",
        HEAD "'shape': (1, 1.0)}",
        HEAD "'shape': 1}",
        HEAD "'shape' (1, 1)}",
        HEAD "'shape': (1, 1),,}",
        HEAD "shape: (1, 1)}",
        HEAD "'shape: (1, 1)}",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (1, 1)}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (1, 1)}",
        "{'descr': '<f8', 'fortran_order': Falsely, 'shape': (1, 1)}",
        "{'descr': '<f8', 'fortran_order': Fals",
    };

    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        refuse(texts[k], "has a header that is no dictionary with just");
}
END_TEST

START_TEST(every_piece_of_a_header_is_refused)
{
    static const char text[] = HEAD "'shape': (3, 4), }\n";

    for (int version = 1; version <= 3; version++) {
        unsigned char bytes[512];
        const size_t start = version == 1 ? 10 : 12;
        const size_t length = put_header(bytes, version, 0, text, strlen(text));

        for (size_t k = 0; k < length; k++)
            refuse_bytes(bytes, k,
                         k < 10 ? "is no .npy file" : "ends within its header");
        /* and a header that says it is shorter */
        for (size_t k = 0; k + 3 < length - start; k++) {
            bytes[8] = (unsigned char)k;
            refuse_bytes(bytes, length, "");
        }
    }
}
END_TEST

START_TEST(other_beginnings_are_refused)
{
    static const char text[] = HEAD "'shape': (3, 4), }\n";
    unsigned char bytes[512];
    size_t length = put_header(bytes, 1, 0, text, strlen(text));

    for (size_t k = 0; k < 6; k++) {
        bytes[k] ^= 1;
        refuse_bytes(bytes, length, "is no .npy file: it does not begin like");
        bytes[k] ^= 1;
    }
    length = put_header(bytes, 1, 1, text, strlen(text));
    refuse_bytes(bytes, length, "is of version 1.1; 1.0, 2.0 and 3.0 are read");
    length = put_header(bytes, 4, 0, text, strlen(text));
    refuse_bytes(bytes, length, "is of version 4.0");
    length = put_header(bytes, 0, 0, text, strlen(text));
    refuse_bytes(bytes, length, "is of version 0.0");
}
END_TEST

/* A header of this version and length, blanks at its end. */
static size_t
put_long(unsigned char *bytes, int version, size_t length)
{
    static const char text[] = HEAD "'shape': (3, 4), }";
    char *whole = malloc(length);
    size_t size;

    ck_assert_ptr_nonnull(whole);
    memset(whole, ' ', length);
    memcpy(whole, text, strlen(text));
    size = put_header(bytes, version, 0, whole, length);
    free(whole);
    return size;
}

START_TEST(long_headers_are_capped)
{
    unsigned char *bytes = malloc(ROOM);
    rc_npy_error error;
    rc_npy npy;

    ck_assert_ptr_nonnull(bytes);
    for (int version = 1; version <= 3; version++) {
        const size_t most = RC_NPY_HEADER_MAX - (version == 1 ? 10 : 12);

        ck_assert_uint_eq(put_long(bytes, version, most), RC_NPY_HEADER_MAX);
        ck_assert_int_eq(
            rc_npy_read_header(&npy, bytes, RC_NPY_HEADER_MAX, &error), RC_OK);
        ck_assert_uint_eq(npy.offset, RC_NPY_HEADER_MAX);
        put_long(bytes, version, most + 1);
        refuse_bytes(bytes, RC_NPY_HEADER_MAX, "bytes; at most 655");
    }
    memset(bytes + 8, 255, 4); /* four gigabytes */
    refuse_bytes(bytes, RC_NPY_HEADER_MAX, "header of 4294967295 bytes");
    free(bytes);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        what_numpy_writes_is_read,
        keys_come_in_any_order_and_quotes,
        every_type,
        other_types_are_refused,
        no_byte_stands_for_a_type,
        only_matrices_of_a_fair_size_are_read,
        other_dictionaries_are_refused,
        every_piece_of_a_header_is_refused,
        other_beginnings_are_refused,
        long_headers_are_capped,
    };

    return RUN_SUITE("case/npy_header", tests);
}
