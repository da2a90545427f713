/* The certificate's document: canonical JSON, see
   proofs/certificate-format.md. */

#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>

#include "certificate/internal.h"

#define CHECK_BITS_LEAST 32

/* The number of "R11"; 0 for a text that is no result's name. */
static size_t
result_number(const char *result)
{
    size_t number = 0;

    if (result[0] != 'R' || result[1] == '0')
        return 0;
    for (const char *at = result + 1; *at != '\0'; at++) {
        if (*at < '0' || *at > '9' || number > RC_RESULT_MOST)
            return 0;
        number = 10 * number + (size_t)(*at - '0');
    }
    return number <= RC_RESULT_MOST ? number : 0;
}

void
rc_certificate_add_result(rc_certificate *c, const char *result)
{
    size_t number = result_number(result);

    if (number == 0)
        rc_certificate_fail(c, RC_DOMAIN);
    c->results[number] = 1; /* number 0 is never listed */
}

void
rc_certificate_set_check_bits(rc_certificate *c, slong bits)
{
    if (bits != 0 && bits < CHECK_BITS_LEAST)
        rc_certificate_fail(c, RC_DOMAIN);
    else
        c->check_bits = bits;
}

static int
is_decided(rc_verdict verdict)
{
    return verdict == RC_PROVED || verdict == RC_REFUTED ||
           verdict == RC_UNDEFINED;
}

int
rc_certificate_has_document(const rc_certificate *c)
{
    return rc_certificate_status(c) == RC_OK && is_decided(c->verdict) &&
           json_object_size(c->parts[RC_PART_WITNESS]) > 0 &&
           memchr(c->results + 1, 1, RC_RESULT_MOST) != NULL;
}

/* Puts x, which may be NULL for want of memory, into the object; 0 or -1. */
static int
set(json_t *object, const char *key, json_t *x)
{
    return json_object_set_new(object, key, x);
}

static json_t *
results(const rc_certificate *c)
{
    json_t *list = json_array();
    char text[16];

    for (size_t k = 1; k <= RC_RESULT_MOST && list != NULL; k++) {
        if (!c->results[k])
            continue;
        snprintf(text, sizeof text, "R%zu", k);
        if (json_array_append_new(list, json_string(text)) != 0) {
            json_decref(list);
            list = NULL;
        }
    }
    return list;
}

/* The words of a text, separated by single blanks, as a list. */
static json_t *
words(const char *text)
{
    json_t *list = json_array();

    while (list != NULL && *text != '\0') {
        size_t length = strcspn(text, " ");

        if (length > 0 &&
            json_array_append_new(list, json_stringn(text, length)) != 0) {
            json_decref(list);
            list = NULL;
        }
        text += length + (text[length] == ' ');
    }
    return list;
}

static json_t *
producer(const rc_certificate *c)
{
    json_t *made = json_pack("{ss}", "rankcert", PACKAGE_VERSION);

    if (made != NULL && c->check_bits != 0 &&
        set(made, "flint", json_string(flint_version)) != 0) {
        json_decref(made);
        made = NULL;
    }
    return made;
}

static json_t *
statement_digest(const rc_certificate *c)
{
    char *text = json_dumps(c->parts[RC_PART_STATEMENT], RC_CANONICAL);
    char digest[65];

    if (text == NULL)
        return NULL;
    rc_sha256_hex(digest, text, strlen(text));
    free(text);
    return json_string(digest);
}

static json_t *
build(const rc_certificate *c, const char *claim_id, const char *case_sha256,
      const char *hypotheses)
{
    json_t *made = json_object();
    int failed = made == NULL;

    failed =
        failed || set(made, "bits", json_integer(c->check_bits)) ||
        set(made, "case",
            json_pack("{ssss}", "claim", claim_id, "sha256", case_sha256)) ||
        set(made, "certificate", json_integer(RC_FORMAT)) ||
        set(made, "hypotheses", words(hypotheses)) ||
        set(made, "producer", producer(c)) ||
        set(made, "results", results(c)) ||
        json_object_set(made, "statement", c->parts[RC_PART_STATEMENT]) ||
        set(made, "statement-sha256", statement_digest(c)) ||
        set(made, "verdict", json_string(rc_verdict_name(c->verdict))) ||
        json_object_set(made, "witness", c->parts[RC_PART_WITNESS]);
    if (!failed)
        return made;
    json_decref(made);
    return NULL;
}

/* The canonical text and a newline. */
static char *
dump(const json_t *document)
{
    char *text = json_dumps(document, RC_CANONICAL), *longer;
    size_t length;

    if (text == NULL)
        return NULL;
    length = strlen(text);
    longer = realloc(text, length + 2);
    if (longer == NULL) {
        free(text);
        return NULL;
    }
    longer[length] = '\n';
    longer[length + 1] = '\0';
    return longer;
}

rc_status
rc_certificate_document(char **text, const rc_certificate *c,
                        const char *claim_id, const char *case_sha256,
                        const char *hypotheses)
{
    json_t *document;

    *text = NULL;
    if (!rc_certificate_has_document(c) ||
        json_object_size(c->parts[RC_PART_STATEMENT]) == 0)
        return RC_DOMAIN;
    document = build(c, claim_id, case_sha256, hypotheses);
    if (document != NULL)
        *text = dump(document);
    json_decref(document);
    return *text != NULL ? RC_OK : RC_NOMEM;
}
