/* Which files a command line names, and reading them up to a limit. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/program.h"
#include "checker_support.h"

enum { SIZE_MOST = 200000 };

static char letters[SIZE_MOST];

static void
expect_read(const char *path, size_t most, size_t wanted)
{
    char *bytes;
    size_t length;

    ck_assert_int_eq(ck_read_file(path, most, &bytes, &length), 0);
    ck_assert_uint_eq(length, wanted);
    ck_assert_int_eq(memcmp(bytes, letters, length), 0);
    ck_release(bytes);
}

START_TEST(all_is_read_up_to_a_limit)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, SIZE_MOST};
    char path[] = "/tmp/rankcert-check.XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    size_t size = 0;

    ck_assert_ptr_nonnull(file);
    for (size_t k = 0; k < SIZE_MOST; k++)
        letters[k] = (char)('a' + k % 26);
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        ck_assert_uint_eq(fwrite(letters + size, 1, sizes[k] - size, file),
                          sizes[k] - size);
        size = sizes[k];
        ck_assert_int_eq(fflush(file), 0);
        expect_read(path, size + 1, size);
        expect_read(path, size, size);
        if (size > 0)
            expect_read(path, size - 1, size);
        if (size > 10)
            expect_read(path, 9, 10);
        expect_read(path, SIZE_MAX, size);
    }
    (void)fclose(file);
    (void)unlink(path);
}
END_TEST

static void
make_file(const char *path)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    (void)fclose(file);
}

START_TEST(folders_are_searched)
{
    char folder[] = "/tmp/rankcert-check.XXXXXX";
    ck_files files = {NULL, 0, 0, 0};
    static const char *const names[] = {"a",      "a/y.json", "a/.z.json",
                                        "b.json", "c.txt",    ".json"};
    char path[64], wanted[64];

    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        if (k == 0)
            ck_assert_int_eq(mkdir(path, 0700), 0);
        else
            make_file(path);
    }
    ck_files_add(&files, folder);
    ck_files_add(&files, path);
    ck_assert_uint_eq(files.count, 3);
    (void)snprintf(wanted, sizeof wanted, "%s/a/y.json", folder);
    ck_assert_str_eq(files.paths[0], wanted);
    (void)snprintf(wanted, sizeof wanted, "%s/b.json", folder);
    ck_assert_str_eq(files.paths[1], wanted);
    ck_assert_str_eq(files.paths[2], path);
    ck_assert_int_eq(files.unreadable, 0);
    ck_files_clear(&files);
    for (size_t k = sizeof names / sizeof *names; k-- > 0;) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        ck_assert_int_eq(remove(path), 0);
    }
    ck_files_add(&files, folder); /* nothing is there */
    ck_assert_uint_eq(files.count, 0);
    ck_assert_int_eq(files.unreadable, 1);
    ck_files_clear(&files);
    (void)rmdir(folder);
}
END_TEST

/* There is, but it is not to be opened. */
START_TEST(too_many_are_open)
{
    char folder[] = "/tmp/rankcert-check.XXXXXX";
    ck_files files = {NULL, 0, 0, 0};
    struct rlimit kept, none;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &kept), 0);
    none = kept;
    none.rlim_cur = 0;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    ck_files_add(&files, folder);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &kept), 0);
    ck_assert_uint_eq(files.count, 0);
    ck_assert_int_eq(files.unreadable, 1);
    ck_files_clear(&files);
    (void)rmdir(folder);
}
END_TEST

START_TEST(what_cannot_be_read)
{
    char *bytes;
    size_t length;

    ck_assert_int_eq(ck_read_file("/nowhere/x", 9, &bytes, &length), ENOENT);
    ck_assert_ptr_null(bytes);
    ck_assert_int_eq(ck_read_file("/", 9, &bytes, &length), EISDIR);
    ck_assert_ptr_null(bytes);
    ck_assert_uint_eq(length, 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("files");

    tcase_add_test(tcase, all_is_read_up_to_a_limit);
    tcase_add_test(tcase, folders_are_searched);
    tcase_add_test(tcase, too_many_are_open);
    tcase_add_test(tcase, what_cannot_be_read);
    return run_checker_tests("checker files", tcase);
}
