/* What a child reports: only a complete record is one. */

#include <unistd.h>

#include "checker/program.h"
#include "checker_support.h"

/* What is written, read from a file. */
static char *
written(const ck_record *record, size_t *length)
{
    FILE *file = tmpfile();
    char *bytes;
    long size;

    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(ck_record_write(fileno(file), record), 1);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    ck_assert_int_gt(size, 0);
    rewind(file);
    bytes = malloc((size_t)size + 8);
    ck_assert_ptr_nonnull(bytes);
    *length = fread(bytes, 1, (size_t)size, file);
    ck_assert_uint_eq(*length, (size_t)size);
    memset(bytes + size, 0, 8);
    (void)fclose(file);
    return bytes;
}

static ck_record
example(void)
{
    ck_record record;

    ck_record_init(&record);
    record.result = CK_RESULT_ACCEPTED;
    record.bits = 128;
    record.texts[CK_TEXT_CLAIM] = "a claim";
    record.texts[CK_TEXT_ID] = "A";
    return record;
}

START_TEST(what_is_written_is_read)
{
    ck_record record = example(), back;
    size_t length;
    char *bytes = written(&record, &length);

    ck_assert_uint_eq(ck_record_read(&back, bytes, length), length);
    ck_assert_int_eq(back.result, CK_RESULT_ACCEPTED);
    ck_assert_int_eq(back.bits, 128);
    for (size_t k = 0; k < CK_TEXTS; k++)
        ck_assert_str_eq(back.texts[k], record.texts[k]);
    free(bytes);
}
END_TEST

static void
expect_no_record(const char *bytes, size_t length)
{
    ck_record back;

    ck_assert_uint_eq(ck_record_read(&back, bytes, length), 0);
    ck_assert_int_eq(back.result, CK_RESULT_INTERNAL);
    ck_assert_str_eq(back.texts[CK_TEXT_CLAIM], "");
}

START_TEST(less_is_no_record)
{
    ck_record record = example(), back;
    size_t length;
    char *bytes = written(&record, &length);

    for (size_t cut = 0; cut < length; cut++)
        expect_no_record(bytes, cut);
    /* What follows is another record's. */
    ck_assert_uint_eq(ck_record_read(&back, bytes, length + 1), length);
    free(bytes);
}
END_TEST

/* In no byte of what frames the record may anything else stand. */
START_TEST(a_broken_frame_is_no_record)
{
    ck_record record = example(), back;
    size_t length;
    char *bytes = written(&record, &length);

    for (size_t k = 0; k < 8; k++) {
        bytes[k] ^= 1;
        expect_no_record(bytes, length);
        bytes[k] ^= 1;
        bytes[length - 1 - k] ^= 1;
        expect_no_record(bytes, length);
        bytes[length - 1 - k] ^= 1;
    }
    for (size_t k = 24; k + 8 < length; k++) {
        /* lengths, and the zero bytes after texts */
        if (bytes[k] >= ' ')
            continue;
        bytes[k] ^= 64;
        ck_assert_uint_eq(ck_record_read(&back, bytes, length), 0);
        bytes[k] ^= 64;
    }
    ck_assert_uint_eq(ck_record_read(&back, bytes, length), length);
    free(bytes);
}
END_TEST

START_TEST(results_and_bits_have_bounds)
{
    ck_record record = example(), back;
    size_t length;
    char *bytes;
    int64_t number;

    record.result = (ck_result)(CK_RESULTS - 1);
    bytes = written(&record, &length);
    ck_assert_uint_eq(ck_record_read(&back, bytes, length), length);
    number = CK_RESULTS;
    memcpy(bytes + 8, &number, sizeof number);
    expect_no_record(bytes, length);
    number = -1;
    memcpy(bytes + 8, &number, sizeof number);
    expect_no_record(bytes, length);
    number = CK_RESULT_REJECTED;
    memcpy(bytes + 8, &number, sizeof number);
    ck_assert_uint_eq(ck_record_read(&back, bytes, length), length);
    ck_assert_int_eq(back.result, CK_RESULT_REJECTED);
    number = -1;
    memcpy(bytes + 16, &number, sizeof number);
    expect_no_record(bytes, length);
    free(bytes);
}
END_TEST

START_TEST(long_texts_are_cut)
{
    ck_record record = example(), back;
    size_t size = CK_TEXT_MOST + 10, length;
    char *text = malloc(size), *bytes;

    ck_assert_ptr_nonnull(text);
    memset(text, 'x', size - 1);
    text[size - 1] = '\0';
    for (size_t k = 0; k < CK_TEXTS; k++)
        record.texts[k] = text;
    bytes = written(&record, &length);
    ck_assert_uint_le(length, CK_RECORD_MOST);
    ck_assert_uint_eq(ck_record_read(&back, bytes, length), length);
    for (size_t k = 0; k < CK_TEXTS; k++)
        ck_assert_uint_eq(strlen(back.texts[k]), CK_TEXT_MOST);
    free(bytes);
    free(text);
}
END_TEST

START_TEST(writing_can_fail)
{
    ck_record record = example();

    ck_assert_int_eq(ck_record_write(-1, &record), 0);
}
END_TEST

static ck_result
result_of(ck_verdict verdict)
{
    ck_outcome o;
    ck_report report = {.results = NULL};
    ck_record record;

    ck_outcome_init(&o, &ck_default_limits);
    o.verdict = verdict;
    ck_record_set(&record, &o, &report);
    for (size_t k = 0; k < CK_TEXTS; k++)
        ck_assert_ptr_nonnull(record.texts[k]);
    return record.result;
}

START_TEST(only_an_accept_becomes_one)
{
    ck_assert_int_eq(result_of(CK_ACCEPTED), CK_RESULT_ACCEPTED);
    ck_assert_int_eq(result_of(CK_REJECTED), CK_RESULT_REJECTED);
    ck_assert_int_eq(result_of(CK_MALFORMED), CK_RESULT_MALFORMED);
    ck_assert_int_eq(result_of(CK_OPEN), CK_RESULT_INTERNAL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("record");

    tcase_add_test(tcase, what_is_written_is_read);
    tcase_add_test(tcase, less_is_no_record);
    tcase_add_test(tcase, a_broken_frame_is_no_record);
    tcase_add_test(tcase, results_and_bits_have_bounds);
    tcase_add_test(tcase, long_texts_are_cut);
    tcase_add_test(tcase, writing_can_fail);
    tcase_add_test(tcase, only_an_accept_becomes_one);
    return run_checker_tests("checker record", tcase);
}
