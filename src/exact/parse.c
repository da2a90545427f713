/* Reading numbers.

     sum      product { (+|-) product }
     product  signed { (*|/) signed }
     signed   { +|- } power
     power    atom [ ^ signed ]
     atom     literal | pi | function ( sum ) | ( sum )

   White space may stand between tokens. The builder folds and checks as it
   goes, so that an error is reported where it is in the text. */

#include <stdio.h>
#include <string.h>

#include "exact/expression.h"

typedef struct {
    const char *text;
    size_t length, at;
    int nesting;
    rc_builder builder;
    rc_text_error *error;
} reader;

static const struct {
    const char *name;
    rc_step_kind kind;
} functions[] = {
    {"sqrt", RC_STEP_SQRT}, {"exp", RC_STEP_EXP}, {"log", RC_STEP_LOG},
    {"sin", RC_STEP_SIN},   {"cos", RC_STEP_COS}, {"atan", RC_STEP_ATAN},
};

#define FUNCTION_COUNT (sizeof functions / sizeof *functions)

static rc_status read_sum(reader *r);
static rc_status read_signed(reader *r);

static rc_status
fail(reader *r, size_t at, const char *message)
{
    r->error->offset = at;
    snprintf(r->error->message, sizeof r->error->message, "%s", message);
    return RC_INPUT;
}

/* What a builder's answer means at this place of the text. */
static rc_status
check(reader *r, size_t at, rc_fault fault)
{
    if (fault == RC_FAULT_NONE)
        return RC_OK;
    if (fault == RC_FAULT_NOMEM)
        return RC_NOMEM;
    return fail(r, at, rc_fault_text(fault));
}

static void
skip_space(reader *r)
{
    while (r->at < r->length && memchr(" \t\r\n", r->text[r->at], 4) != NULL)
        r->at++;
}

/* Skips white space; the byte that follows, or 0 at the end of the text. A
   zero byte in the text is 0 as well, and no token begins with it. */
static char
next_byte(reader *r)
{
    skip_space(r);
    return r->at < r->length ? r->text[r->at] : '\0';
}

static int
is_name_byte(char c, int first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (!first && c >= '0' && c <= '9');
}

/* "<wanted>, found <what is here>". */
static rc_status
fail_found(reader *r, const char *wanted)
{
    char found[32] = "the end";
    unsigned char c;

    if (r->at < r->length) {
        c = (unsigned char)r->text[r->at];
        if (c > 0x20 && c < 0x7f)
            snprintf(found, sizeof found, "'%c'", c);
        else
            snprintf(found, sizeof found, "the byte 0x%02x", c);
    }
    r->error->offset = r->at;
    snprintf(r->error->message, sizeof r->error->message, "%s, found %s",
             wanted, found);
    return RC_INPUT;
}

static rc_status
enter(reader *r, size_t at)
{
    if (r->nesting >= RC_NUMBER_MAX_NESTING)
        return fail(r, at, rc_fault_text(RC_FAULT_NESTING));
    r->nesting++;
    return RC_OK;
}

/* "( sum )"; the text is at the opening parenthesis. */
static rc_status
read_parentheses(reader *r)
{
    size_t open = r->at;
    rc_status status = enter(r, open);

    if (status != RC_OK)
        return status;
    r->at++;
    status = read_sum(r);
    if (status != RC_OK)
        return status;
    if (next_byte(r) != ')') {
        char wanted[80];

        snprintf(wanted, sizeof wanted,
                 "expected an operator, or ')' for the '(' at byte %zu", open);
        return fail_found(r, wanted);
    }
    r->at++;
    r->nesting--;
    return RC_OK;
}

