/* The envelope of a certificate, and the one way to an accept. */

#include <string.h>

#include "claim.h"

#define CANONICAL (JSON_COMPACT | JSON_SORT_KEYS | JSON_ENSURE_ASCII)

enum {
    FORMAT = 1,
    BITS_LEAST = 32,
    DIGEST_LENGTH = 64,
    ID_MOST = 100,
    VERSION_MOST = 64,
    RESULTS_MOST = 16
};

static const char digits[] = "0123456789";
static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* A copy that ck_release releases. */
static char *
copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = ck_allocate(size, 1);

    memcpy(copy, text, size);
    return copy;
}

/* The text of the member is 1 to `most` of the characters of these three
   sets. */
static int
read_simple_text(const ck_node *node, size_t most, const char *marks,
                 const char *what, const char **text)
{
    size_t length, fitting = 0, step;

    if (!ck_text(node, text))
        return 0;
    length = strlen(*text);
    do {
        step = strspn(*text + fitting, digits);
        step += strspn(*text + fitting + step, letters);
        step += strspn(*text + fitting + step, marks);
        fitting += step;
    } while (step > 0);
    if (length < 1 || length > most || fitting != length)
        return ck_node_malformed(node, "is no %s", what);
    return 1;
}

static int
read_digest(const ck_node *node, char digest[65])
{
    const char *text;

    if (!ck_text(node, &text))
        return 0;
    if (strlen(text) != DIGEST_LENGTH ||
        strspn(text, "0123456789abcdef") != DIGEST_LENGTH)
        return ck_node_malformed(node,
                                 "is not 64 lower-case hexadecimal digits");
    memcpy(digest, text, DIGEST_LENGTH + 1);
    return 1;
}

/* ---- Members of the envelope ---- */

static int
read_format(const ck_node *root)
{
    ck_node node;
    long format;

    ck_member(&node, root, "certificate");
    return ck_integer(&node, FORMAT, FORMAT, &format);
}

/* factor: 1, 2 or 4 times the bits that are written. */
static int
read_bits(ck_certificate *c, const ck_node *root, long factor)
{
    const ck_limits *limits = c->o->limits;

    ck_member(&c->bits_at, root, "bits");
    if (!ck_integer(&c->bits_at, 0, limits->max_bits, &c->bits))
        return 0;
    if (c->bits != 0 && c->bits < BITS_LEAST)
        return ck_node_malformed(&c->bits_at, "is %ld, neither 0 nor from %d",
                                 c->bits, BITS_LEAST);
    c->o->bits = factor * c->bits;
    return 1;
}

static int
read_case(ck_report *report, const ck_node *root)
{
    ck_node node, claim, digest;
    const char *id;

    ck_member(&node, root, "case");
    if (!ck_object(&node, "claim sha256"))
        return 0;
    ck_member(&claim, &node, "claim");
    ck_member(&digest, &node, "sha256");
    if (!read_simple_text(&claim, ID_MOST, "._-", "claim's id", &id))
        return 0;
    if (id[0] == '.')
        return ck_node_malformed(&claim, "begins with a dot");
    report->claim_id = copy_text(id);
    return read_digest(&digest, report->case_digest);
}

static int
read_producer(const ck_certificate *c, const ck_node *root)
{
    ck_node node, version;
    const char *text;

    ck_member(&node, root, "producer");
    if (!ck_object(&node, c->bits != 0 ? "flint rankcert" : "rankcert"))
        return 0;
    ck_member(&version, &node, "rankcert");
    if (!read_simple_text(&version, VERSION_MOST, ".-", "version", &text))
        return 0;
    if (c->bits == 0)
        return 1;
    ck_member(&version, &node, "flint");
    return read_simple_text(&version, VERSION_MOST, ".-", "version", &text);
}

static int
read_verdict(ck_certificate *c, const ck_node *root)
{
    static const char *const words[] = {"proved", "refuted", "undefined", NULL};
    static const ck_claimed verdicts[] = {CK_PROVED, CK_REFUTED, CK_UNDEFINED};
    ck_node node;
    int which;

    ck_member(&node, root, "verdict");
    if (!ck_word(&node, words, &which))
        return 0;
    c->verdict = verdicts[which];
    return 1;
}

