/* {file: weights.npy}: files of every kind, and what is none. */

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check_case.h"

#include "case/npy.h"

/* ---- Files in a folder of their own ---- */

static char folder[64];

static void
folder_open(void)
{
    strcpy(folder, "/tmp/check_case_read_npy.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
folder_close(void)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static void
path_of(char *path, size_t size, const char *name)
{
    ck_assert_int_lt(snprintf(path, size, "%s/%s", folder, name), (int)size);
}

static void
write_file(const char *name, const void *bytes, size_t length)
{
    char path[128];
    FILE *file;

    path_of(path, sizeof path, name);
    file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

/* A .npy file of this dictionary and these bytes, without its last `cut`
   bytes. */
static void
write_npy(const char *name, const char *dictionary, const void *entries,
          size_t length, size_t cut)
{
    unsigned char bytes[512] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    const size_t header = strlen(dictionary);

    ck_assert_uint_le(10 + header + length, sizeof bytes);
    bytes[8] = (unsigned char)header;
    memcpy(bytes + 10, dictionary, header);
    memcpy(bytes + 10 + header, entries, length);
    write_file(name, bytes, 10 + header + length - cut);
}

#define DICTIONARY(type, order, shape)                                         \
    "{'descr': '" type "', 'fortran_order': " order ", 'shape': " shape ", "   \
    "}\n"

/* ---- What is read ---- */

/* 0xc040 2^-149 = 769/2^143 */
#define SMALL "769/11150372599265311570767859136324180752990208"

static rc_status
read_path(fixture *f, const char *yaml, rc_matrix_t m)
{
    fixture_open(f, yaml, 0, 0);
    f->r.folder = folder;
    rc_matrix_init_empty(m);
    return rc_read_npy(&f->r, f->root, m);
}

static void
expect(const char *yaml, slong rows, slong cols, const char *const *expected)
{
    rc_matrix_t m;
    fixture f;
    rc_status status = read_path(&f, yaml, m);

    ck_assert_msg(status == RC_OK, "%s: %s", yaml,
                  f.errors.count > 0 ? f.errors.items[0].message : "");
    ck_assert_int_eq(m->rows, rows);
    ck_assert_int_eq(m->cols, cols);
    for (slong k = 0; k < rows * cols; k++) {
        char *text = rc_number_get_text(m->entries + k);

        ck_assert_str_eq(text, expected[k]);
        free(text);
    }
    ck_assert_uint_eq(f.r.entries_left,
                      RC_CASE_MAX_ENTRIES - (size_t)(rows * cols));
    rc_matrix_clear(m);
    fixture_close(&f);
}

#define EXPECT(yaml, rows, cols, ...)                                          \
    expect(yaml, rows, cols, (const char *const[]){__VA_ARGS__})

static void
refuse(const char *yaml, const char *error)
{
    rc_matrix_t m;
    fixture f;

    ck_assert_int_eq(read_path(&f, yaml, m), RC_INPUT);
    expect_errors(&f.errors, error, NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}

START_TEST(entries_come_in_both_orders)
{
    static const unsigned char six[] = {1, 2, 3, 4, 5, 250};

    folder_open();
    write_npy("c.npy", DICTIONARY("|i1", "False", "(2, 3)"), six, 6, 0);
    EXPECT("c.npy", 2, 3, "1", "2", "3", "4", "5", "-6");
    write_npy("f.npy", DICTIONARY("|u1", "True", "(2, 3)"), six, 6, 0);
    EXPECT("f.npy", 2, 3, "1", "3", "5", "2", "4", "250");
    write_npy("f.npy", DICTIONARY("|u1", "True", "(3, 2)"), six, 6, 0);
    EXPECT("f.npy", 3, 2, "1", "4", "2", "5", "3", "250");
    folder_close();
}
END_TEST

START_TEST(entries_come_in_both_byte_orders)
{
    static const unsigned char bytes[] = {0x40, 0xc0, 0, 0, 0x40, 0xc0, 0, 0};
    static const unsigned char tenth[] = {0x9a, 0x99, 0x99, 0x99,
                                          0x99, 0x99, 0xb9, 0x3f};

    folder_open();
    write_npy("big.npy", DICTIONARY(">f4", "False", "(1, 2)"), bytes, 8, 0);
    EXPECT("big.npy", 1, 2, "6", "6");
    write_npy("little.npy", DICTIONARY("<f4", "False", "(2, 1)"), bytes, 8, 0);
    EXPECT("little.npy", 2, 1, SMALL, SMALL);
    write_npy("half.npy", DICTIONARY(">f2", "False", "(2, 2)"), bytes, 8, 0);
    EXPECT("half.npy", 2, 2, "19/8", "0", "19/8", "0");
    write_npy("tenth.npy", DICTIONARY("<f8", "False", "(1, 1)"), tenth, 8, 0);
    EXPECT("tenth.npy", 1, 1, "3602879701896397/36028797018963968");
    folder_close();
}
END_TEST

START_TEST(what_is_not_finite_has_its_place)
{
    static const unsigned char half[] = {0, 0x3c, 0, 0, 0, 0x7e, 0, 0x7c};

    folder_open();
    write_npy("nan.npy", DICTIONARY("<f2", "False", "(2, 2)"), half, 8, 0);
    refuse("nan.npy", "1:1: 'nan.npy' has nan in row 2, column 1; entries must "
                      "be finite");
    write_npy("nan.npy", DICTIONARY("<f2", "True", "(2, 2)"), half, 8, 0);
    refuse("nan.npy", "1:1: 'nan.npy' has nan in row 1, column 2");
    write_npy("inf.npy", DICTIONARY("<f2", "True", "(1, 1)"), half + 6, 2, 0);
    refuse("inf.npy", "1:1: 'inf.npy' has inf in row 1, column 1");
    folder_close();
}
END_TEST

START_TEST(the_length_is_exact)
{
    static const unsigned char bytes[33];

    folder_open();
    for (size_t cut = 1; cut <= 32; cut++) {
        write_npy("short.npy", DICTIONARY("<f8", "False", "(2, 2)"), bytes, 32,
                  cut);
        refuse("short.npy", "1:1: 'short.npy' has ");
    }
    write_npy("short.npy", DICTIONARY("<i8", "False", "(2, 2)"), bytes, 32, 1);
    refuse("short.npy", "1:1: 'short.npy' has 101 bytes, but its 2 x 2 entries "
                        "of 8 bytes make it 102");
    write_npy("long.npy", DICTIONARY("<f8", "False", "(2, 2)"), bytes, 33, 0);
    refuse("long.npy", "1:1: 'long.npy' has 103 bytes, but its 2 x 2");
    folder_close();
}
END_TEST

START_TEST(bad_headers_are_named_with_the_file)
{
    folder_open();
    write_file("empty.npy", "", 0);
    refuse("empty.npy", "1:1: 'empty.npy' is no .npy file");
    write_file("text.npy", "0.5 0.25\n1 2\n", 13);
    refuse("text.npy", "1:1: 'text.npy' is no .npy file");
    write_npy("vector.npy", DICTIONARY("<f8", "False", "(2,)"), "", 0, 0);
    refuse("vector.npy",
           "1:1: 'vector.npy' holds an array of 1 dimension; a matrix has 2");
    write_npy("cut.npy", DICTIONARY("<f8", "False", "(2, 2)"), "", 0, 5);
    refuse("cut.npy", "1:1: 'cut.npy' ends within its header");
    folder_close();
}
END_TEST

START_TEST(paths_start_at_the_folder)
{
    static const unsigned char one[] = {7};
    char deep[128];

    folder_open();
    path_of(deep, sizeof deep, "deep");
    ck_assert_int_eq(mkdir(deep, 0700), 0);
    write_npy("deep/w.npy", DICTIONARY("|i1", "False", "(1, 1)"), one, 1, 0);
    EXPECT("deep/w.npy", 1, 1, "7");
    EXPECT("'deep/../deep/./w.npy'", 1, 1, "7");
    refuse("w.npy", "1:1: 'w.npy' cannot be read: there is no such file beside "
                    "the case");
    refuse("deep/w.npy/x", "1:1: 'deep/w.npy/x' cannot be read: there is no");
    strcat(folder, "/deep/");
    EXPECT("w.npy", 1, 1, "7");
    EXPECT("../deep/w.npy", 1, 1, "7");
    folder[strlen(folder) - strlen("/deep/")] = '\0';
    refuse("/dev/null", "1:1: '/dev/null' is not read: paths start at the "
                        "folder of the case, without '/'");
    folder_close();
}
END_TEST

/* The current folder is that of a case without a folder. */
START_TEST(no_folder_is_the_current_one)
{
    static const unsigned char one[] = {7};
    char before[4096];
    rc_matrix_t m;
    fixture f;

    folder_open();
    write_npy("w.npy", DICTIONARY("|i1", "False", "(1, 1)"), one, 1, 0);
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(folder), 0);
    fixture_open(&f, "w.npy", 0, 0);
    f.r.folder = "";
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_npy(&f.r, f.root, m), RC_OK);
    ck_assert_int_eq(m->rows, 1);
    rc_matrix_clear(m);
    fixture_close(&f);
    ck_assert_int_eq(chdir(before), 0);
    folder_close();
    fixture_open(&f, "w.npy", 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_npy(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors,
                  "1:1: 'w.npy' is not read: this case is read without files",
                  NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}
END_TEST

START_TEST(only_plain_files_are_read)
{
    static const unsigned char one[] = {7};
    char path[128];

    folder_open();
    refuse(".", "1:1: '.' cannot be read: it is no plain file");
    path_of(path, sizeof path, "pipe");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    refuse("pipe", "1:1: 'pipe' cannot be read: it is no plain file");
    path_of(path, sizeof path, "zero");
    ck_assert_int_eq(symlink("/dev/zero", path), 0);
    refuse("zero", "1:1: 'zero' cannot be read: it is no plain file");
    path_of(path, sizeof path, "loop");
    ck_assert_int_eq(symlink("loop", path), 0);
    refuse("loop", "1:1: 'loop' cannot be read");
    if (geteuid() != 0) {
        write_npy("mine", DICTIONARY("|i1", "False", "(1, 1)"), one, 1, 0);
        path_of(path, sizeof path, "mine");
        ck_assert_int_eq(chmod(path, 0), 0);
        refuse("mine", "1:1: 'mine' cannot be read: permission denied");
    }
    folder_close();
}
END_TEST

/* A hole of a terabyte, of which only the beginning is looked at. */
START_TEST(huge_files_are_refused_at_once)
{
    char path[128];

    folder_open();
    write_npy("huge.npy", DICTIONARY("<f8", "False", "(4096, 4096)"), "", 0, 0);
    path_of(path, sizeof path, "huge.npy");
    if (truncate(path, (off_t)1 << 40) == 0)
        refuse("huge.npy",
               "1:1: 'huge.npy' has 1099511627776 bytes, but its 4096 x 4096");
    path_of(path, sizeof path, "hole.npy");
    write_file("hole.npy", "", 0);
    if (truncate(path, (off_t)1 << 40) == 0)
        refuse("hole.npy", "1:1: 'hole.npy' is no .npy file");
    folder_close();
}
END_TEST

START_TEST(the_entries_count)
{
    static const unsigned char four[4];
    rc_matrix_t m;
    fixture f;

    folder_open();
    write_npy("w.npy", DICTIONARY("|i1", "False", "(2, 2)"), four, 4, 0);
    fixture_open(&f, "w.npy", 0, 0);
    f.r.folder = folder;
    f.r.entries_left = 7;
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_npy(&f.r, f.root, m), RC_OK);
    ck_assert_int_eq(rc_read_npy(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors, "1:1: the matrices of the file have more than",
                  NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
    folder_close();
}
END_TEST

START_TEST(a_path_is_one_line_of_text)
{
    folder_open();
    refuse("[w.npy]", "1:1: expected text");
    refuse("''", "1:1: expected text that is not blank");
    refuse("\"w\\0.npy\"", "1:1: expected one line of text without control");
    folder_close();
}
END_TEST

/* What is opened is closed again, whatever comes of it. */
START_TEST(nothing_stays_open)
{
    int before, after;

    folder_open();
    write_file("empty.npy", "", 0);
    before = open("/dev/null", O_RDONLY);
    refuse("empty.npy", "1:1: 'empty.npy' is no .npy file");
    refuse(".", "1:1: '.' cannot be read");
    refuse("none", "1:1: 'none' cannot be read");
    after = open("/dev/null", O_RDONLY);
    ck_assert_int_eq(after, before + 1);
    ck_assert_int_eq(close(after), 0);
    ck_assert_int_eq(close(before), 0);
    folder_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        entries_come_in_both_orders,         entries_come_in_both_byte_orders,
        what_is_not_finite_has_its_place,    the_length_is_exact,
        bad_headers_are_named_with_the_file, paths_start_at_the_folder,
        no_folder_is_the_current_one,        only_plain_files_are_read,
        huge_files_are_refused_at_once,      the_entries_count,
        a_path_is_one_line_of_text,          nothing_stays_open,
    };

    return RUN_SUITE("case/read_npy", tests);
}
