/* Certificates read back as far as they can be compared. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>

#include "certificate/internal.h"
#include "certificate/summary.h"

#define TEXT_DIGITS 6
#define TEXT_MOST_BITS 100000

static rc_status
wrong(rc_summary_error *error, const char *message)
{
    snprintf(error->message, sizeof error->message, "%s", message);
    return RC_INPUT;
}

/* ---- Margins ---- */

/* Whether text is an integer without leading zeros, and not 0. */
static int
is_integer(const char *text, size_t length)
{
    if (length > 0 && *text == '-') {
        text++;
        length--;
    }
    if (length == 0 || *text == '0')
        return 0;
    for (size_t k = 0; k < length; k++)
        if (text[k] < '0' || text[k] > '9')
            return 0;
    return 1;
}

/* x = the integer text[0..length); 0 when it is none or memory ran out. */
static int
read_integer(fmpz_t x, const char *text, size_t length)
{
    char *copy;
    int ok;

    if (!is_integer(text, length))
        return 0;
    copy = malloc(length + 1);
    if (copy == NULL)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    ok = fmpz_set_str(x, copy, 10) == 0;
    free(copy);
    return ok;
}

/* x = the dyadic "m*2^e", m odd and positive; 0 for any other text. */
static int
read_positive(arf_t x, const char *text)
{
    const char *star = strstr(text, "*2^");
    const char *power = star != NULL ? star + 3 : NULL;
    fmpz_t mantissa, exponent;
    int ok;

    if (star == NULL)
        return 0;
    fmpz_init(mantissa);
    fmpz_init(exponent);
    ok = read_integer(mantissa, text, (size_t)(star - text)) &&
         fmpz_sgn(mantissa) > 0 && fmpz_is_odd(mantissa) &&
         (strcmp(power, "0") == 0 ||
          read_integer(exponent, power, strlen(power)));
    if (ok)
        arf_set_fmpz_2exp(x, mantissa, exponent);
    fmpz_clear(mantissa);
    fmpz_clear(exponent);
    return ok;
}

/* x = the dyadic, which is not negative, or infinity for what a check of an
   orbit holds without a margin; 0 for anything else. */
static int
read_margin(arf_t x, const json_t *value, int may_be_exact)
{
    const char *text = json_string_value(value);

    if (text == NULL)
        return 0;
    if (may_be_exact && strcmp(text, "exact") == 0) {
        arf_pos_inf(x);
        return 1;
    }
    if (strcmp(text, "0") != 0)
        return read_positive(x, text);
    arf_zero(x);
    return 1;
}

/* The margin `value`, or the margins of a list. */
static rc_status
read_margins(rc_summary *summary, const json_t *value, int may_be_exact,
             rc_summary_error *error)
{
    int is_list = json_is_array(value);
    size_t count = is_list ? json_array_size(value) : 1;

    if (count == 0)
        return RC_OK;
    summary->margins = calloc(count, sizeof *summary->margins);
    if (summary->margins == NULL)
        return RC_NOMEM;
    summary->count = count;
    for (size_t k = 0; k < count; k++)
        arf_init(summary->margins + k);
    for (size_t k = 0; k < count; k++)
        if (!read_margin(summary->margins + k,
                         is_list ? json_array_get(value, k) : value,
                         may_be_exact))
            return wrong(error, "a radius or a room is not a dyadic number");
    return RC_OK;
}

