/* A proof of one group of tokens: solution, uniqueness, detached, inside. */

#include "proof.h"

#include <stdio.h>

/* ---- Radii ---- */

static int
read_positive(const ck_node *node, mpfr_t x)
{
    if (!ck_read_dyadic(node, x))
        return 0;
    if (mpfr_sgn(x) <= 0)
        return ck_node_malformed(node, "a radius is to be positive");
    return 1;
}

int
ck_read_radii(const ck_node *node, ck_radii *radii)
{
    mpfr_ptr each[3] = {radii->e, radii->r, radii->u};
    ck_node one;
    size_t count;
    int good = ck_list(node, 3, 3, &count);

    for (size_t k = 0; k < 3; k++) {
        ck_item(&one, node, k);
        good = read_positive(&one, each[k]) && good;
    }
    if (mpfr_cmp(radii->u, radii->r) > 0)
        return ck_node_malformed(node, "radii [e, r, u] with u > r");
    return good;
}

void
ck_radii_clear(ck_radii *radii)
{
    mpfr_clears(radii->e, radii->r, radii->u, (mpfr_ptr)NULL);
}

/* ---- Boxes ---- */

/* x = x +- radius, rounded outwards. */
static void
widen(mpfi_ptr x, mpfr_srcptr radius)
{
    mpfr_sub(&x->left, &x->left, radius, MPFR_RNDD);
    mpfr_add(&x->right, &x->right, radius, MPFR_RNDU);
}

/* 1 when every number in x has an absolute value of at most (strictly: below)
   the radius. */
static int
is_within(mpfi_srcptr x, mpfr_srcptr radius, int strictly)
{
    const int most = strictly ? -1 : 0;

    return ck_is_bounded(x) && mpfr_cmpabs(&x->left, radius) <= most &&
           mpfr_cmpabs(&x->right, radius) <= most;
}

/* "what: token 3, coordinate 2: name = [1, 2] is not inside +-0.5" */
static int
not_within(ck_outcome *o, const char *what, const char *place, const char *name,
           mpfi_srcptr x, mpfr_srcptr radius)
{
    char text[80], bound[40];

    ck_interval_text(text, x);
    mpfr_snprintf(bound, sizeof bound, "%.12RDg", radius);
    return ck_uncertain(o, "%s: %s: %s = %s is not certified inside +-%s", what,
                        place, name, text, bound);
}

/* ---- K inside the box ---- */

/* What is asked of one box about the centre. */
typedef struct {
    ck_outcome *o;
    const char *what; /* the condition's name */
    const ck_system *system;
    const ck_imatrix *centre, *lambda;
    mpfr_srcptr radius;
} question;

/* lambda - radius > 0 for every token of the group. */
static int
lambda_is_positive(const question *q)
{
    char text[80], bound[40];

    for (long i = q->system->first; i < q->system->last; i++) {
        mpfi_srcptr lambda = ck_imatrix_at(q->lambda, i, 0);

        if (mpfr_greater_p(&lambda->left, q->radius))
            continue;
        ck_interval_text(text, lambda);
        mpfr_snprintf(bound, sizeof bound, "%.12RUg", q->radius);
        return ck_uncertain(q->o,
                            "%s: token %ld: lambda = %s is not certified above "
                            "the radius %s",
                            q->what, i + 1, text, bound);
    }
    return 1;
}

/* shift = K - c over the box, which is made in box and box_lambda. */
static int
put_shift(ck_imatrix *shift, const question *q, ck_imatrix *box,
          ck_imatrix *box_lambda)
{
    ck_imatrix_set(box, q->centre);
    ck_imatrix_set(box_lambda, q->lambda);
    for (long u = 0; u < shift->rows; u++)
        widen(ck_system_unknown(q->system, box, box_lambda, u), q->radius);
    if (ck_krawczyk_shift(shift, q->system, q->centre, q->lambda, box,
                          box_lambda))
        return 1;
    return ck_uncertain(q->o,
                        "%s: tokens %ld to %ld: K is not finite, or no "
                        "approximate inverse was found",
                        q->what, q->system->first + 1, q->system->last);
}

/* K - c in the interior of +- radius: so is K in the box's, whatever the
   centre's last places are rounded to. */
static int
shift_is_interior(const question *q, const ck_imatrix *shift)
{
    const long k = q->system->layer->dim;
    char place[64];

    for (long u = 0; u < shift->rows; u++) {
        const long i = q->system->first + u / (k + 1) + 1, a = u % (k + 1);

        if (is_within(shift->entries[u], q->radius, 1))
            continue;
        if (a < k)
            snprintf(place, sizeof place, "token %ld, coordinate %ld", i,
                     a + 1);
        else
            snprintf(place, sizeof place, "token %ld, lambda", i);
        return not_within(q->o, q->what, place, "K - c", shift->entries[u],
                          q->radius);
    }
    return 1;
}

