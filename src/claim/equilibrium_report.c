/* What a report says of an equilibrium. */

#include <stdlib.h>

#include "equilibrium.h"
#include "search/search.h"

static void
put_tokens(rc_certificate *out, const arb_mat_t X)
{
    rc_certificate_open_list(out, "equilibrium");
    for (slong i = 0; i < arb_mat_nrows(X); i++) {
        rc_certificate_open_list(out, NULL);
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            rc_certificate_put_enclosure(out, NULL, arb_mat_entry(X, i, a));
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
}

static void
put_rank(const rc_equilibrium_decision *s)
{
    rc_certificate *out = s->job->out;

    rc_certificate_put_integer(out, "rank-at-least", s->rank.lower);
    rc_certificate_put_integer(out, "rank-at-most", s->rank.upper);
    rc_certificate_put_text(out, "rank-bound", s->rank.from);
    if (s->rank.lower > 0)
        rc_certificate_put_enclosure(out, "minor", s->rank.minor);
    if (s->rank.lower == s->rank.upper)
        rc_certificate_put_integer(out, "rank", s->rank.lower);
}

/* sigma_rank, the least singular value that is not zero, and the figure for
   the table. */
static rc_status
put_sigma(const rc_equilibrium_decision *s, const char *radius)
{
    const slong n = arb_mat_nrows(s->tight.X), d = arb_mat_ncols(s->tight.X);
    const slong least = n < d ? n : d, k = s->rank.lower;
    arb_ptr sigma = _arb_vec_init(least);
    arb_mat_t Q;
    char *lower = NULL;
    rc_status status;

    arb_mat_init(Q, least, least);
    status = rc_approx_singular_basis(Q, s->tight.X, s->job->limits.stop,
                                      s->job->limits.context, s->bits);
    if (status == RC_OK)
        status = rc_singular_values(sigma, s->tight.X, Q, s->bits);
    if (status == RC_OK) {
        rc_certificate_put_enclosure(s->job->out, "sigma", sigma + k - 1);
        lower = rc_decimal_lower(sigma + k - 1, 4);
        if (lower == NULL)
            status = RC_NOMEM;
    }
    if (lower != NULL)
        rc_certificate_set_figure(s->job->out, "sigma %ld >= %s, radius %s",
                                  (long)k, lower, radius);
    free(lower);
    arb_mat_clear(Q);
    _arb_vec_clear(sigma, least);
    return status == RC_UNCERTAIN ? RC_OK : status;
}

rc_status
rc_equilibrium_put_found(const rc_equilibrium_decision *s, int with_rank)
{
    arb_t radius;
    char *text;
    rc_status status = RC_OK;

    arb_init(radius);
    arb_set_arf(radius, s->radius);
    rc_certificate_put_lower(s->job->out, "radius", radius);
    put_tokens(s->job->out, s->tight.X);
    text = rc_decimal_lower(radius, 4);
    if (text == NULL)
        status = RC_NOMEM;
    else
        rc_certificate_set_figure(s->job->out, "radius %s", text);
    if (status == RC_OK && with_rank) {
        put_rank(s);
        if (s->rank.lower > 0)
            status = put_sigma(s, text);
    }
    free(text);
    arb_clear(radius);
    return status;
}
