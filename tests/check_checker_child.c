/* The process that checks one file: what it reports, and its limits. */

#include <signal.h>

#include "checker_program.h"

static const char *const names[] = {"it", NULL};

/* What a child left. */
typedef struct {
    char *bytes;
    size_t length;
    int status;
    ck_record record;
    int complete;
} left;

static left
finish(pid_t child, int fd)
{
    left l;

    l.bytes = program_read(fd, &l.length);
    (void)close(fd);
    ck_assert_int_eq(waitpid(child, &l.status, 0), child);
    l.complete = l.length > 0 &&
                 ck_record_read(&l.record, l.bytes, l.length) == l.length;
    return l;
}

/* Starts a child; `input` (-1: none) becomes its standard input, most_cpu (0:
   none) its hard limit of seconds. */
static pid_t
start(const char *path, const ck_limits *limits, const ck_case_file *source,
      int input, rlim_t most_cpu, int *fd)
{
    int ends[2];
    pid_t child;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct rlimit limit = {most_cpu, most_cpu};

        (void)close(ends[0]);
        if (input >= 0 && dup2(input, STDIN_FILENO) < 0)
            _exit(99);
        if (most_cpu > 0 && setrlimit(RLIMIT_CPU, &limit) != 0)
            _exit(99);
        (void)signal(SIGXCPU, SIG_IGN); /* what a child undoes */
        ck_child((char **)(size_t)&path, 1, limits, source, ends[1]);
    }
    (void)close(ends[1]);
    *fd = ends[0];
    return child;
}

/* Not 0: the child has worked for as long as one that takes another file may
   have. */
static int work_before;

/* The results that a child reports of these files, a letter each: A for
   ACCEPTED and so on, and + where it says that it goes on. */
static void
expect_results(const char *first, const char *second, const char *third,
               const char *wanted)
{
    static const char letters[CK_RESULTS + 1] = "IARMU";
    const char *paths[] = {first, second, third};
    char results[16], *at = results, *bytes, *from;
    int ends[2], status;
    pid_t child;
    size_t length;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        while (work_before && clock() < CLOCKS_PER_SEC / 10)
            ;
        ck_child((char **)(size_t)paths, 3, &ck_default_limits, NULL, ends[1]);
    }
    (void)close(ends[1]);
    from = bytes = program_read(ends[0], &length);
    (void)close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    while (length > 0 && at < results + sizeof results - 1) {
        ck_record record;
        size_t used = ck_record_read(&record, from, length);

        ck_assert(used > 0 || *from == CK_GOES_ON);
        *at++ = used > 0 ? letters[record.result] : '+';
        from += used > 0 ? used : 1;
        length -= used > 0 ? used : 1;
    }
    *at = '\0';
    ck_assert_str_eq(results, wanted);
    free(bytes);
}

/* Checks the certificate in the file `it`. */
static left
check(const ck_limits *limits, const ck_case_file *source)
{
    int fd;
    pid_t child = start("it", limits, source, -1, 0, &fd);

    return finish(child, fd);
}

static void
expect(const ck_limits *limits, ck_result result, const char *message)
{
    left l = check(limits, NULL);

    ck_assert_int_eq(l.status, 0);
    ck_assert_int_eq(l.complete, 1);
    ck_assert_msg(l.record.result == result, "%d: %s", (int)l.record.result,
                  l.record.texts[CK_TEXT_MESSAGE]);
    ck_assert_msg(strstr(l.record.texts[CK_TEXT_MESSAGE], message) != NULL,
                  "no '%s' in: %s", message, l.record.texts[CK_TEXT_MESSAGE]);
    free(l.bytes);
}

