/* Many files: their order, the exit code, what ends a child, and signals. Each
   run is a process of its own, since it takes signals for itself. */

#include <fcntl.h>
#include <signal.h>

#include "checker_program.h"

enum { FILES_MOST = 8 };

static const char *const names[] = {"good", "bad", "malformed", "slow", "out",
                                    "a",    "b",   "c",         "d",    NULL};
static char folder[64];

/* good, bad and malformed are files; missing is none. */
static void
set_up(void)
{
    program_enter(folder);
    program_certificate("good", &program_good);
    program_certificate("bad", &program_bad);
    program_write("malformed", "[]\n");
}

static void
tear_down(void)
{
    program_leave(folder, names);
}

/* What a run is to do. */
typedef struct {
    const char *paths[FILES_MOST]; /* as many as there are */
    ck_options options;
    const ck_case_file *source;
    int unreadable;
    int files_open;  /* how many more may be opened; 0: as many as may be */
    rlim_t most_cpu; /* 0: none */
    int input;       /* -1: none */
    int ignored;     /* a signal, or 0 */
} plan;

static plan
plan_of(const char *first, const char *second, const char *third)
{
    plan p = {.paths = {first, second, third},
              .options = {.limits = ck_default_limits, .jobs = 1},
              .input = -1};

    return p;
}

static void
limit_files(int more)
{
    int next = dup(STDIN_FILENO);
    struct rlimit limit;

    (void)close(next);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        _exit(99);
    limit.rlim_cur = (rlim_t)(next + more);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        _exit(99);
}

/* The process itself. */
static _Noreturn void
carry_out(const plan *p)
{
    ck_files files = {.paths = (char **)(size_t)p->paths,
                      .unreadable = p->unreadable};
    struct rlimit cpu = {p->most_cpu, p->most_cpu};
    int code;

    if (freopen("out", "w", stdout) == NULL || dup2(1, 2) != 2 ||
        setvbuf(stdout, NULL, _IOLBF, 0) != 0)
        _exit(99);
    if (p->input >= 0 && dup2(p->input, STDIN_FILENO) != STDIN_FILENO)
        _exit(99);
    if (p->most_cpu > 0 && setrlimit(RLIMIT_CPU, &cpu) != 0)
        _exit(99);
    (void)signal(SIGINT, SIG_DFL);
    (void)signal(SIGTERM, SIG_DFL);
    if (p->ignored != 0)
        (void)signal(p->ignored, SIG_IGN);
    if (p->files_open > 0)
        limit_files(p->files_open);
    while (files.count < FILES_MOST && p->paths[files.count] != NULL)
        files.count++;
    code = ck_run(&p->options, &files, p->source);
    (void)fflush(stdout);
    _exit(code);
}

static pid_t
begin(const plan *p)
{
    pid_t child;

    (void)fflush(NULL);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        carry_out(p);
    return child;
}

static char *
printed(void)
{
    FILE *file = fopen("out", "r");
    size_t length;
    char *text;

    ck_assert_ptr_nonnull(file);
    text = program_read(fileno(file), &length);
    (void)fclose(file);
    return text;
}

/* It must end with this code. */
static void
end(pid_t child, int code)
{
    char *text;
    int status;

    ck_assert_int_eq(waitpid(child, &status, 0), child);
    text = printed();
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == code,
                  "status %x, not code %d: %s", (unsigned)status, code, text);
    free(text);
}

static void
expect_code(const plan *p, int code)
{
    end(begin(p), code);
}

/* Parts of what was printed, in this order. */
static void
expect_printed(const char *const *parts)
{
    char *text = printed(), *at = text;

    for (; *parts != NULL; parts++) {
        at = strstr(at, *parts);
        ck_assert_msg(at != NULL, "no '%s' in its place in: %s", *parts, text);
        at += strlen(*parts);
    }
    free(text);
}

#define EXPECT_PRINTED(...)                                                    \
    expect_printed((const char *const[]){__VA_ARGS__, NULL})

static void
expect_not_printed(const char *part)
{
    char *text = printed();

    ck_assert_msg(strstr(text, part) == NULL, "'%s' in: %s", part, text);
    free(text);
}

