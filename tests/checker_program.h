/* What the tests of the checker's processes share: certificates in files, and
   one that takes longer than any test. */

#ifndef RANKCERT_TESTS_CHECKER_PROGRAM_H
#define RANKCERT_TESTS_CHECKER_PROGRAM_H

#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "checker/program.h"
#include "checker_support.h"

#define PROGRAM_STATEMENT                                                      \
    "{'claim': {'kind': 'mask', 'radius': 1}, 'model': {'attention': "         \
    "'uniform', 'dim': 1, 'mask': [[[1,1]],[[1,2]]], 'norm': 'none', "         \
    "'tokens': 2, 'value': [['1']]}}"

static const checker_parts program_good = {
    .statement = PROGRAM_STATEMENT,
    .witness = "{'centre': 1, 'distances': [0,1], 'eccentricities': [1,null]}",
    .results = "['R1']",
    .verdict = "proved"};

static const checker_parts program_bad = {
    .statement = PROGRAM_STATEMENT,
    .witness = "{'centre': 1, 'distances': [0,2], 'eccentricities': [1,null]}",
    .results = "['R1']",
    .verdict = "proved"};

/* A million bits of these take many seconds. */
static const checker_parts program_slow = {
    .statement = "{'claim': {'kind': 'matrix-rank', 'rank-at-least': 2, "
                 "'matrix': [['exp(1/3)','sin(1/7)'],"
                 "['atan(1/5)','exp(sin(exp(sin(exp(sin(exp(sin(1/3))))))))']]"
                 "}}",
    .witness = "{'lower': {'cols': [1,2], 'rows': [1,2]}}",
    .results = "['R27']",
    .verdict = "proved",
    .bits = 1048576};

/* Valgrind tells of every process that a signal ends, and make check-valgrind
   takes that for an error. */
static inline int
program_is_watched(void)
{
    return getenv("RANKCERT_VALGRIND_LOGS") != NULL;
}

/* Writes a file into the test's folder. */
static inline void
program_write(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(bytes, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static inline void
program_certificate(const char *path, const checker_parts *parts)
{
    json_t *root = checker_build(parts);
    char *text = checker_text(root);

    program_write(path, text);
    free(text);
    json_decref(root);
}

/* Makes a folder for the test and enters it; the name is kept for the end. */
static inline void
program_enter(char folder[64])
{
    snprintf(folder, 64, "/tmp/check_checker.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static inline void
program_leave(const char *folder, const char *const *names)
{
    for (; *names != NULL; names++)
        (void)unlink(*names);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

static inline void
program_pause(void)
{
    const struct timespec pause = {0, 10000000};

    (void)nanosleep(&pause, NULL);
}

/* All that can be read from a descriptor, and a zero byte; freed by the
   caller. */
static inline char *
program_read(int fd, size_t *length)
{
    size_t allocated = 4096;
    char *bytes = calloc(allocated, 1);
    ssize_t got;

    *length = 0;
    ck_assert_ptr_nonnull(bytes);
    while ((got = read(fd, bytes + *length, allocated - *length - 1)) > 0) {
        *length += (size_t)got;
        if (allocated - *length == 1) {
            allocated *= 2;
            bytes = realloc(bytes, allocated);
            ck_assert_ptr_nonnull(bytes);
        }
    }
    ck_assert_int_eq(got, 0);
    bytes[*length] = '\0';
    return bytes;
}

#endif