int
rc_margin_shrank(const arf_t before, const arf_t after, const fmpq_t factor)
{
    arf_t left, right, scale;
    int shrank;

    arf_init(left);
    arf_init(right);
    arf_init(scale);
    arf_set_fmpz(scale, fmpq_denref(factor));
    arf_mul(left, before, scale, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_set_fmpz(scale, fmpq_numref(factor));
    arf_mul(right, after, scale, ARF_PREC_EXACT, ARF_RND_DOWN);
    shrank = arf_cmp(left, right) > 0;
    arf_clear(left);
    arf_clear(right);
    arf_clear(scale);
    return shrank;
}

/* "m*2^e" */
static char *
exact_text(const arf_t margin)
{
    rc_certificate *c = rc_certificate_new();
    const char *text;
    char *copy = NULL;

    if (c == NULL)
        return NULL;
    rc_certificate_put_dyadic(c, "margin", margin);
    text = json_string_value(json_object_get(c->open[0], "margin"));
    if (text != NULL)
        copy = strdup(text);
    rc_certificate_free(c);
    return copy;
}

char *
rc_margin_text(const arf_t margin)
{
    arb_t x;
    char *text;

    if (!arf_is_finite(margin))
        return strdup("exact");
    if (!arf_is_zero(margin) &&
        (arf_cmpabs_2exp_si(margin, TEXT_MOST_BITS) > 0 ||
         arf_cmpabs_2exp_si(margin, -TEXT_MOST_BITS) < 0))
        return exact_text(margin);
    arb_init(x);
    arb_set_arf(x, margin);
    text = rc_decimal_lower(x, TEXT_DIGITS);
    arb_clear(x);
    return text;
}

/* ---- Certificates ---- */

static int
read_verdict(rc_verdict *verdict, const json_t *root)
{
    const char *name = json_string_value(json_object_get(root, "verdict"));

    for (int k = RC_PROVED; name != NULL && k <= RC_UNDEFINED; k++)
        if (strcmp(name, rc_verdict_name((rc_verdict)k)) == 0) {
            *verdict = (rc_verdict)k;
            return 1;
        }
    return 0;
}

/* The statement's digest, which must be that of the statement. */
static rc_status
read_statement(rc_summary *summary, const json_t *root, rc_summary_error *error)
{
    const json_t *statement = json_object_get(root, "statement");
    const char *digest =
        json_string_value(json_object_get(root, "statement-sha256"));
    char *text;

    if (!json_is_object(statement) || digest == NULL)
        return wrong(error, "it has no statement with a digest");
    text = json_dumps(statement, RC_CANONICAL);
    if (text == NULL)
        return RC_NOMEM;
    rc_sha256_hex(summary->statement, text, strlen(text));
    free(text);
    if (strcmp(summary->statement, digest) != 0)
        return wrong(error, "statement-sha256 is not that of the statement");
    return RC_OK;
}

/* Where a kind of claim keeps its margins: none for most. */
static rc_status
find_margins(rc_summary *summary, const json_t *root, rc_summary_error *error)
{
    const json_t *witness = json_object_get(root, "witness");
    const json_t *claim =
        json_object_get(json_object_get(root, "statement"), "claim");
    const char *kind = json_string_value(json_object_get(claim, "kind"));
    const json_t *margins = NULL;
    int is_orbit;

    if (!json_is_object(witness) || kind == NULL)
        return wrong(error, "it has no witness, or no kind of claim");
    is_orbit = strcmp(kind, "orbit") == 0;
    if (strcmp(kind, "equilibrium") == 0) {
        margins = json_object_get(witness, "radius");
    } else if (is_orbit) {
        margins = json_object_get(witness, "rooms");
        summary->per_check = margins != NULL;
        if (margins == NULL)
            margins = json_object_get(witness, "room");
    }
    return margins != NULL ? read_margins(summary, margins, is_orbit, error)
                           : RC_OK;
}

static rc_status
read_members(rc_summary *summary, const json_t *root, rc_summary_error *error)
{
    const json_t *format = json_object_get(root, "certificate");
    const char *claim = json_string_value(
        json_object_get(json_object_get(root, "case"), "claim"));
    rc_status status;

    if (!json_is_integer(format) || json_integer_value(format) != RC_FORMAT)
        return wrong(error, "it is no certificate of format 1");
    if (claim == NULL)
        return wrong(error, "it names no claim");
    if (!read_verdict(&summary->verdict, root))
        return wrong(error, "its verdict is not proved, refuted or undefined");
    summary->claim = strdup(claim);
    if (summary->claim == NULL)
        return RC_NOMEM;
    status = read_statement(summary, root, error);
    return status == RC_OK ? find_margins(summary, root, error) : status;
}

rc_status
rc_summary_read(rc_summary *summary, const char *bytes, size_t length,
                rc_summary_error *error)
{
    json_error_t why;
    json_t *root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &why);
    rc_status status;

    memset(summary, 0, sizeof *summary);
    if (root == NULL) {
        snprintf(error->message, sizeof error->message, "%d:%d: %.120s",
                 why.line, why.column, why.text);
        return json_error_code(&why) == json_error_out_of_memory ? RC_NOMEM
                                                                 : RC_INPUT;
    }
    status = read_members(summary, root, error);
    json_decref(root);
    if (status != RC_OK)
        rc_summary_clear(summary);
    return status;
}

void
rc_summary_clear(rc_summary *summary)
{
    for (size_t k = 0; k < summary->count; k++)
        arf_clear(summary->margins + k);
    free(summary->margins);
    free(summary->claim);
    memset(summary, 0, sizeof *summary);
}