/* One of results, "R" and a number. */
static int
read_result(const ck_node *node, const char **text)
{
    size_t length;

    if (!ck_text(node, text))
        return 0;
    length = strlen(*text);
    if (length < 2 || length > 4 || (*text)[0] != 'R' || (*text)[1] == '0' ||
        strspn(*text + 1, digits) != length - 1)
        return ck_node_malformed(node, "is no result's number");
    return 1;
}

static int
read_results(ck_certificate *c, ck_report *report, const ck_node *root)
{
    ck_words words = {NULL, 0, 0};
    size_t count;
    int good;

    ck_member(&c->results, root, "results");
    good = ck_list(&c->results, 1, RESULTS_MOST, &count);
    /* no test can see this: after a failure only its message counts */
    for (size_t k = 0; good && k < count; k++) {
        const char *text;
        ck_node item;

        ck_item(&item, &c->results, k);
        good = read_result(&item, &text);
        if (good) /* no test can see this: they are dropped after a failure */
            ck_words_add(&words, "%s%s", k > 0 ? ", " : "", text);
    }
    if (good)
        report->results = copy_text(words.bytes);
    ck_words_clear(&words);
    return good;
}

int
ck_results_are(const ck_certificate *c, const char *words)
{
    size_t k = 0, count = json_array_size(c->results.json);
    const char *at = words;

    for (; *at != '\0'; k++) {
        size_t length = strcspn(at, " ");
        const char *text =
            json_string_value(json_array_get(c->results.json, k));

        if (text == NULL || strlen(text) != length ||
            memcmp(text, at, length) != 0)
            break;
        at += length + strspn(at + length, " ");
    }
    if (*at == '\0' && k == count)
        return 1;
    return ck_node_malformed(&c->results, "are not those of this verdict: %s",
                             words);
}

/* ---- The statement ---- */

static int
read_kind(ck_certificate *c, const ck_node *statement, const ck_kind **kind)
{
    ck_node name;
    const char *text;

    ck_member(&c->claim, statement, "claim");
    if (!json_is_object(c->claim.json))
        return ck_node_malformed(&c->claim, "is not an object");
    ck_member(&name, &c->claim, "kind");
    if (name.json == NULL)
        return ck_node_malformed(&c->claim, "has no kind");
    if (!ck_text(&name, &text))
        return 0;
    *kind = ck_find_kind(text);
    if (*kind == NULL)
        return ck_node_malformed(&name, "is no kind of claims");
    return 1;
}

static const char *
statement_keys(const ck_kind *kind)
{
    if (kind->needs_start)
        return "claim model start";
    return kind->needs_model ? "claim model" : "claim";
}

static int
read_statement(ck_certificate *c, ck_report *report, const ck_node *statement,
               const ck_kind **kind)
{
    ck_node model, start;

    if (!ck_object(statement, "claim ?model ?start") ||
        !read_kind(c, statement, kind) ||
        !ck_object(statement, statement_keys(*kind)))
        return 0;
    if (!(*kind)->needs_model)
        return 1;
    ck_member(&model, statement, "model");
    if (!ck_read_model(&model, &c->model))
        return 0;
    ck_about_model(&report->about, &c->model);
    if (!(*kind)->needs_start)
        return 1;
    ck_member(&start, statement, "start");
    return ck_read_matrix(&start, c->model.tokens, c->model.dim, &c->start);
}

static int
check_digest(ck_outcome *o, const ck_node *statement, const char *written)
{
    char *text = json_dumps(statement->json, CANONICAL);
    char digest[65];
    json_free_t release;

    /* no test can see this: it fails only when memory runs out */
    if (text == NULL)
        return ck_reject(o, "the statement cannot be written");
    ck_sha256_hex(digest, text, strlen(text));
    json_get_alloc_funcs(NULL, &release);
    release(text);
    if (strcmp(digest, written) != 0)
        return ck_reject(o,
                         "statement-sha256 is %s, the statement's digest is %s",
                         written, digest);
    return 1;
}