START_TEST(one_file)
{
    plan p = plan_of("good", NULL, NULL);

    expect_code(&p, 0);
    EXPECT_PRINTED("good\n", "ACCEPTED",
                   "1 certificate: 1 accepted, 0 rejected, 0 malformed\n");
    p.paths[0] = "bad";
    expect_code(&p, 1);
    EXPECT_PRINTED("bad\n", "REJECTED: the distance",
                   "1 certificate: 0 accepted, 1 rejected, 0 malformed\n");
    p.paths[0] = "malformed";
    expect_code(&p, 65);
    EXPECT_PRINTED("malformed\n", "MALFORMED: /",
                   "1 certificate: 0 accepted, 0 rejected, 1 malformed\n");
    p.paths[0] = "missing";
    expect_code(&p, 66);
    EXPECT_PRINTED("missing\n", "UNREADABLE: No such file",
                   "1 certificate: 0 accepted, 0 rejected, 0 malformed, 1 "
                   "unreadable\n");
}
END_TEST

START_TEST(the_worst_code_of_all)
{
    plan p = plan_of("good", "good", NULL);

    expect_code(&p, 0);
    p = plan_of("good", "bad", "good");
    expect_code(&p, 1);
    p = plan_of("bad", "missing", "good");
    expect_code(&p, 66);
    p = plan_of("malformed", "missing", "bad");
    expect_code(&p, 65);
    /* nothing is not everything */
    p = plan_of(NULL, NULL, NULL);
    expect_code(&p, 1);
    EXPECT_PRINTED("0 certificates: 0 accepted");
    p.unreadable = 1;
    expect_code(&p, 66);
    p = plan_of("good", NULL, NULL);
    p.unreadable = 1;
    expect_code(&p, 66);
    p = plan_of("bad", NULL, NULL);
    p.unreadable = 1;
    expect_code(&p, 66);
}
END_TEST

/* A statement about a chain of tokens, larger and slower with more. */
static void
write_chain(const char *path, int tokens)
{
    const size_t size = (size_t)tokens * 40 + 400;
    char *statement = malloc(size), *witness = malloc(size);
    checker_parts parts = program_good;
    int at, to;

    ck_assert_ptr_nonnull(statement);
    ck_assert_ptr_nonnull(witness);
    at = sprintf(statement,
                 "{'claim': {'kind': 'mask', 'radius': %d}, "
                 "'model': {'attention': 'uniform', 'dim': 1, "
                 "'mask': [[[1,1]]",
                 tokens - 1);
    to = sprintf(witness, "{'centre': 1, 'distances': [0");
    for (int i = 2; i <= tokens; i++) {
        at += sprintf(statement + at, ",[[%d,%d]]", i - 1, i);
        to += sprintf(witness + to, ",%d", i - 1);
    }
    sprintf(statement + at,
            "], 'norm': 'none', 'tokens': %d, 'value': "
            "[['1']]}}",
            tokens);
    to += sprintf(witness + to, "], 'eccentricities': [%d", tokens - 1);
    for (int i = 2; i <= tokens; i++)
        to += sprintf(witness + to, ",null");
    sprintf(witness + to, "]}");
    parts.statement = statement;
    parts.witness = witness;
    program_certificate(path, &parts);
    free(statement);
    free(witness);
}

/* Whichever ends first. */
START_TEST(files_are_printed_in_order)
{
    plan p = plan_of("a", "good", "b");
    char *first;

    write_chain("a", 500);
    write_chain("b", 200);
    write_chain("c", 20);
    p.paths[3] = "bad";
    p.paths[4] = "c";
    p.paths[5] = "missing";
    p.paths[6] = "good";
    expect_code(&p, 66);
    EXPECT_PRINTED("a\n", "radius 499: proved", "good\n", "b\n",
                   "radius 199: proved", "bad\n", "REJECTED", "c\n",
                   "radius 19: proved", "missing\n", "UNREADABLE", "good\n",
                   "ACCEPTED", "7 certificates: 5 accepted, 1 rejected");
    first = printed();
    for (long jobs = 2; jobs <= 8; jobs += 3) {
        char *again;

        p.options.jobs = jobs;
        expect_code(&p, 66);
        again = printed();
        ck_assert_str_eq(first, again);
        free(again);
    }
    free(first);
}
END_TEST

