/* Whole case files: good ones in full, and every bad one of the corpus with
   all of its errors. */

#include "check_case.h"

#include <dirent.h>
#include <pthread.h>

/* Bad files in tests/corpus/parse: each NAME.yaml has the errors of
   NAME.errors, one a line. */
enum { CORPUS_FILES = 154 };

static const char good[] =
    "rankcert: 1\n"
    "title: Two tokens in the plane keep rank two under LayerNorm\n"
    "paper: P4\n"
    "model:\n"
    "  tokens: 2\n"
    "  dim: 2\n"
    "  mask: causal\n"
    "  attention: uniform\n"
    "  value: [[1/2, 1], [0, 1]]\n"
    "  norm: rms\n"
    "start: [[3/5, 4/5], [-4/5, -3/5]]     # X(0)\n"
    "claims:\n"
    "  - id: B\n"
    "    kind: equilibrium\n"
    "    near: [[0, 1], [-3/5, -4/5]]\n"
    "    rank: 2\n"
    "  - id: not-rank-one\n"
    "    kind: equilibrium\n"
    "    near: [[0, 1], [-3/5, -4/5]]\n"
    "    rank: 1\n"
    "    expect: refuted\n";

static rc_status
read_text(const char *text, size_t length, rc_case *c, rc_errors *errors)
{
    rc_errors_init(errors);
    return rc_case_read(c, text, length, NULL, kinds, KIND_COUNT, errors);
}

START_TEST(a_good_case_is_read_in_full)
{
    rc_errors errors;
    rc_case c;

    ck_assert_int_eq(read_text(good, strlen(good), &c, &errors), RC_OK);
    ck_assert_uint_eq(errors.count, 0);
    ck_assert_str_eq(c.title,
                     "Two tokens in the plane keep rank two under LayerNorm");
    ck_assert_str_eq(c.paper, "P4");
    ck_assert(c.has_model && c.has_start);
    ck_assert_int_eq(c.model.tokens, 2);
    ck_assert_int_eq(c.model.norm, RC_NORM_RMS);
    ck_assert_int_eq(c.start->rows, 2);
    ck_assert_int_eq(fmpq_cmp_si(rc_matrix_entry(c.start, 1, 0)->rational, -1),
                     1);
    ck_assert_uint_eq(c.claim_count, 2);
    ck_assert_str_eq(c.claims[0].id, "B");
    ck_assert_int_eq(c.claims[0].expect, RC_PROVED);
    ck_assert_int_eq(rc_claim_get(&c.claims[0], "rank")->integer, 2);
    ck_assert_int_eq(c.claims[1].expect, RC_REFUTED);
    ck_assert_uint_eq(c.claims[1].at.line, 17);
    rc_case_clear(&c);
    rc_case_clear(&c); /* a cleared case is an empty one */
    ck_assert_uint_eq(c.claim_count, 0);
}
END_TEST

START_TEST(a_case_without_a_model)
{
    const char text[] = "rankcert: 1\n"
                        "claims: [{kind: matrix-rank, matrix: [[1, 2]]}]\n";
    rc_errors errors;
    rc_case c;

    ck_assert_int_eq(read_text(text, strlen(text), &c, &errors), RC_OK);
    ck_assert(!c.has_model && !c.has_start);
    ck_assert_ptr_null(c.title);
    ck_assert_ptr_null(c.paper);
    ck_assert_str_eq(c.claims[0].id, "matrix-rank-1");
    rc_case_clear(&c);
}
END_TEST

START_TEST(line_ends_and_marks_of_other_systems)
{
    const char text[] = "\xef\xbb\xbf"
                        "rankcert: 1\r\n"
                        "claims:\r\n"
                        "- {kind: matrix-rank, matrix: [[1, 2]]}\r\n";
    rc_errors errors;
    rc_case c;

    ck_assert_int_eq(read_text(text, strlen(text), &c, &errors), RC_OK);
    rc_case_clear(&c);
}
END_TEST

START_TEST(large_files_are_refused_unread)
{
    size_t length = ((size_t)64 << 20) + 1;
    char *text = calloc(length, 1);
    rc_errors errors;
    rc_case c;

    ck_assert_ptr_nonnull(text);
    ck_assert_int_eq(read_text(text, length, &c, &errors), RC_INPUT);
    expect_errors(&errors,
                  "1:1: the file has 67108865 bytes; at most 67108864 are "
                  "read",
                  NULL);
    rc_errors_clear(&errors);
    ck_assert_int_eq(read_text(text, length - 1, &c, &errors), RC_INPUT);
    expect_errors(&errors, "1:1: character U+0000", NULL);
    rc_errors_clear(&errors);
    free(text);
}
END_TEST

START_TEST(earlier_errors_are_kept_and_do_not_count)
{
    rc_position at = {9, 9};
    rc_errors errors;
    rc_case c;

    rc_errors_init(&errors);
    rc_errors_add(&errors, at, "of another reader");
    ck_assert_int_eq(
        rc_case_read(&c, good, strlen(good), NULL, kinds, KIND_COUNT, &errors),
        RC_OK);
    rc_case_clear(&c);
    expect_errors(&errors, "9:9: of another reader", NULL);
    rc_errors_clear(&errors);
}
END_TEST

/* ---- Threads ---- */

static void *
read_again(void *failures)
{
    const char bad[] = "rankcert: 1\nmodel: {tokens: x}\nclaims: []\n";

    for (int k = 0; k < 50; k++) {
        rc_errors errors;
        rc_case c;

        if (read_text(good, strlen(good), &c, &errors) != RC_OK)
            ++*(int *)failures;
        rc_case_clear(&c);
        if (read_text(bad, strlen(bad), &c, &errors) != RC_INPUT ||
            errors.count != 7)
            ++*(int *)failures;
        rc_errors_clear(&errors);
    }
    flint_cleanup();
    return NULL;
}

