/* Decimal bounds of balls, rounded outward, in integers only. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact/expression.h"

/* Room for the digits, a sign, a point, zeros in front and an exponent. */
enum { MOST_DIGITS = 1000, ROOM = MOST_DIGITS + 64 };

/* Written plainly when the leading digit has a weight from 10^-5 on and no
   zeros need filling in behind. */
enum { LEAST_PLAIN = -5 };

/* Beyond these the bounds are coarse, so that every text has an exponent that
   can be read: 2^332193 > 10^100000 and 2^-332192 < 10^-99999. */
enum { LARGEST_BITS = 332193, SMALLEST_BITS = -332192 };

/* A copy with an optional minus sign in front. */
static char *
copy_text(const char *text, int negative)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size + (negative ? 1 : 0));

    if (copy == NULL)
        return NULL;
    if (negative)
        copy[0] = '-';
    memcpy(copy + (negative ? 1 : 0), text, size);
    return copy;
}

/* q = m 2^e / 10^k, rounded up or down. */
static void
scale(fmpz_t q, const fmpz_t m, slong e, slong k, int up)
{
    fmpz_t den;

    fmpz_init(den);
    fmpz_ui_pow_ui(den, 10, (ulong)(k < 0 ? -k : k));
    if (k < 0) {
        fmpz_mul(q, m, den);
        fmpz_one(den);
    } else {
        fmpz_set(q, m);
    }
    if (e < 0)
        fmpz_mul_2exp(den, den, (ulong)-e);
    else
        fmpz_mul_2exp(q, q, (ulong)e);
    if (up)
        fmpz_cdiv_q(q, q, den);
    else
        fmpz_fdiv_q(q, q, den);
    fmpz_clear(den);
}

/* Writes 0.d1d2d3... * 10^(weight + 1) without zeros at the end. */
static void
write_digits(char *text, char *digits, slong weight)
{
    size_t count = strlen(digits);

    while (count > 1 && digits[count - 1] == '0')
        digits[--count] = '\0';
    if (weight >= 0 && (size_t)weight + 1 >= count &&
        weight < (slong)count + 5) { /* 1200 rather than 1.2e3 */
        snprintf(text, ROOM, "%s%.*s", digits, (int)weight + 1 - (int)count,
                 "00000");
    } else if (weight >= 0 && (size_t)weight + 1 < count) {
        snprintf(text, ROOM, "%.*s.%s", (int)weight + 1, digits,
                 digits + weight + 1);
    } else if (weight < 0 && weight >= LEAST_PLAIN) {
        snprintf(text, ROOM, "0.%.*s%s", (int)(-weight - 1), "00000", digits);
    } else {
        snprintf(text, ROOM, "%c%s%se%ld", digits[0], count > 1 ? "." : "",
                 digits + 1, (long)weight);
    }
}

/* The digits of m 2^e > 0, rounded up or down to `digits` of them. */
static void
write_magnitude(char *text, const fmpz_t m, slong e, slong digits, int up)
{
    /* 2^(bits - 1) <= m 2^e, and 30103 / 10^5 is log10 2 to seven places: at
       most the weight of the leading digit. From below, for from above a
       quotient rounded up to a power of ten looks like one of its weight. */
    slong bits = (slong)fmpz_bits(m) + e;
    slong weight = (bits - 1) * 30103 / 100000 - 1;
    char written[MOST_DIGITS + 2];
    fmpz_t q, limit;

    fmpz_init(q);
    fmpz_init(limit);
    fmpz_ui_pow_ui(limit, 10, (ulong)digits);
    scale(q, m, e, weight - digits + 1, up);
    while (fmpz_cmp(q, limit) >= 0)
        scale(q, m, e, ++weight - digits + 1, up);
    fmpz_get_str(written, 10, q);
    write_digits(text, written, weight);
    fmpz_clear(q);
    fmpz_clear(limit);
}

/* A bound of |u| from above or from below as text; u is finite, not zero. */
static void
write_bound(char *text, const arf_t u, slong digits, int up)
{
    fmpz_t m, e, bits;

    fmpz_init(m);
    fmpz_init(e);
    fmpz_init(bits);
    arf_get_fmpz_2exp(m, e, u);
    fmpz_abs(m, m);
    fmpz_add_ui(bits, e, (ulong)fmpz_bits(m)); /* |u| < 2^bits */
    if (fmpz_cmp_si(bits, LARGEST_BITS) > 0)
        strcpy(text, up ? "inf" : "1e100000");
    else if (fmpz_cmp_si(bits, SMALLEST_BITS) <= 0)
        strcpy(text, up ? "1e-99999" : "0");
    else
        write_magnitude(text, m, fmpz_get_si(e), digits, up);
    fmpz_clear(m);
    fmpz_clear(e);
    fmpz_clear(bits);
}

/* The upper or the lower end of x. */
static char *
bound(const arb_t x, slong digits, int up)
{
    char text[ROOM];
    arf_t u;
    int sign;

    if (arf_is_nan(arb_midref(x)))
        return copy_text("nan", 0);
    if (mag_is_inf(arb_radref(x)))
        return copy_text("inf", !up);
    if (arf_is_inf(arb_midref(x)))
        return copy_text("inf", arf_sgn(arb_midref(x)) < 0);
    digits = digits < 1 ? 1 : digits > MOST_DIGITS ? MOST_DIGITS : digits;
    arf_init(u);
    /* Ten bits for three digits, and enough not to be felt. */
    if (up)
        arb_get_ubound_arf(u, x, 4 * digits + 64);
    else
        arb_get_lbound_arf(u, x, 4 * digits + 64);
    sign = arf_sgn(u);
    if (sign == 0)
        strcpy(text, "0");
    else
        write_bound(text, u, digits, up ? sign > 0 : sign < 0);
    arf_clear(u);
    return copy_text(text, sign < 0 && strcmp(text, "0") != 0);
}

char *
rc_decimal_lower(const arb_t x, slong digits)
{
    return bound(x, digits, 0);
}

char *
rc_decimal_upper(const arb_t x, slong digits)
{
    return bound(x, digits, 1);
}