static int
is_word(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

/* nan and its like in any case, as other programs print them. */
static int
is_not_finite(const char *text, size_t length)
{
    static const char *const words[] = {"nan", "inf", "infinity"};
    char lower[16];
    size_t k;

    if (length >= sizeof lower)
        return 0;
    for (k = 0; k < length; k++) {
        char c = text[k];

        lower[k] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    for (k = 0; k < sizeof words / sizeof *words; k++)
        if (is_word(lower, length, words[k]))
            return 1;
    return 0;
}

static rc_status
fail_unknown(reader *r, size_t start)
{
    size_t length = r->at - start;
    int shown = length > 40 ? 40 : (int)length;

    r->error->offset = start;
    snprintf(r->error->message, sizeof r->error->message,
             "unknown name '%.*s%s'; known are sqrt, exp, log, sin, cos, atan "
             "and pi",
             shown, r->text + start, length > 40 ? "..." : "");
    return RC_INPUT;
}

static rc_status
read_function(reader *r, size_t start, size_t which)
{
    char wanted[64];
    rc_status status;

    if (next_byte(r) != '(') {
        snprintf(wanted, sizeof wanted, "expected '(' after %s",
                 functions[which].name);
        return fail_found(r, wanted);
    }
    status = read_parentheses(r);
    if (status != RC_OK)
        return status;
    return check(r, start,
                 rc_builder_unary(&r->builder, functions[which].kind));
}

static rc_status
read_name(reader *r)
{
    size_t start = r->at, length, k;

    while (r->at < r->length && is_name_byte(r->text[r->at], r->at == start))
        r->at++;
    length = r->at - start;
    for (k = 0; k < FUNCTION_COUNT; k++)
        if (is_word(r->text + start, length, functions[k].name))
            return read_function(r, start, k);
    if (is_word(r->text + start, length, "pi"))
        return check(r, start, rc_builder_push_pi(&r->builder));
    if (is_not_finite(r->text + start, length))
        return fail(r, start, "numbers must be finite: nan and inf are not");
    return fail_unknown(r, start);
}

static rc_status
read_number(reader *r)
{
    size_t start = r->at, used = 0;
    rc_status status;
    fmpq_t q;

    fmpq_init(q);
    status =
        rc_literal_read(q, &used, r->text + start, r->length - start, r->error);
    if (status == RC_OK) {
        r->at += used;
        status = check(r, start, rc_builder_push_rational(&r->builder, q));
    } else if (status == RC_INPUT) {
        r->error->offset += start;
    }
    fmpq_clear(q);
    return status;
}

static rc_status
read_atom(reader *r)
{
    char c = next_byte(r);

    if (c == '(')
        return read_parentheses(r);
    if (c == '.' || (c >= '0' && c <= '9'))
        return read_number(r);
    if (is_name_byte(c, 1))
        return read_name(r);
    if (c == ')')
        return fail(r, r->at, "expected a number before ')'");
    return fail_found(r, "expected a number");
}

static rc_status
read_power(reader *r)
{
    rc_status status = read_atom(r);
    size_t at;

    if (status != RC_OK || next_byte(r) != '^')
        return status;
    at = r->at;
    status = enter(r, at); /* 2^2^2^... nests without parentheses */
    if (status != RC_OK)
        return status;
    r->at++;
    status = read_signed(r);
    r->nesting--;
    if (status != RC_OK)
        return status;
    return check(r, at, rc_builder_power(&r->builder));
}

static rc_status
read_signed(reader *r)
{
    int negative = 0;
    rc_status status;
    size_t at = 0;
    char c;

    for (c = next_byte(r); c == '+' || c == '-'; c = next_byte(r)) {
        negative ^= c == '-';
        at = r->at++;
    }
    status = read_power(r);
    if (status != RC_OK || !negative)
        return status;
    return check(r, at, rc_builder_unary(&r->builder, RC_STEP_NEGATE));
}

static rc_status
read_product(reader *r)
{
    rc_status status = read_signed(r);

    while (status == RC_OK) {
        char sign = next_byte(r);
        size_t at = r->at;

        if (sign != '*' && sign != '/')
            break;
        r->at++;
        status = read_signed(r);
        if (status == RC_OK)
            status = check(
                r, at,
                rc_builder_binary(&r->builder, sign == '*' ? RC_STEP_MULTIPLY
                                                           : RC_STEP_DIVIDE));
    }
    return status;
}

static rc_status
read_sum(reader *r)
{
    rc_status status = read_product(r);

    while (status == RC_OK) {
        char sign = next_byte(r);
        size_t at = r->at;

        if (sign != '+' && sign != '-')
            break;
        r->at++;
        status = read_product(r);
        if (status == RC_OK)
            status = check(
                r, at,
                rc_builder_binary(&r->builder, sign == '+' ? RC_STEP_ADD
                                                           : RC_STEP_SUBTRACT));
    }
    return status;
}

static rc_status
read_all(reader *r)
{
    rc_status status;

    if (r->length > RC_NUMBER_MAX_LENGTH)
        return fail(r, RC_NUMBER_MAX_LENGTH, rc_fault_text(RC_FAULT_LENGTH));
    skip_space(r);
    if (r->at == r->length)
        return fail(r, r->at, "expected a number, found nothing");
    status = read_sum(r);
    if (status != RC_OK)
        return status;
    skip_space(r);
    if (r->at == r->length)
        return RC_OK;
    if (r->text[r->at] == ')')
        return fail(r, r->at, "')' without a '('");
    return fail_found(r, "expected an operator or the end");
}

rc_status
rc_number_set_text(rc_number_t x, const char *text, size_t length,
                   rc_text_error *error)
{
    reader r;
    rc_status status;

    memset(&r, 0, sizeof r);
    r.text = text;
    r.length = length;
    r.error = error;
    rc_builder_init(&r.builder);
    status = read_all(&r);
    if (status == RC_OK)
        status = check(&r, 0, rc_builder_finish(&r.builder, x));
    rc_builder_clear(&r.builder);
    return status;
}