START_TEST(a_whole_record)
{
    char folder[64];
    left l;

    program_enter(folder);
    program_certificate("it", &program_good);
    l = check(&ck_default_limits, NULL);
    ck_assert_int_eq(l.status, 0);
    ck_assert_int_eq(l.complete, 1);
    ck_assert_int_eq(l.record.result, CK_RESULT_ACCEPTED);
    ck_assert_int_eq(l.record.bits, 0);
    ck_assert_str_eq(l.record.texts[CK_TEXT_MESSAGE], "");
    ck_assert_str_eq(l.record.texts[CK_TEXT_RESULTS], "R1");
    ck_assert_str_eq(l.record.texts[CK_TEXT_ID], "A");
    ck_assert_str_eq(l.record.texts[CK_TEXT_CASE], CHECKER_CASE_DIGEST);
    ck_assert_ptr_nonnull(strstr(l.record.texts[CK_TEXT_CLAIM], "radius 1"));
    ck_assert_ptr_nonnull(strstr(l.record.texts[CK_TEXT_MODEL], "2 tokens"));
    free(l.bytes);
    program_leave(folder, names);
}
END_TEST

/* After anything but an accept another process takes over. */
START_TEST(several_files)
{
    static const char *const all[] = {"it", "bad", NULL};
    char folder[64];

    program_enter(folder);
    program_certificate("it", &program_good);
    program_certificate("bad", &program_bad);
    expect_results("it", "it", "it", "A+A+A");
    expect_results("it", "bad", "it", "A+R");
    expect_results("it", "missing", "it", "A+U");
    expect_results("bad", "it", "it", "R");
    work_before = 1;
    expect_results("it", "it", "it", "A");
    work_before = 0;
    program_leave(folder, all);
}
END_TEST

START_TEST(every_result)
{
    ck_limits small = ck_default_limits;
    char folder[64];

    program_enter(folder);
    expect(&ck_default_limits, CK_RESULT_UNREADABLE,
           "No such file or directory");
    program_certificate("it", &program_good);
    expect(&ck_default_limits, CK_RESULT_ACCEPTED, "");
    small.max_bytes = 100;
    expect(&small, CK_RESULT_REJECTED, "limit: the file is larger than 100");
    program_certificate("it", &program_bad);
    expect(&ck_default_limits, CK_RESULT_REJECTED,
           "the distance from token 1 to token 2 is 1, not 2");
    program_write("it", "{}\n");
    expect(&ck_default_limits, CK_RESULT_MALFORMED, "is missing");
    program_write("it", "");
    expect(&ck_default_limits, CK_RESULT_MALFORMED, "");
    program_leave(folder, names);
}
END_TEST

/* Whatever is allocated first, and later. */
START_TEST(memory_is_limited)
{
    static const size_t limits[] = {1, 1000, 70000, 132000};
    ck_limits small = ck_default_limits;
    char folder[64], *many = calloc(200001, 1);

    ck_assert_ptr_nonnull(many);
    memset(many, '[', 20);
    memset(many + 20, '7', 50000);
    memset(many + 50020, ']', 20);
    strcat(many, "\n");
    program_enter(folder);
    program_write("it", many);
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
        char message[64];

        small.max_memory = limits[k];
        snprintf(message, sizeof message,
                 "limit: more than %zu bytes of memory are needed", limits[k]);
        expect(&small, CK_RESULT_REJECTED, message);
    }
    small.max_memory = 1000000;
    expect(&small, CK_RESULT_MALFORMED, "");
    free(many);
    program_leave(folder, names);
}
END_TEST

START_TEST(time_is_limited)
{
    ck_limits small = ck_default_limits;
    char folder[64];
    left l;

    if (program_is_watched())
        return;
    small.max_seconds = 1;
    program_enter(folder);
    program_certificate("it", &program_slow);
    l = check(&small, NULL);
    ck_assert(WIFSIGNALED(l.status));
    ck_assert_int_eq(WTERMSIG(l.status), SIGXCPU);
    ck_assert_int_eq(l.complete, 0);
    ck_assert_uint_eq(l.length, 0);
    free(l.bytes);
    program_leave(folder, names);
}
END_TEST

/* The line of /proc/PID/limits that begins so, once it is as `wanted`; waits
   while it is not. */
