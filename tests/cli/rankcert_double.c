/* A claim room for the tests of the program: kinds of claims that come out,
   wait, hang and fail as they are told. Linked into tests/cli/rankcert_double
   before the library, it stands for the real one. Speaks of no model. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rankcert/claim.h>

static const char *const verdicts[] = {"undecided", "proved",      "refuted",
                                       "undefined", "unsupported", NULL};

#define MILLISECONDS                                                           \
    {                                                                          \
        .name = "milliseconds", .type = RC_FIELD_INTEGER,                      \
        .help = "how long it takes", .most = 600000                            \
    }

static const rc_field verdict_fields[] = {
    {.name = "verdict",
     .type = RC_FIELD_WORD,
     .flags = RC_FIELD_REQUIRED,
     .help = "how it comes out",
     .words = verdicts},
    {.name = "reason", .type = RC_FIELD_WORD, .help = "why"},
    {.name = "figure", .type = RC_FIELD_WORD, .help = "for the table"},
    {.name = "as", .type = RC_FIELD_WORD, .help = "kind in the certificate"},
    MILLISECONDS,
    {.name = NULL}};

static const rc_field wait_fields[] = {{.name = "announce",
                                        .type = RC_FIELD_WORD,
                                        .help = "a file to create first"},
                                       MILLISECONDS,
                                       {.name = NULL}};

static const rc_field bits_fields[] = {{.name = "bits",
                                        .type = RC_FIELD_INTEGER,
                                        .flags = RC_FIELD_REQUIRED,
                                        .help = "what it needs",
                                        .least = 1,
                                        .most = 1 << 30},
                                       {.name = NULL}};

static const rc_field no_fields[] = {{.name = NULL}};

static const rc_claim_schema schemas[] = {
    /* comes out as it says */
    {.kind = "verdict", .fields = verdict_fields},
    /* proved, unless it was stopped */
    {.kind = "wait", .fields = wait_fields},
    /* proved, and does not heed a stop */
    {.kind = "stuck", .fields = wait_fields},
    /* proved with so many bits */
    {.kind = "bits", .fields = bits_fields},
    /* FLINT gives up */
    {.kind = "abort", .fields = no_fields},
    /* RC_NOMEM */
    {.kind = "no-memory", .fields = no_fields},
    /* proved, but a value was left open */
    {.kind = "unclosed", .fields = no_fields},
    {.kind = "later", .fields = NULL}};

const rc_claim_schema *
rc_claim_schemas(size_t *count)
{
    *count = sizeof schemas / sizeof *schemas;
    return schemas;
}

const char *
rc_claim_meaning(const char *kind)
{
    return strcmp(kind, "bits") == 0
               ? "The precision of the run suffices, which is said here in a "
                 "sentence that is too long for one line of a terminal."
               : NULL;
}

static const char *
word(const rc_claim *claim, const char *name, const char *otherwise)
{
    const rc_value *value = rc_claim_get(claim, name);

    return value != NULL ? value->word : otherwise;
}

static long
integer(const rc_claim *claim, const char *name)
{
    const rc_value *value = rc_claim_get(claim, name);

    return value != NULL ? value->integer : 0;
}

static void
announce(const rc_claim *claim)
{
    const char *path = word(claim, "announce", NULL);
    FILE *file = path != NULL ? fopen(path, "w") : NULL;

    if (file != NULL)
        fclose(file);
}

static int
is_stopped(const rc_limits *limits)
{
    return limits->stop != NULL && limits->stop(limits->context);
}

/* Sleeps as long as the claim says, in small steps; 0 when it was stopped. */
static int
pass_time(const rc_claim *claim, const rc_limits *limits, int heeds)
{
    const struct timespec step = {0, 5000000};
    long left = integer(claim, "milliseconds");
    char text[64];

    for (; left > 0; left -= 5) {
        if (heeds && is_stopped(limits))
            return 0;
        snprintf(text, sizeof text, "%ld left", left / 1000);
        if (limits->progress != NULL)
            limits->progress(limits->context, text);
        nanosleep(&step, NULL);
    }
    return 1;
}

/* A witness with the margins 3/8, or 3/8 and 0, for the kinds that have some.
 */
