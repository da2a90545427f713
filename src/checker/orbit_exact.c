/* Claim kind `orbit`: comparisons over the rationals, by squares (R28). */

#include "orbit.h"
#include "rational_orbit.h"

typedef void (*square_function)(mpq_t square, const ck_qmatrix *X);

static square_function
square_of(ck_quantity_kind kind)
{
    switch (kind) {
    case CK_MU:
        return ck_mu_square;
    case CK_DIAMETER:
        return ck_diameter_square;
    case CK_NORM_MAX:
        return ck_norm_max_square;
    default:
        return NULL;
    }
}

int
ck_orbit_read_bound(ck_outcome *o, ck_orbit_demand *d)
{
    if (square_of(d->check->quantity.kind) == NULL)
        return ck_reject(o, "check %zu: %s is not compared exactly", d->number,
                         d->check->name);
    if (!ck_number_square(d->square, &d->sign, &d->check->bound))
        return ck_reject(o,
                         "check %zu: the bound's square is not seen to be "
                         "rational",
                         d->number);
    return 1;
}

/* The sign of q - b, for a quantity q >= 0 with that square. */
static int
compare(mpq_srcptr square, const ck_orbit_demand *d)
{
    return d->sign < 0 ? 1 : mpq_cmp(square, d->square);
}

/* For messages: the fraction, or an interval about a long one. */
static void
write_fraction(char text[80], mpq_srcptr x)
{
    mpfi_t enclosure;

    /* no test can see this: it is about the length of a message */
    if (mpz_sizeinbase(mpq_numref(x), 10) + mpz_sizeinbase(mpq_denref(x), 10) <
        70) {
        gmp_snprintf(text, 80, "%Qd", x);
        return;
    }
    mpfi_init2(enclosure, 64);
    mpfi_set_q(enclosure, x);
    ck_interval_text(text, enclosure);
    mpfi_clear(enclosure);
}

static int
check_demand(ck_outcome *o, const ck_orbit_demand *d, const ck_qmatrix *X,
             long t)
{
    char is[80], bound[80];
    mpq_t square;
    int order, good;

    mpq_init(square);
    square_of(d->check->quantity.kind)(square, X);
    order = compare(square, d);
    good = order == 0 ? !d->differ
                      /* no test can see this made >= 0: it is not 0 */
                      : (order > 0) == d->above;
    if (!good) {
        write_fraction(is, square);
        write_fraction(bound, d->square);
        ck_reject(o,
                  "check %zu: the square of %s at layer %ld (%s) is not %s "
                  "that of the bound (%s%s)",
                  d->number, d->check->name, t, is,
                  d->differ  ? d->above ? "more than" : "less than"
                  : d->above ? "at least"
                             : "at most",
                  d->sign < 0 ? "negative, " : "", bound);
    }
    mpq_clear(square);
    return good;
}

static int
check_layer(ck_outcome *o, const ck_orbit_demands *list,
            const ck_rational_orbit *orbit)
{
    for (size_t k = 0; k < list->count; k++) {
        const ck_orbit_demand *d = &list->demands[k];

        if (d->exact && d->first <= orbit->t && orbit->t <= d->last &&
            !check_demand(o, d, &orbit->X, orbit->t))
            return 0;
    }
    return 1;
}

/* The last layer that is compared exactly; -1: there is none. */
static long
last_layer(const ck_orbit_demands *list)
{
    long last = -1;

    for (size_t k = 0; k < list->count; k++)
        /* no test can see this: going on would only cost time */
        if (list->demands[k].exact && list->demands[k].last > last)
            last = list->demands[k].last;
    return last;
}

int
ck_orbit_check_exact(const ck_certificate *c, const ck_orbit_demands *list)
{
    const long last = last_layer(list);
    ck_rational_orbit orbit;
    int good;

    if (last < 0)
        return 1;
    good = ck_rational_orbit_init(c->o, &orbit, &c->model, &c->start) &&
           check_layer(c->o, list, &orbit);
    /* no test can see this: the first failure is kept, and more costs time */
    while (good && orbit.t < last)
        good = ck_rational_orbit_step(c->o, &orbit) &&
               check_layer(c->o, list, &orbit);
    ck_rational_orbit_clear(&orbit);
    return good;
}
