/* Numbers written with digits: decimals and hexadecimal floats, exactly. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact/expression.h"

/* More digits than a value within RC_NUMBER_MAX_BITS can have: 316000 decimal
   ones are over 2^1049000. */
enum { MOST_DECIMALS = 316000, MOST_HEXADECIMALS = RC_NUMBER_MAX_BITS / 4 + 1 };

typedef struct {
    const char *text;
    size_t length, at;
    int base;
    char *digits;           /* of the value, without point and leading zeros */
    size_t count, fraction; /* of them, and of those after the point */
    rc_text_error *error;
} literal;

static rc_status
fail(literal *l, size_t at, const char *message)
{
    l->error->offset = at;
    snprintf(l->error->message, sizeof l->error->message, "%s", message);
    return RC_INPUT;
}

/* The byte `ahead` of the place reached, 0 past the end. */
static char
peek(const literal *l, size_t ahead)
{
    return l->at + ahead < l->length ? l->text[l->at + ahead] : '\0';
}

static int
is_digit(char c, int base)
{
    return (c >= '0' && c <= '9') ||
           (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
}

/* Takes a run of digits; returns how many there were. */
static size_t
take_digits(literal *l)
{
    size_t start = l->at;

    for (; is_digit(peek(l, 0), l->base); l->at++)
        if (l->count > 0 || l->text[l->at] != '0')
            l->digits[l->count++] = l->text[l->at];
    return l->at - start;
}

static rc_status
read_digits(literal *l)
{
    size_t start = l->at, whole = take_digits(l), fraction = 0;

    if (peek(l, 0) == '.') {
        l->at++;
        fraction = take_digits(l);
    }
    l->fraction = fraction;
    if (peek(l, 0) == '_')
        return fail(l, l->at, "digits are not grouped with '_'");
    if (whole + fraction > 0)
        return RC_OK;
    return l->base == 16
               ? fail(l, start, "0x needs hexadecimal digits, as in 0x1.8p-3")
               : fail(l, start, "a point needs digits beside it, as in 0.5");
}

/* Reads what follows 'e' or 'p': an optional sign and decimal digits. */
static rc_status
read_exponent(literal *l, slong *exponent)
{
    size_t start = l->at++;
    int negative = peek(l, 0) == '-';

    if (negative || peek(l, 0) == '+')
        l->at++;
    if (!is_digit(peek(l, 0), 10))
        return fail(l, start,
                    l->base == 16 ? "an exponent needs digits, as in 0x1.8p-3"
                                  : "an exponent needs digits, as in 1.5e-3");
    for (; is_digit(peek(l, 0), 10); l->at++) {
        *exponent = 10 * *exponent + (peek(l, 0) - '0');
        if (*exponent > RC_NUMBER_MAX_EXPONENT)
            return fail(
                l, start,
                "an exponent over " RC_CAP_TEXT(RC_NUMBER_MAX_EXPONENT));
    }
    if (peek(l, 0) == '_')
        return fail(l, l->at, "digits are not grouped with '_'");
    if (negative)
        *exponent = -*exponent;
    return RC_OK;
}

/* q = q 2^scale. */
static void
scale_by_two(fmpq_t q, slong scale)
{
    if (scale < 0)
        fmpq_div_2exp(q, q, (flint_bitcnt_t)-scale);
    else
        fmpq_mul_2exp(q, q, (flint_bitcnt_t)scale);
}

/* q = q 10^scale. */
static void
scale_by_ten(fmpq_t q, slong scale)
{
    fmpz_t power;

    fmpz_init(power);
    fmpz_ui_pow_ui(power, 10, (ulong)(scale < 0 ? -scale : scale));
    if (scale < 0)
        fmpq_div_fmpz(q, q, power);
    else
        fmpq_mul_fmpz(q, q, power);
    fmpz_clear(power);
}

/* q = what the digits and the exponent say. */
static rc_status
set_value(fmpq_t q, literal *l, slong exponent)
{
    slong per_digit = l->base == 16 ? 4 : 1;
    slong most = l->base == 16 ? MOST_HEXADECIMALS : MOST_DECIMALS;
    slong scale;

    fmpq_zero(q);
    if (l->count == 0)
        return RC_OK;
    for (; l->fraction > 0 && l->digits[l->count - 1] == '0'; l->fraction--)
        l->count--;
    scale = exponent - per_digit * (slong)l->fraction;
    if ((slong)l->count > most || -scale > per_digit * most)
        return fail(l, 0, rc_fault_text(RC_FAULT_BITS));
    l->digits[l->count] = '\0';
    if (fmpz_set_str(fmpq_numref(q), l->digits, l->base) != 0)
        return fail(l, 0, "not a number");
    if (l->base == 16)
        scale_by_two(q, scale);
    else
        scale_by_ten(q, scale);
    return RC_OK;
}

static rc_status
read_literal(fmpq_t q, literal *l)
{
    slong exponent = 0;
    rc_status status;
    char mark;

    if (peek(l, 0) == '0' && (peek(l, 1) == 'x' || peek(l, 1) == 'X')) {
        l->base = 16;
        l->at = 2;
    }
    status = read_digits(l);
    if (status != RC_OK)
        return status;
    mark = peek(l, 0);
    if (l->base == 16 ? mark == 'p' || mark == 'P' : mark == 'e' || mark == 'E')
        status = read_exponent(l, &exponent);
    return status == RC_OK ? set_value(q, l, exponent) : status;
}

/* Bytes from the start that can be digits: what read_digits may store. */
static size_t
digits_room(const char *text, size_t length)
{
    size_t k = 0;

    while (k < length && (is_digit(text[k], 16) || text[k] == '.' ||
                          text[k] == 'x' || text[k] == 'X'))
        k++;
    return k;
}

rc_status
rc_literal_read(fmpq_t q, size_t *used, const char *text, size_t length,
                rc_text_error *error)
{
    literal l = {text, length, 0, 10, NULL, 0, 0, error};
    rc_status status;

    l.digits = malloc(digits_room(text, length) + 1);
    if (l.digits == NULL)
        return RC_NOMEM;
    status = read_literal(q, &l);
    free(l.digits);
    *used = l.at;
    return status;
}