/* The statement is that of the case file. */
static int
check_source(ck_outcome *o, const ck_report *report, const ck_node *statement,
             const ck_case_file *source)
{
    json_t *from_case;
    int same;

    if (source == NULL)
        return 1;
    if (strcmp(report->case_digest, source->digest) != 0)
        return ck_reject(o,
                         "the case has SHA-256 %s, the certificate is about "
                         "one with %s",
                         source->digest, report->case_digest);
    from_case = ck_case_statement(o, source->bytes, source->length,
                                  source->folder, report->claim_id);
    /* no test can see this: after a failure only its message counts */
    if (from_case == NULL)
        return 0;
    same = ck_same_statement(o, statement->json, from_case);
    json_decref(from_case);
    return same;
}

/* ---- All of it ---- */

static int
read_envelope(ck_certificate *c, ck_report *report, const ck_node *root,
              long factor)
{
    return ck_object(root, "bits case certificate hypotheses producer results "
                           "statement statement-sha256 verdict witness") &&
           read_format(root) && read_bits(c, root, factor) &&
           read_case(report, root) && read_producer(c, root) &&
           read_verdict(c, root) && read_results(c, report, root);
}

/* Malformed members are found before any condition is checked, but for those
   that the kind reads. */
static int
check_document(ck_certificate *c, ck_report *report, const ck_node *root,
               const ck_case_file *source, long factor)
{
    const ck_kind *kind = NULL;
    ck_node statement, digest;
    char written[65];

    if (!read_envelope(c, report, root, factor))
        return 0;
    ck_member(&statement, root, "statement");
    ck_member(&digest, root, "statement-sha256");
    ck_member(&c->hypotheses, root, "hypotheses");
    ck_member(&c->witness, root, "witness");
    return read_digest(&digest, written) &&
           read_statement(c, report, &statement, &kind) &&
           ck_check_hypotheses(&c->hypotheses, &c->model, kind->needs_norm) &&
           check_digest(c->o, &statement, written) &&
           check_source(c->o, report, &statement, source) &&
           kind->check(c, &report->words);
}

static void
check_once(ck_outcome *o, ck_report *report, const char *bytes, size_t length,
           const ck_case_file *source, long factor)
{
    ck_certificate c = {.o = o};
    json_t *json = ck_parse(o, bytes, length);
    ck_node root = {.o = o, .json = json};

    ck_model_init(&c.model);
    ck_matrix_init(&c.start);
    /* no test can see this: no object is found, after a failure to parse */
    if (json != NULL && check_document(&c, report, &root, source, factor))
        ck_accept(o);
    ck_matrix_clear(&c.start);
    ck_model_clear(&c.model);
    json_decref(json);
}

static void
report_init(ck_report *report)
{
    static const ck_report empty = {.results = NULL};

    *report = empty;
}

void
ck_report_clear(ck_report *report)
{
    ck_words_clear(&report->words);
    ck_words_clear(&report->about);
    ck_release(report->results);
    ck_release(report->claim_id);
    report_init(report);
}

/* More precision may settle it, and the limit leaves room for it. */
static int
is_worth_a_retry(const ck_outcome *o)
{
    /* no test can see this: what is uncertain was rejected, and without bits a
       retry comes to the same */
    return o->verdict == CK_REJECTED && o->uncertain && o->bits > 0 &&
           o->bits <= o->limits->max_bits / 2;
}

void
ck_check_certificate(ck_outcome *o, ck_report *report, const char *bytes,
                     size_t length, const ck_case_file *source)
{
    const ck_limits *limits = o->limits;

    report_init(report);
    if (length > limits->max_bytes) {
        ck_reject(o, "limit: the file is larger than %zu bytes (--max-bytes)",
                  limits->max_bytes);
        return;
    }
    check_once(o, report, bytes, length, source, 1);
    for (long factor = 2; factor <= 4 && is_worth_a_retry(o); factor *= 2) {
        ck_report_clear(report);
        ck_outcome_init(o, limits);
        check_once(o, report, bytes, length, source, factor);
    }
}