static int
comes_to(pid_t child, const char *begin, const char *wanted)
{
    char path[64], line[256];

    snprintf(path, sizeof path, "/proc/%ld/limits", (long)child);
    for (int k = 0; k < 6000; k++) {
        FILE *file = fopen(path, "r");

        if (file == NULL)
            return -1;
        while (fgets(line, sizeof line, file) != NULL) {
            char soft[32], hard[32], both[80];

            if (strncmp(line, begin, strlen(begin)) != 0 ||
                sscanf(line + strlen(begin), "%31s %31s", soft, hard) != 2)
                continue;
            snprintf(both, sizeof both, "%s %s", soft, hard);
            if (strcmp(both, wanted) == 0) {
                (void)fclose(file);
                return 1;
            }
        }
        (void)fclose(file);
        program_pause();
    }
    return 0;
}

/* A child that waits for its input has these limits. */
static void
expect_limits(rlim_t most_cpu, const char *cpu)
{
    int ends[2], fd, found;
    pid_t child;
    left l;

    ck_assert_int_eq(pipe(ends), 0);
    child = start("-", &ck_default_limits, NULL, ends[0], most_cpu, &fd);
    (void)close(ends[0]);
    found = comes_to(child, "Max cpu time", cpu);
    if (found >= 0) { /* this system has /proc */
        ck_assert_msg(found == 1, "not %s", cpu);
        ck_assert_int_eq(comes_to(child, "Max core file size", "0 0"), 1);
    }
    (void)kill(child, SIGKILL);
    (void)close(ends[1]);
    l = finish(child, fd);
    free(l.bytes);
}

/* Five seconds after the signal that can be caught the process is killed; what
   limits there are already stay. */
START_TEST(limits_of_the_system)
{
    struct rlimit now;

    ck_assert_int_eq(getrlimit(RLIMIT_CPU, &now), 0);
    if (now.rlim_max != RLIM_INFINITY)
        return; /* the tests themselves are limited */
    expect_limits(0, "600 605");
    expect_limits(606, "600 605");
    expect_limits(604, "600 604");
    expect_limits(601, "600 601");
    expect_limits(599, "599 599");
}
END_TEST

/* What cannot be told is no success. */
START_TEST(nobody_listens)
{
    char folder[64], *path = (char[]){"it"};
    int status;
    pid_t child;

    program_enter(folder);
    program_certificate("it", &program_good);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        ck_child(&path, 1, &ck_default_limits, NULL, -1);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 1);
    program_leave(folder, names);
}
END_TEST

START_TEST(against_a_case)
{
    static const char yaml[] =
        "rankcert: 1\nmodel: {tokens: 2, dim: 1, mask: causal, attention: "
        "uniform, value: [[1]], norm: none}\n"
        "claims: [{id: A, kind: mask, radius: 1}]\n";
    ck_case_file source = {.bytes = yaml, .length = sizeof yaml - 1};
    char folder[64];
    left l;

    program_enter(folder);
    program_certificate("it", &program_good);
    ck_sha256_hex(source.digest, yaml, source.length);
    l = check(&ck_default_limits, &source);
    ck_assert_int_eq(l.record.result, CK_RESULT_REJECTED);
    free(l.bytes);
    strcpy(source.digest, CHECKER_CASE_DIGEST);
    l = check(&ck_default_limits, &source);
    ck_assert_int_eq(l.record.result, CK_RESULT_ACCEPTED);
    free(l.bytes);
    program_leave(folder, names);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("child");

    tcase_add_test(tcase, a_whole_record);
    tcase_add_test(tcase, several_files);
    tcase_add_test(tcase, every_result);
    tcase_add_test(tcase, memory_is_limited);
    tcase_add_test(tcase, time_is_limited);
    tcase_add_test(tcase, limits_of_the_system);
    tcase_add_test(tcase, nobody_listens);
    tcase_add_test(tcase, against_a_case);
    return run_checker_tests("child", tcase);
}
