/* Reading numbers: sums of products of signed powers of atoms. */

#include <string.h>

#include "number_steps.h"

#define MAX_LENGTH 1048576
#define MAX_LITERAL_EXPONENT 100000

typedef struct {
    const char *text;
    size_t length, at;
    int nesting;
    const ck_limits *limits;
    const char *why;
} reader;

static int read_sum(reader *r, ck_number *x);
static int read_signed(reader *r, ck_number *x);

static char
peek(const reader *r)
{
    return r->at < r->length ? r->text[r->at] : '\0';
}

/* The next byte that is no blank. */
static char
next(reader *r)
{
    while (r->at < r->length && memchr(" \t\r\n", r->text[r->at], 4) != NULL)
        r->at++;
    return peek(r);
}

static int
fail(reader *r, const char *why)
{
    r->why = why;
    return 0;
}

static int
enter(reader *r)
{
    if (++r->nesting > CK_MAX_NESTING)
        return fail(r, "brackets are nested too deep");
    return 1;
}

/* ---- Literals ---- */

static int
digit_of(char c, int base)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (base == 16 && c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (base == 16 && c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Digits with at most one point into x's numerator; *scale = how many stood
   behind the point. The bytes used, 0 when there is no digit. */
static size_t
read_digits(mpz_t x, size_t *scale, const char *text, size_t length, int base)
{
    char *digits = ck_allocate(length + 1, 1);
    size_t k, count = 0;
    int point = 0;

    *scale = 0;
    for (k = 0; k < length; k++) {
        if (text[k] == '.' && !point) {
            point = 1;
            continue;
        }
        if (digit_of(text[k], base) < 0)
            break;
        digits[count++] = text[k];
        *scale += point != 0;
    }
    if (count == 0 || mpz_set_str(x, digits, base) != 0)
        k = 0;
    ck_release(digits);
    return k;
}

/* An exponent: mark, sign, digits. The bytes used, 0 when there is none. */
static size_t
read_exponent(long *exponent, const char *text, size_t length, char mark,
              const char **why)
{
    size_t at = 1, first;
    int negative;

    *exponent = 0;
    if (length == 0 || (text[0] | 0x20) != mark)
        return 0;
    negative = at < length && text[at] == '-';
    at += at < length && (text[at] == '-' || text[at] == '+');
    first = at;
    for (; at < length && digit_of(text[at], 10) >= 0; at++)
        if (*exponent <= MAX_LITERAL_EXPONENT)
            *exponent = 10 * *exponent + digit_of(text[at], 10);
    if (at == first)
        *why = "an exponent without digits";
    else if (*exponent > MAX_LITERAL_EXPONENT)
        *why = "an exponent of more than 100000";
    if (negative)
        *exponent = -*exponent;
    return at;
}

/* x = x base^e. */
static void
scale_by(mpq_t x, unsigned long base, long e)
{
    mpz_t power;

    mpz_init(power);
    mpz_ui_pow_ui(power, base, e < 0 ? -(unsigned long)e : (unsigned long)e);
    if (e < 0)
        mpz_mul(mpq_denref(x), mpq_denref(x), power);
    else
        mpz_mul(mpq_numref(x), mpq_numref(x), power);
    mpq_canonicalize(x);
    mpz_clear(power);
}

size_t
ck_literal(mpq_t x, const char *text, size_t length, const char **why)
{
    const int hex = length > 1 && text[0] == '0' && (text[1] | 0x20) == 'x';
    const size_t head = hex ? 2 : 0;
    size_t scale, used, tail;
    long exponent;

    *why = NULL;
    mpq_set_ui(x, 0, 1);
    used = read_digits(mpq_numref(x), &scale, text + head, length - head,
                       hex ? 16 : 10);
    if (used == 0) {
        *why = "expected digits";
        return 0;
    }
    used += head;
    tail = read_exponent(&exponent, text + used, length - used, hex ? 'p' : 'e',
                         why);
    if (*why != NULL)
        return 0;
    scale_by(x, hex ? 16 : 10, -(long)scale);
    scale_by(x, hex ? 2 : 10, exponent);
    return used + tail;
}

/* ---- Atoms and operations ---- */

static int
read_brackets(reader *r, ck_number *x)
{
    if (!enter(r))
        return 0;
    r->at++;
    if (!read_sum(r, x))
        return 0;
    if (next(r) != ')')
        return fail(r, "expected ')'");
    r->at++;
    r->nesting--;
    return 1;
}

static int
read_name(reader *r, ck_number *x)
{
    static const struct {
        const char *name;
        ck_step_kind kind;
    } functions[] = {
        {"sqrt", CK_STEP_SQRT}, {"exp", CK_STEP_EXP}, {"log", CK_STEP_LOG},
        {"sin", CK_STEP_SIN},   {"cos", CK_STEP_COS}, {"atan", CK_STEP_ATAN},
    };
    const size_t start = r->at;
    size_t size;

    while (peek(r) >= 'a' && peek(r) <= 'z')
        r->at++;
    size = r->at - start;
    if (size == 2 && memcmp(r->text + start, "pi", 2) == 0)
        return ck_fold_pi(x);
    for (size_t k = 0; k < sizeof functions / sizeof *functions; k++)
        if (strlen(functions[k].name) == size &&
            memcmp(r->text + start, functions[k].name, size) == 0) {
            if (next(r) != '(')
                return fail(r, "expected '(' after a function");
            return read_brackets(r, x) &&
                   ck_fold_unary(x, functions[k].kind, &r->why);
        }
    return fail(r, "an unknown name");
}

static int
read_atom(reader *r, ck_number *x)
{
    const char c = next(r);
    size_t used;

    if (c == '(')
        return read_brackets(r, x);
    if (c >= 'a' && c <= 'z')
        return read_name(r, x);
    if (c != '.' && digit_of(c, 10) < 0)
        return fail(r, "expected a number");
    ck_number_become(x, 0);
    used = ck_literal(x->rational, r->text + r->at, r->length - r->at, &r->why);
    r->at += used;
    return used > 0;
}

static int
read_power(reader *r, ck_number *x)
{
    ck_number exponent;
    int good;

    if (!read_atom(r, x))
        return 0;
    if (next(r) != '^')
        return 1;
    if (!enter(r))
        return 0;
    r->at++;
    ck_number_init(&exponent);
    good = read_signed(r, &exponent) &&
           ck_fold_power(x, &exponent, r->limits, &r->why);
    ck_number_clear(&exponent);
    r->nesting--;
    return good;
}

static int
read_signed(reader *r, ck_number *x)
{
    int negative = 0;

    for (char c = next(r); c == '+' || c == '-'; c = next(r)) {
        negative ^= c == '-';
        r->at++;
    }
    return read_power(r, x) &&
           (!negative || ck_fold_unary(x, CK_STEP_NEGATE, &r->why));
}

/* x and what follows it, joined by the two signs, each read by `part`. */
static int
read_chain(reader *r, ck_number *x, const char *signs, ck_step_kind first,
           int (*part)(reader *, ck_number *))
{
    int good = part(r, x);

    while (good && next(r) != '\0' && strchr(signs, peek(r)) != NULL) {
        const ck_step_kind kind =
            peek(r) == signs[0] ? first : (ck_step_kind)(first + 1);
        ck_number y;

        r->at++;
        ck_number_init(&y);
        good = part(r, &y) && ck_fold_binary(x, &y, kind, &r->why);
        ck_number_clear(&y);
    }
    return good;
}

static int
read_product(reader *r, ck_number *x)
{
    return read_chain(r, x, "*/", CK_STEP_MULTIPLY, read_signed);
}

static int
read_sum(reader *r, ck_number *x)
{
    return read_chain(r, x, "+-", CK_STEP_ADD, read_product);
}

/* ---- The whole text ---- */

static int
is_normal_form(const ck_number *x, const char *text, size_t length)
{
    char *normal = ck_number_text(x);
    const int same =
        strlen(normal) == length && memcmp(normal, text, length) == 0;

    ck_release(normal);
    return same;
}

static int
read_all(reader *r, ck_number *x, int strict)
{
    if (r->length > MAX_LENGTH)
        return fail(r, "a number of more than 1048576 characters");
    if (!read_sum(r, x))
        return 0;
    if (next(r) != '\0' || r->at != r->length)
        return fail(r, "expected an operator or the end");
    if (strict && !is_normal_form(x, r->text, r->length))
        return fail(r, "not in normal form");
    return 1;
}

int
ck_number_parse(ck_number *x, const char *text, size_t length, int strict,
                const ck_limits *limits, const char **why)
{
    reader r = {.text = text, .length = length, .limits = limits};
    ck_number made;
    int good;

    ck_number_init(&made);
    good = read_all(&r, &made, strict);
    if (good)
        ck_number_swap(x, &made);
    *why = r.why;
    ck_number_clear(&made);
    return good;
}

/* ---- From nodes ---- */

int
ck_read_number(const ck_node *node, ck_number *x)
{
    const char *text, *why;

    if (!ck_text(node, &text))
        return 0;
    if (!ck_number_parse(x, text, strlen(text), 1, node->o->limits, &why))
        return ck_node_malformed(node, "'%.60s' is not a number: %s", text,
                                 why);
    return 1;
}

int
ck_read_rational(const ck_node *node, mpq_t x)
{
    ck_number number;
    int good;

    ck_number_init(&number);
    good = ck_read_number(node, &number);
    if (good && number.expression != NULL)
        good = ck_node_malformed(node, "expected a rational");
    if (good)
        mpq_set(x, number.rational);
    ck_number_clear(&number);
    return good;
}

/* The digits of text before "*2^", an odd integer in shortest form. */
static int
read_mantissa(const ck_node *node, mpz_t m, const char *text, size_t length)
{
    const size_t sign = text[0] == '-';
    char *digits;
    int good;

    if (length > MAX_LENGTH)
        return ck_node_malformed(node, "limit: a mantissa too long");
    if (length <= sign || text[sign] == '0' ||
        strspn(text + sign, "0123456789") != length - sign)
        return ck_node_malformed(node, "'%.40s' is not a dyadic number", text);
    digits = ck_allocate(length + 1, 1);
    memcpy(digits, text, length);
    good = mpz_set_str(m, digits, 10) == 0;
    ck_release(digits);
    if (!good || mpz_even_p(m))
        return ck_node_malformed(node, "'%.40s': the mantissa must be odd",
                                 text);
    return 1;
}

/* A decimal integer in shortest form within the limit on exponents. */
static int
read_binary_exponent(const ck_node *node, long *e, const char *text)
{
    const size_t sign = text[0] == '-', length = strlen(text);
    long value = 0;

    if (length == sign || strspn(text + sign, "0123456789") != length - sign ||
        (text[sign] == '0' && length > 1))
        return ck_node_malformed(node, "'%.40s' is not an exponent", text);
    for (size_t k = sign; k < length; k++) {
        value = 10 * value + (text[k] - '0');
        if (value > node->o->limits->max_exponent)
            return ck_node_malformed(node, "limit: an exponent beyond %ld",
                                     node->o->limits->max_exponent);
    }
    *e = sign ? -value : value;
    return 1;
}

int
ck_read_dyadic(const ck_node *node, mpfr_t x)
{
    const char *text, *star;
    mpz_t m;
    long e = 0;
    int good;

    mpfr_init2(x, MPFR_PREC_MIN < 2 ? 2 : MPFR_PREC_MIN);
    mpfr_set_zero(x, 1);
    if (!ck_text(node, &text))
        return 0;
    if (strcmp(text, "0") == 0)
        return 1;
    star = strstr(text, "*2^");
    if (star == NULL)
        return ck_node_malformed(node, "'%.40s' is not a dyadic number", text);
    mpz_init(m);
    good = read_mantissa(node, m, text, (size_t)(star - text)) &&
           read_binary_exponent(node, &e, star + 3);
    if (good && mpz_sizeinbase(m, 2) > (size_t)node->o->limits->max_bits)
        good =
            ck_node_malformed(node, "limit: a mantissa of more than %ld bits",
                              node->o->limits->max_bits);
    if (good) {
        if (mpz_sizeinbase(m, 2) > 2)
            mpfr_set_prec(x, (mpfr_prec_t)mpz_sizeinbase(m, 2));
        mpfr_set_z_2exp(x, m, e, MPFR_RNDN); /* exact */
    }
    mpz_clear(m);
    return good;
}
