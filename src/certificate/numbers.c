/* Numbers as the certificate's document writes them. */

#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>

#include "certificate/internal.h"

void
rc_certificate_put_null(rc_certificate *c, const char *key)
{
    if (rc_certificate_has_place(c, key))
        rc_certificate_put(c, key, json_null());
}

void
rc_certificate_put_number(rc_certificate *c, const char *key,
                          const rc_number_t x)
{
    char *text;

    if (!rc_certificate_has_place(c, key))
        return;
    text = rc_number_get_text(x);
    rc_certificate_put(c, key, text != NULL ? json_string(text) : NULL);
    free(text);
}

void
rc_certificate_put_matrix(rc_certificate *c, const char *key,
                          const rc_matrix_t m)
{
    rc_certificate_open_list(c, key);
    for (slong i = 0; i < m->rows; i++) {
        rc_certificate_open_list(c, NULL);
        for (slong j = 0; j < m->cols; j++)
            rc_certificate_put_number(c, NULL, rc_matrix_entry(m, i, j));
        rc_certificate_close(c);
    }
    rc_certificate_close(c);
}

void
rc_certificate_put_fmpq(rc_certificate *c, const char *key, const fmpq_t x)
{
    char *text;

    if (!rc_certificate_has_place(c, key))
        return;
    text = fmpq_get_str(NULL, 10, x);
    rc_certificate_put(c, key, json_string(text));
    flint_free(text);
}

/* "m*2^e" in memory of its own; NULL: out of memory. */
static char *
dyadic_text(const fmpz_t mantissa, const fmpz_t exponent)
{
    char *m = fmpz_get_str(NULL, 10, mantissa);
    char *e = fmpz_get_str(NULL, 10, exponent);
    size_t size = strlen(m) + strlen(e) + sizeof "*2^";
    char *text = malloc(size);

    if (text != NULL) {
        strcpy(text, m);
        strcat(text, "*2^");
        strcat(text, e);
    }
    flint_free(m);
    flint_free(e);
    return text;
}

void
rc_certificate_put_dyadic(rc_certificate *c, const char *key, const arf_t x)
{
    fmpz_t mantissa, exponent;
    char *text;

    if (!rc_certificate_has_place(c, key))
        return;
    if (!arf_is_finite(x)) {
        rc_certificate_fail(c, RC_DOMAIN);
        return;
    }
    if (arf_is_zero(x)) {
        rc_certificate_put(c, key, json_string("0"));
        return;
    }
    fmpz_init(mantissa);
    fmpz_init(exponent);
    arf_get_fmpz_2exp(mantissa, exponent, x); /* the mantissa is odd */
    text = dyadic_text(mantissa, exponent);
    rc_certificate_put(c, key, text != NULL ? json_string(text) : NULL);
    free(text);
    fmpz_clear(mantissa);
    fmpz_clear(exponent);
}

void
rc_certificate_put_places(rc_certificate *c, const char *key,
                          const slong *items, slong count)
{
    rc_certificate_open_list(c, key);
    for (slong k = 0; k < count; k++)
        rc_certificate_put_integer(c, NULL, items[k] + 1);
    rc_certificate_close(c);
}