START_TEST(threads_read_side_by_side)
{
    pthread_t threads[4];
    int failures[4] = {0};

    for (int k = 0; k < 4; k++)
        ck_assert_int_eq(
            pthread_create(&threads[k], NULL, read_again, &failures[k]), 0);
    for (int k = 0; k < 4; k++) {
        ck_assert_int_eq(pthread_join(threads[k], NULL), 0);
        ck_assert_int_eq(failures[k], 0);
    }
}
END_TEST

/* ---- The corpus ---- */

/* FOLDER/NAMEENDING below the top of the sources. */
static void
source_path(char *path, size_t size, const char *folder, const char *name,
            const char *ending)
{
    const char *top = getenv("srcdir");
    int length = snprintf(path, size, "%s/%s/%s%s", top == NULL ? "." : top,
                          folder, name, ending);

    ck_assert(length > 0 && (size_t)length < size);
}

/* The whole of a file and a zero byte. */
static char *
load_path(const char *path, size_t *length)
{
    enum { ROOM = 1 << 20 };
    char *bytes = malloc(ROOM);
    FILE *in = fopen(path, "rb");

    ck_assert_msg(in != NULL, "cannot open %s", path);
    ck_assert_ptr_nonnull(bytes);
    *length = fread(bytes, 1, ROOM - 1, in);
    ck_assert_msg(feof(in) && !ferror(in), "cannot read %s", path);
    fclose(in);
    bytes[*length] = '\0';
    return bytes;
}

/* Every line of expected is an error, and every error a line. */
static void
compare_errors(const char *name, const rc_errors *errors, char *expected)
{
    size_t count = 0;
    char *rest = NULL;

    for (char *line = strtok_r(expected, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest), count++) {
        ck_assert_msg(count < errors->count, "%s: no error for: %s", name,
                      line);
        if (!error_matches(&errors->items[count], line))
            ck_abort_msg("%s: expected %s\nfound %zu:%zu: %s", name, line,
                         errors->items[count].at.line,
                         errors->items[count].at.column,
                         errors->items[count].message);
    }
    ck_assert_msg(count > 0, "%s: no error is expected", name);
    ck_assert_msg(count == errors->count, "%s: %zu errors, expected %zu", name,
                  errors->count, count);
}

static char *
load(const char *name, const char *ending, size_t *length)
{
    char path[1024];

    source_path(path, sizeof path, "tests/corpus/parse", name, ending);
    return load_path(path, length);
}

static void
run_corpus_file(const char *name)
{
    size_t length, expected_length;
    char *bytes = load(name, ".yaml", &length);
    char *expected = load(name, ".errors", &expected_length);
    rc_errors errors;
    rc_case c;

    ck_assert_msg(read_text(bytes, length, &c, &errors) == RC_INPUT,
                  "%s: not refused", name);
    ck_assert_uint_eq(c.claim_count, 0);
    ck_assert(!c.has_model);
    compare_errors(name, &errors, expected);
    rc_errors_clear(&errors);
    free(bytes);
    free(expected);
}

/* 1 when name ends so; the ending is then cut off. */
static int
cut_ending(char *name, const char *ending)
{
    size_t length = strlen(name), size = strlen(ending);

    if (length <= size || strcmp(name + length - size, ending) != 0)
        return 0;
    name[length - size] = '\0';
    return 1;
}

START_TEST(every_file_of_the_corpus_has_exactly_its_errors)
{
    int files = 0, expectations = 0, runs = 0;
    char path[1024], name[512];
    struct dirent *entry;

    source_path(path, sizeof path, "tests/corpus/parse", "", "");

    DIR *folder = opendir(path);

    ck_assert_msg(folder != NULL, "cannot open %s", path);
    while ((entry = readdir(folder)) != NULL) {
        snprintf(name, sizeof name, "%s", entry->d_name);
        expectations += cut_ending(name, ".errors");
        snprintf(name, sizeof name, "%s", entry->d_name);
        if (!cut_ending(name, ".yaml"))
            continue;
        files++;
        run_corpus_file(name);
        runs++;
    }
    closedir(folder);
    ck_assert_int_eq(files, CORPUS_FILES);
    ck_assert_int_eq(expectations, CORPUS_FILES);
    ck_assert_int_eq(runs, CORPUS_FILES);
}
END_TEST

/* ---- The papers ---- */

START_TEST(the_example_of_the_format_is_a_case)
{
    const char *const begin = "```yaml\n", *const end = "```\n";
    size_t length;
    rc_errors errors;
    rc_case c;
    char path[1024];

    source_path(path, sizeof path, "cases", "README", ".md");

    char *page = load_path(path, &length);
    char *from = strstr(page, begin);

    ck_assert_ptr_nonnull(from);
    from += strlen(begin);

    char *to = strstr(from, end);

    ck_assert_ptr_nonnull(to);
    ck_assert_int_eq(read_text(from, (size_t)(to - from), &c, &errors), RC_OK);
    ck_assert_uint_eq(c.claim_count, 2);
    rc_case_clear(&c);
    free(page);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_good_case_is_read_in_full,
        a_case_without_a_model,
        line_ends_and_marks_of_other_systems,
        large_files_are_refused_unread,
        earlier_errors_are_kept_and_do_not_count,
        threads_read_side_by_side,
        every_file_of_the_corpus_has_exactly_its_errors,
        the_example_of_the_format_is_a_case,
    };

    return RUN_SUITE("case/case", tests);
}
