/* Numbers >= 0 of a bound: each by an enclosure and, where it is rational,
   exactly. Comparisons try the enclosures first. */

#ifndef RANKCERT_CHECKER_MAGNITUDE_H
#define RANKCERT_CHECKER_MAGNITUDE_H

#include "quantity.h"

typedef struct {
    mpfi_t enclosure; /* of what is >= 0, though its lower end may be below */
    int exact;
    mpq_t rational; /* the number itself, when exact */
} ck_magnitude;

void ck_magnitude_init(ck_magnitude *x, long prec); /* exactly 0 */
void ck_magnitude_clear(ck_magnitude *x);

void ck_magnitude_set(ck_magnitude *x, mpq_srcptr value);
/* Not exact. */
void ck_magnitude_set_interval(ck_magnitude *x, mpfi_srcptr enclosure);
/* 1 when the enclosure is bounded. */
int ck_magnitude_set_number(ck_magnitude *x,
                            const ck_number *value) CK_MUST_CHECK;
void ck_magnitude_copy(ck_magnitude *x, const ck_magnitude *from);

/* x = x y; y may be x. */
void ck_magnitude_multiply(ck_magnitude *x, const ck_magnitude *y);
void ck_magnitude_multiply_rational(ck_magnitude *x, mpq_srcptr y);

/* Is x <= y? Equality counts where both are exact, or the ends of the
   enclosures meet. */
ck_answer ck_magnitude_at_most(const ck_magnitude *x, const ck_magnitude *y);

/* scale times base to the exponent >= 0, 0^0 being 1. All borrowed. */
typedef struct {
    const ck_magnitude *scale, *base;
    mpz_srcptr exponent;
} ck_power;

/* Is x <= power; is power <= x? Powers that would have more than
   CK_POWER_BITS bits are known by their enclosures alone. */
enum { CK_POWER_BITS = 1 << 24 };
ck_answer ck_at_most_power(const ck_magnitude *x, const ck_power *power);
ck_answer ck_power_at_most(const ck_power *power, const ck_magnitude *x);

/* y (initialised) = an enclosure of the power. */
void ck_power_enclose(mpfi_ptr y, const ck_power *power);

/* For messages. */
void ck_magnitude_text(char text[80], const ck_magnitude *x);
void ck_power_text(char text[80], const ck_power *power);

#endif