static void
put_witness(rc_certificate *c, const rc_claim *claim)
{
    const char *as = word(claim, "as", "");
    arf_t margin;

    arf_init(margin);
    arf_set_si_2exp_si(margin, 3, -3);
    rc_certificate_fill(c, RC_PART_WITNESS);
    rc_certificate_put_text(c, "of", claim->id);
    if (strcmp(as, "equilibrium") == 0)
        rc_certificate_put_dyadic(c, "radius", margin);
    if (strcmp(as, "orbit") == 0) {
        rc_certificate_open_list(c, "rooms");
        rc_certificate_put_dyadic(c, NULL, margin);
        arf_zero(margin);
        rc_certificate_put_dyadic(c, NULL, margin);
        rc_certificate_close(c);
    }
    rc_certificate_fill(c, RC_PART_VALUES);
    rc_certificate_add_result(c, "R1");
    arf_clear(margin);
}

static void
come_out(rc_certificate *c, const rc_claim *claim, const rc_limits *limits)
{
    const char *wanted = word(claim, "verdict", "undecided");
    int k = RC_UNDECIDED;

    (void)pass_time(claim, limits, 0);
    while (strcmp(rc_verdict_name((rc_verdict)k), wanted) != 0)
        k++;
    rc_certificate_decide(c, (rc_verdict)k, 0, "%s", word(claim, "reason", ""));
    rc_certificate_set_figure(c, "%s", word(claim, "figure", ""));
    rc_certificate_put_text(c, "wanted", wanted);
    put_witness(c, claim);
}

static void
wait_for(rc_certificate *c, const rc_claim *claim, const rc_limits *limits,
         int heeds)
{
    announce(claim);
    if (pass_time(claim, limits, heeds))
        rc_certificate_decide(c, RC_PROVED, 64, "it waited");
    else
        rc_certificate_decide(c, RC_UNDECIDED, 64, "stopped");
    rc_certificate_put_integer(c, "milliseconds",
                               integer(claim, "milliseconds"));
    put_witness(c, claim);
}

static void
need_bits(rc_certificate *c, const rc_claim *claim, const rc_limits *limits)
{
    slong bits = 64;

    while (bits < integer(claim, "bits") && 2 * bits <= limits->max_bits)
        bits *= 2;
    if (bits >= integer(claim, "bits"))
        rc_certificate_decide(c, RC_PROVED, bits, "that was enough");
    else
        rc_certificate_decide(c, RC_UNDECIDED, bits, "limit of %ld bits hit",
                              (long)limits->max_bits);
    rc_certificate_set_figure(c, "%ld bits", (long)bits);
}

rc_status
rc_claim_verify(rc_certificate *c, const rc_case *of, size_t index,
                const rc_limits *limits)
{
    const rc_claim *claim = &of->claims[index];
    const char *kind = claim->schema->kind;

    rc_certificate_reset(c);
    if (strcmp(kind, "verdict") == 0)
        come_out(c, claim, limits);
    else if (strcmp(kind, "wait") == 0 || strcmp(kind, "stuck") == 0)
        wait_for(c, claim, limits, strcmp(kind, "wait") == 0);
    else if (strcmp(kind, "bits") == 0)
        need_bits(c, claim, limits);
    else if (strcmp(kind, "abort") == 0)
        flint_abort();
    else
        rc_certificate_decide(c, RC_PROVED, 64, "never to be seen");
    if (strcmp(kind, "unclosed") == 0)
        rc_certificate_open_map(c, "open");
    return strcmp(kind, "no-memory") == 0 ? RC_NOMEM : RC_OK;
}

rc_status
rc_claim_document(char **text, rc_certificate *c, const rc_case *of,
                  size_t index, const char *case_sha256)
{
    const rc_claim *claim = &of->claims[index];
    const char *kind = claim->schema->kind;

    rc_certificate_fill(c, RC_PART_STATEMENT);
    rc_certificate_open_map(c, "claim");
    rc_certificate_put_text(c, "kind", word(claim, "as", kind));
    rc_certificate_put_integer(c, "milliseconds",
                               integer(claim, "milliseconds"));
    rc_certificate_close(c);
    rc_certificate_fill(c, RC_PART_VALUES);
    return rc_certificate_document(text, c, claim->id, case_sha256, "");
}

char *
rc_case_describe(const rc_case *c)
{
    static const char format[] = "%s with %zu claims\n";
    const char *title = c->title != NULL ? c->title : "untitled";
    size_t size = strlen(title) + sizeof format + 24;
    char *text = malloc(size);

    if (text != NULL)
        snprintf(text, size, format, title, c->claim_count);
    return text;
}