/* shift (size x 1, initialised) = K - c; 1 when the condition holds. */
static int
has_one_zero(const question *q, ck_imatrix *shift)
{
    ck_imatrix box, lambda;
    int good;

    ck_imatrix_init(&box, q->centre->rows, q->centre->cols, shift->prec);
    ck_imatrix_init(&lambda, q->lambda->rows, 1, shift->prec);
    good = lambda_is_positive(q) && put_shift(shift, q, &box, &lambda) &&
           shift_is_interior(q, shift);
    ck_imatrix_clear(&lambda);
    ck_imatrix_clear(&box);
    return good;
}

int
ck_check_solution(ck_outcome *o, ck_imatrix *solved, ck_imatrix *solved_lambda,
                  const ck_system *system, const ck_imatrix *centre,
                  const ck_imatrix *centre_lambda, mpfr_srcptr e)
{
    const question q = {o, "solution", system, centre, centre_lambda, e};
    ck_imatrix shift;
    int good;

    ck_imatrix_init(&shift, ck_system_size(system), 1, system->layer->prec);
    good = has_one_zero(&q, &shift);
    for (long u = 0; u < shift.rows; u++)
        mpfi_add(ck_system_unknown(system, solved, solved_lambda, u),
                 ck_system_unknown(system, centre, centre_lambda, u),
                 shift.entries[u]);
    ck_imatrix_clear(&shift);
    return good;
}

/* ---- Uniqueness among the tokens ---- */

/* product - lambda in +- r for every token of the group; product is used up. */
static int
products_are_near(ck_outcome *o, const ck_imatrix *product,
                  const ck_system *system, const ck_imatrix *centre_lambda,
                  mpfr_srcptr r)
{
    char place[64];

    for (long i = system->first; i < system->last; i++) {
        mpfi_ptr gap = ck_imatrix_at(product, i, 0);

        mpfi_sub(gap, gap, ck_imatrix_at(centre_lambda, i, 0));
        if (is_within(gap, r, 0))
            continue;
        snprintf(place, sizeof place, "token %ld", i + 1);
        return not_within(o, "detached", place, "<y, x> - lambda", gap, r);
    }
    return 1;
}

/* <y_i, x_i> in lambda_i +- r for tokens in c +- u. */
static int
is_detached(ck_outcome *o, const ck_system *system, const ck_imatrix *centre,
            const ck_imatrix *centre_lambda, const ck_radii *radii)
{
    const long prec = system->layer->prec;
    ck_imatrix box, product;
    int good;

    ck_imatrix_init(&box, centre->rows, centre->cols, prec);
    ck_imatrix_init(&product, centre_lambda->rows, 1, prec);
    ck_imatrix_set(&box, centre);
    for (long i = system->first; i < system->last; i++)
        for (long a = 0; a < box.cols; a++)
            widen(ck_imatrix_at(&box, i, a), radii->u);
    /* no test can see this: over a larger box the derivative was bounded */
    if (!ck_system_lambda(&product, system, &box))
        good = ck_uncertain(o, "detached: tokens %ld to %ld: y is not finite",
                            system->first + 1, system->last);
    else
        good = products_are_near(o, &product, system, centre_lambda, radii->r);
    ck_imatrix_clear(&product);
    ck_imatrix_clear(&box);
    return good;
}

int
ck_check_uniqueness(ck_outcome *o, const ck_system *system,
                    const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                    const ck_radii *radii)
{
    const question q = {o,      "uniqueness",  system,
                        centre, centre_lambda, radii->r};
    ck_imatrix shift;
    int good;

    ck_imatrix_init(&shift, ck_system_size(system), 1, system->layer->prec);
    good = has_one_zero(&q, &shift) &&
           is_detached(o, system, centre, centre_lambda, radii);
    ck_imatrix_clear(&shift);
    return good;
}

int
ck_check_inside(ck_outcome *o, const ck_imatrix *x, const ck_imatrix *centre,
                long first, long last, mpfr_srcptr radius, const char *what)
{
    char place[64];
    mpfi_t gap;
    int good = 1;

    mpfi_init2(gap, x->prec);
    for (long i = first; i < last; i++)
        for (long a = 0; good && a < x->cols; a++) {
            mpfi_sub(gap, ck_imatrix_at(x, i, a), ck_imatrix_at(centre, i, a));
            snprintf(place, sizeof place, "token %ld, coordinate %ld", i + 1,
                     a + 1);
            good = is_within(gap, radius, 0) ||
                   not_within(o, what, place, "x - c", gap, radius);
        }
    mpfi_clear(gap);
    return good;
}
