/* What a child reports to its parent, as bytes: a mark, the result, the bits,
   each text with its length, and a mark at the end. */

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "program.h"

enum { MARK_SIZE = 8 };

static const char first_mark[MARK_SIZE + 1] = "ckreport";
static const char last_mark[MARK_SIZE + 1] = "complete";

void
ck_record_init(ck_record *record)
{
    record->result = CK_RESULT_INTERNAL;
    record->bits = 0;
    for (size_t k = 0; k < CK_TEXTS; k++)
        record->texts[k] = "";
}

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

void
ck_record_set(ck_record *record, const ck_outcome *o, const ck_report *report)
{
    ck_record_init(record);
    record->bits = o->bits;
    record->texts[CK_TEXT_MESSAGE] = o->message;
    record->texts[CK_TEXT_CLAIM] = or_empty(report->words.bytes);
    record->texts[CK_TEXT_MODEL] = or_empty(report->about.bytes);
    record->texts[CK_TEXT_RESULTS] = or_empty(report->results);
    record->texts[CK_TEXT_CASE] = report->case_digest;
    record->texts[CK_TEXT_ID] = or_empty(report->claim_id);
    switch (o->verdict) {
    case CK_ACCEPTED:
        record->result = CK_RESULT_ACCEPTED;
        break;
    case CK_REJECTED:
        record->result = CK_RESULT_REJECTED;
        break;
    case CK_MALFORMED:
        record->result = CK_RESULT_MALFORMED;
        record->texts[CK_TEXT_PATH] = o->path;
        break;
    case CK_OPEN:
        record->texts[CK_TEXT_MESSAGE] = "nothing was concluded";
        break;
    }
}

/* ---- Writing ---- */

/* Two marks, the result and the bits, and of each text its length, itself and
   a zero byte. */
enum { PARTS = 4 + 3 * CK_TEXTS };

/* Everything that is to be written, so that it takes one call: each costs the
   parent a wake. */
typedef struct {
    struct iovec parts[PARTS];
    int64_t numbers[2 + CK_TEXTS];
    int count, counted;
} output;

static void
add_bytes(output *out, const void *bytes, size_t length)
{
    struct iovec *part = &out->parts[out->count++];

    part->iov_base = (void *)(uintptr_t)bytes; /* only read */
    part->iov_len = length;
}

static void
add_number(output *out, int64_t x)
{
    out->numbers[out->counted] = x;
    add_bytes(out, &out->numbers[out->counted++], sizeof x);
}

static void
add_text(output *out, const char *text)
{
    size_t length = strlen(text);

    if (length > CK_TEXT_MOST)
        length = CK_TEXT_MOST;
    add_number(out, (int64_t)length);
    add_bytes(out, text, length);
    add_bytes(out, "", 1);
}

static int
write_all(int fd, output *out)
{
    struct iovec *part = out->parts;
    int left = out->count;

    while (left > 0) {
        ssize_t written = writev(fd, part, left);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return 0;
        for (; left > 0 && (size_t)written >= part->iov_len; part++, left--)
            written -= (ssize_t)part->iov_len;
        if (left > 0) {
            part->iov_base = (char *)part->iov_base + written;
            part->iov_len -= (size_t)written;
        }
    }
    return 1;
}

int
ck_record_write(int fd, const ck_record *record)
{
    output out = {.count = 0};

    add_bytes(&out, first_mark, MARK_SIZE);
    add_number(&out, (int64_t)record->result);
    add_number(&out, record->bits);
    for (size_t k = 0; k < CK_TEXTS; k++)
        add_text(&out, record->texts[k]);
    add_bytes(&out, last_mark, MARK_SIZE);
    return write_all(fd, &out);
}

/* ---- Reading ---- */

typedef struct {
    const char *at;
    size_t left;
} input;

static int
take(input *in, size_t length, const char **bytes)
{
    if (length > in->left)
        return 0;
    *bytes = in->at;
    in->at += length;
    in->left -= length;
    return 1;
}

static int
take_mark(input *in, const char *mark)
{
    const char *bytes;

    return take(in, MARK_SIZE, &bytes) && memcmp(bytes, mark, MARK_SIZE) == 0;
}

static int
take_number(input *in, int64_t least, int64_t most, int64_t *x)
{
    const char *bytes;

    if (!take(in, sizeof *x, &bytes))
        return 0;
    memcpy(x, bytes, sizeof *x);
    return *x >= least && *x <= most;
}

static int
take_text(input *in, const char **text)
{
    int64_t length;

    return take_number(in, 0, CK_TEXT_MOST, &length) &&
           take(in, (size_t)length + 1, text) &&
           memchr(*text, '\0', (size_t)length + 1) == *text + length;
}

static int
take_record(input *in, ck_record *record)
{
    int64_t result;
    int good = take_mark(in, first_mark) &&
               take_number(in, CK_RESULT_INTERNAL, CK_RESULTS - 1, &result) &&
               take_number(in, 0, INT64_MAX, &record->bits);

    for (size_t k = 0; good && k < CK_TEXTS; k++)
        good = take_text(in, &record->texts[k]);
    if (!good || !take_mark(in, last_mark))
        return 0;
    record->result = (ck_result)result;
    return 1;
}

size_t
ck_record_read(ck_record *record, const char *bytes, size_t length)
{
    input in = {bytes, length};

    ck_record_init(record);
    if (take_record(&in, record))
        return length - in.left;
    ck_record_init(record);
    return 0;
}