START_TEST(quiet_and_json)
{
    plan p = plan_of("good", "bad", "good");

    p.options.quiet = 1;
    expect_code(&p, 1);
    expect_not_printed("good");
    EXPECT_PRINTED("bad\n", "REJECTED",
                   "3 certificates: 2 accepted, 1 "
                   "rejected");
    p.options.json = 1;
    expect_code(&p, 1);
    expect_not_printed("good");
    p.options.quiet = 0;
    expect_code(&p, 1);
    EXPECT_PRINTED("{\"certificates\": [\n", "{\"file\": \"good\"",
                   "\"accepted\"", ",\n", "{\"file\": \"bad\"", "\"rejected\"",
                   ",\n", "{\"file\": \"good\"");
    /* a list that begins with what is not shown has no comma before the first
     */
    p = plan_of("good", "bad", "bad");
    p.options.quiet = p.options.json = 1;
    expect_code(&p, 1);
    EXPECT_PRINTED("[\n    {\"file\": \"bad\"", ",\n    {\"file\": \"bad\"");
    /* larger than one piece of a pipe */
    p = plan_of("a", NULL, NULL);
    write_chain("a", 100);
    p.options.json = 1;
    expect_code(&p, 0);
    EXPECT_PRINTED("\"accepted\"", "}");
}
END_TEST

/* A claim in many words: more than is received at once. */
START_TEST(long_reports)
{
    enum { TOKENS = 1500 };
    char *statement = malloc(40 * TOKENS), *witness = malloc(20 * TOKENS);
    checker_parts parts = program_good;
    plan p = plan_of("good", "a", "good");
    int at, to;

    ck_assert_ptr_nonnull(statement);
    ck_assert_ptr_nonnull(witness);
    at = sprintf(statement, "{'claim': {'kind': 'mask', 'centres': [1");
    to = sprintf(witness, "{'centre': 1, 'distances': [0");
    for (int i = 2; i <= TOKENS; i++) {
        at += sprintf(statement + at, ",%d", i);
        to += sprintf(witness + to, ",1");
    }
    at += sprintf(statement + at,
                  "]}, 'model': {'attention': 'uniform', "
                  "'dim': 1, 'mask': [[[1,%d]]",
                  TOKENS);
    to += sprintf(witness + to, "], 'eccentricities': [1");
    for (int i = 2; i <= TOKENS; i++) {
        at += sprintf(statement + at, ",[[1,%d]]", TOKENS);
        to += sprintf(witness + to, ",1");
    }
    sprintf(statement + at,
            "], 'norm': 'none', 'tokens': %d, 'value': "
            "[['1']]}}",
            TOKENS);
    sprintf(witness + to, "]}");
    parts.statement = statement;
    parts.witness = witness;
    program_certificate("a", &parts);
    expect_code(&p, 0);
    EXPECT_PRINTED("good\n", "ACCEPTED", "a\n", "centres: 1 2 3 4 ",
                   " 747 748 749 750 751 752 ", " 1498 1499 1500: proved\n",
                   "ACCEPTED", "good\n", "ACCEPTED", "3 accepted");
    free(witness);
    free(statement);
}
END_TEST

START_TEST(with_a_case)
{
    static const char yaml[] =
        "rankcert: 1\nmodel: {tokens: 2, dim: 1, mask: causal, attention: "
        "uniform, value: [[1]], norm: none}\n"
        "claims: [{id: A, kind: mask, radius: 1}]\n";
    ck_case_file source = {.digest = CHECKER_CASE_DIGEST,
                           .bytes = yaml,
                           .length = sizeof yaml - 1};
    plan p = plan_of("good", NULL, NULL);

    p.source = &source;
    p.options.case_path = "this.yaml";
    expect_code(&p, 0);
    EXPECT_PRINTED("the statement is that of this.yaml", "ACCEPTED");
    source.digest[0] = 'f';
    expect_code(&p, 1);
    EXPECT_PRINTED("REJECTED: the case has SHA-256 f123");
}
END_TEST

START_TEST(time_is_limited)
{
    plan p = plan_of("slow", "good", NULL);

    if (program_is_watched())
        return;
    program_certificate("slow", &program_slow);
    p.options.limits.max_seconds = 1;
    expect_code(&p, 1);
    EXPECT_PRINTED("slow\n",
                   "REJECTED: limit: more than 1 seconds of processor time",
                   "good\n", "ACCEPTED");
}
END_TEST

/* A process that checks several files ends with one of them: those before keep
   what came out, those after get another process. */
