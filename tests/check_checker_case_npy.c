/* Matrices from files beside the case, and what cannot be one. */

#include "checker_case.h"
#include "checker_npy.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/check_npy.XXXXXX";
static char with_slash[sizeof folder + 1];

/* Files have short names. */
static const char *
path_of(const char *name)
{
    static char path[256];

    snprintf(path, sizeof path, "%s%s", with_slash, name);
    return path;
}

static void
write_file(const char *name, const void *bytes, size_t length)
{
    FILE *file = fopen(path_of(name), "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

static void
write_npy(const char *name, const char *dictionary, const void *data,
          size_t entries)
{
    unsigned char bytes[NPY_MOST];

    write_file(name, bytes, npy_file(bytes, dictionary, data, entries));
}

static void
expect_read(const ck_limits *limits, const char *in, const char *path,
            const char *wanted, const char *message)
{
    json_t *text = json_string(path), *made;
    ck_outcome o;
    ck_node node = {.o = &o, .json = text};

    ck_outcome_init(&o, limits);
    o.case_folder = in;
    made = ck_case_npy(&node);
    ck_assert_int_eq(made != NULL, ck_good(&o));
    if (wanted != NULL) {
        ck_assert_msg(made != NULL, "%s", o.message);
        expect_json(made, wanted);
    } else {
        ck_assert_ptr_null(made);
        ck_assert_int_eq(o.verdict, CK_MALFORMED);
        ck_assert_msg(strstr(o.message, message) != NULL, "no '%s' in: %s",
                      message, o.message);
    }
    json_decref(text);
}

static void
expect_file(const char *path, const char *wanted)
{
    expect_read(&ck_default_limits, with_slash, path, wanted, NULL);
}

static void
expect_no_file(const char *path, const char *message)
{
    expect_read(&ck_default_limits, with_slash, path, NULL, message);
}

#define BYTES(shape) NPY_DICTIONARY("|i1", "False", shape)

static void
set_up(void)
{
    static const unsigned char six[] = {1, 2, 3, 4, 5, 255};
    static const unsigned char halves[] = {0, 0x38, 0, 0x7c, 0, 0x7e};

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(with_slash, sizeof with_slash, "%s/", folder);
    write_npy("rows.npy", BYTES("(2, 3)"), six, 6);
    write_npy("columns.npy", NPY_DICTIONARY("|i1", "True", "(2, 3)"), six, 6);
    write_npy("half.npy", NPY_DICTIONARY("<f2", "False", "(1, 1)"), halves, 2);
    write_npy("inf.npy", NPY_DICTIONARY("<f2", "False", "(1, 2)"), halves, 4);
    write_npy("first.npy", NPY_DICTIONARY("<f2", "False", "(3, 1)"),
              "\0\x7e\0\x38\0\x38", 6);
    write_npy("nan.npy", NPY_DICTIONARY("<f2", "False", "(3, 1)"),
              "\0\x38\0\x38\0\x7e", 6);
    write_npy("short.npy", BYTES("(2, 3)"), six, 5);
    write_npy("huge.npy", BYTES("(999999999999, 999999999999)"), six, 6);
    write_file("empty.npy", "", 0);
    write_file("text.npy", "[[1, 2], [3, 4]]\n", 17);
    ck_assert_int_eq(mkdir(path_of("below"), 0700), 0);
    write_npy("below/one.npy", BYTES("(1, 1)"), six, 1);
    ck_assert_int_eq(mkfifo(path_of("fifo.npy"), 0600), 0);
    ck_assert_int_eq(symlink("fifo.npy", path_of("link.npy")), 0);
    ck_assert_int_eq(symlink("loop.npy", path_of("loop.npy")), 0);
}

static void
tear_down(void)
{
    static const char *const names[] = {
        "rows.npy", "columns.npy", "half.npy",      "inf.npy",
        "nan.npy",  "short.npy",   "huge.npy",      "empty.npy",
        "text.npy", "fifo.npy",    "below/one.npy", "below",
        "link.npy", "loop.npy",    "first.npy",     ""};

    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        ck_assert_int_eq(remove(path_of(names[k])), 0);
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
}

START_TEST(files)
{
    expect_file("rows.npy", "[['1','2','3'],['4','5','-1']]");
    expect_file("columns.npy", "[['1','3','5'],['2','4','-1']]");
    expect_file("half.npy", "[['1/2']]");
    expect_file("below/one.npy", "[['1']]");
    expect_file("below/../half.npy", "[['1/2']]");
}
END_TEST

/* When standard input is closed the file has its number. */
START_TEST(descriptor_zero)
{
    const int kept = dup(STDIN_FILENO);

    ck_assert_int_ge(kept, 0);
    ck_assert_int_eq(close(STDIN_FILENO), 0);
    expect_file("half.npy", "[['1/2']]");
    ck_assert_int_eq(dup2(kept, STDIN_FILENO), STDIN_FILENO);
    ck_assert_int_eq(close(kept), 0);
}
END_TEST

START_TEST(folders)
{
    char there[256];

    ck_assert_ptr_nonnull(getcwd(there, sizeof there));
    ck_assert_int_eq(chdir(folder), 0);
    expect_read(&ck_default_limits, "", "half.npy", "[['1/2']]", NULL);
    ck_assert_int_eq(chdir(there), 0);
    expect_read(&ck_default_limits, NULL, "half.npy", NULL,
                "the case has no folder");
    expect_read(&ck_default_limits, "", path_of("half.npy"), NULL,
                "does not begin at the folder");
    expect_no_file(path_of("half.npy"), "does not begin at the folder");
}
END_TEST

/* None of them may be waited for. */
START_TEST(no_plain_files)
{
    expect_no_file("fifo.npy", "it is no plain file");
    expect_no_file("link.npy", "it is no plain file");
    expect_no_file("below", "it is no plain file");
    expect_no_file("", "it is no plain file");
    expect_no_file("none.npy", "No such file");
    expect_no_file("half.npy/none", "Not a directory");
    expect_no_file("loop.npy", "the file cannot be read: ");
}
END_TEST

START_TEST(broken)
{
    expect_no_file("short.npy", "the file is not read: its size");
    expect_no_file("huge.npy", "the file is not read: its shape");
    expect_no_file("empty.npy", "the file is not read: it is no .npy file");
    expect_no_file("text.npy", "the file is not read: it is no .npy file");
    expect_no_file("inf.npy", "no number in row 1, column 2");
    expect_no_file("nan.npy", "no number in row 3, column 1");
    expect_no_file("first.npy", "no number in row 1, column 1");
}
END_TEST

START_TEST(limits_hold)
{
    ck_limits limits = ck_default_limits;
    struct stat facts;

    ck_assert_int_eq(stat(path_of("rows.npy"), &facts), 0);
    limits.max_bytes = (size_t)facts.st_size;
    limits.max_dim = 3;
    expect_read(&limits, with_slash, "rows.npy",
                "[['1','2','3'],['4','5','-1']]", NULL);
    limits.max_bytes--;
    expect_read(&limits, with_slash, "rows.npy", NULL, "--max-bytes");
    limits.max_bytes++;
    limits.max_dim = 2;
    expect_read(&limits, with_slash, "rows.npy", NULL, "--max-dim");
}
END_TEST

START_TEST(no_path)
{
    ck_outcome o;

    (void)case_read(&o, ck_case_npy, "[a]", 3);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_msg(strstr(o.message, "expected a text") != NULL, "%s",
                  o.message);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_npy");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, files);
    tcase_add_test(tcase, folders);
    tcase_add_test(tcase, descriptor_zero);
    tcase_add_test(tcase, no_plain_files);
    tcase_add_test(tcase, broken);
    tcase_add_test(tcase, limits_hold);
    tcase_add_test(tcase, no_path);
    return run_checker_tests("case_npy", tcase);
}