START_TEST(only_the_file_at_work_fails)
{
    plan p = plan_of("good", "slow", "good");

    if (program_is_watched())
        return;
    program_certificate("slow", &program_slow);
    p.options.limits.max_seconds = 1;
    expect_code(&p, 1);
    EXPECT_PRINTED("good\n", "ACCEPTED", "slow\n",
                   "REJECTED: limit: more than 1 seconds of processor time",
                   "good\n", "ACCEPTED", "2 accepted, 1 rejected");
    p.options.limits.max_seconds = 600;
    p.most_cpu = 1; /* ended by SIGKILL */
    expect_code(&p, 70);
    EXPECT_PRINTED("good\n", "ACCEPTED", "slow\n",
                   "INTERNAL ERROR: the check was ended by signal 9", "good\n",
                   "ACCEPTED", "2 accepted");
}
END_TEST

/* Whatever goes wrong with a process is no accept. */
START_TEST(internal_errors)
{
    plan p = plan_of("slow", "good", NULL);

    program_certificate("slow", &program_slow);
    p.most_cpu = 1; /* ended by SIGKILL */
    expect_code(&p, 70);
    EXPECT_PRINTED("slow\n", "INTERNAL ERROR: the check was ended by signal 9",
                   "good\n", "ACCEPTED",
                   "2 certificates: 1 accepted, 0 rejected, 0 malformed, 1 "
                   "internal error\n");
    p = plan_of("good", "malformed", NULL);
    p.files_open = 3;
    expect_code(&p, 70);
    EXPECT_PRINTED("good\n", "INTERNAL ERROR: no pipe for it",
                   "2 internal errors\n");
    p.files_open = 1;
    expect_code(&p, 70);
    EXPECT_PRINTED("cannot wait for signals");
    expect_not_printed("good");
}
END_TEST

/* Waits until the first file is printed. */
static void
await_first(void)
{
    for (int k = 0; k < 6000; k++) {
        char *text = printed();
        int there = strstr(text, "ACCEPTED") != NULL;

        free(text);
        if (there)
            return;
        program_pause();
    }
    ck_abort_msg("nothing is printed");
}

/* A run whose second file waits for its input; the writing end of that. */
static int
begin_waiting(plan *p, pid_t *child)
{
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(fcntl(ends[1], F_SETFD, FD_CLOEXEC), 0);
    p->input = ends[0];
    program_write("out", "");
    (void)fflush(NULL);
    *child = fork();
    ck_assert_int_ge(*child, 0);
    if (*child == 0) {
        (void)close(ends[1]);
        carry_out(p);
    }
    (void)close(ends[0]);
    await_first();
    return ends[1];
}

START_TEST(signals_end_it)
{
    static const int signals[] = {SIGINT, SIGTERM};
    plan p = plan_of("good", "-", "good");

    for (size_t k = 0; k < 2; k++)
        for (long jobs = 1; jobs <= 3; jobs += 2) {
            pid_t child;
            int input;

            p.options.jobs = jobs;
            input = begin_waiting(&p, &child);
            ck_assert_int_eq(kill(child, signals[k]), 0);
            end(child, 128 + signals[k]);
            EXPECT_PRINTED("good\n", "ACCEPTED",
                           "1 certificate: 1 accepted, 0 rejected, 0 "
                           "malformed, 2 not checked\n");
            expect_not_printed("-\n");
            (void)close(input);
        }
}
END_TEST

START_TEST(ignored_signals_stay_ignored)
{
    static const int signals[] = {SIGINT, SIGTERM};
    plan p = plan_of("good", "-", "good");

    for (size_t k = 0; k < 2; k++) {
        pid_t child;
        int input;

        p.ignored = signals[k];
        input = begin_waiting(&p, &child);
        ck_assert_int_eq(kill(child, signals[k]), 0);
        ck_assert_int_eq(write(input, "[]\n", 3), 3);
        (void)close(input);
        end(child, 65);
        EXPECT_PRINTED("good\n", "ACCEPTED", "-\n", "MALFORMED", "good\n",
                       "3 certificates: 2 accepted, 0 rejected, 1 malformed");
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("run");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, one_file);
    tcase_add_test(tcase, the_worst_code_of_all);
    tcase_add_test(tcase, files_are_printed_in_order);
    tcase_add_test(tcase, quiet_and_json);
    tcase_add_test(tcase, long_reports);
    tcase_add_test(tcase, with_a_case);
    tcase_add_test(tcase, time_is_limited);
    tcase_add_test(tcase, only_the_file_at_work_fails);
    tcase_add_test(tcase, internal_errors);
    tcase_add_test(tcase, signals_end_it);
    tcase_add_test(tcase, ignored_signals_stay_ignored);
    return run_checker_tests("run", tcase);
}
