/* R30, symmetric masks: the eigenvalues are real, and G - theta D and
   G + theta D count them on both sides of theta and -theta. */

#include "spectrum.h"

#include "rank.h"

int
ck_check_symmetric(ck_outcome *o, const ck_model *m)
{
    if (m->attention == CK_FIXED)
        return ck_reject(o, "the weights are fixed: pivots show nothing");
    for (long i = 0; i < m->tokens; i++)
        for (long j = 0; j < m->tokens; j++)
            if (ck_attends(m, i, j) && !ck_attends(m, j, i))
                return ck_reject(o,
                                 "the mask is not symmetric: token %ld attends "
                                 "to token %ld, which does not attend to it",
                                 i + 1, j + 1);
    return 1;
}

/* ---- One count ---- */

/* G + sign theta D, exactly: above the diagonal and on it. */
static int
count_exactly(const ck_node *pivots, const ck_model *m, const ck_number *theta,
              int sign, ck_inertia_counts *counts)
{
    ck_qmatrix S;
    mpq_t shift;
    int good;

    ck_qmatrix_init(&S);
    ck_qmatrix_resize(&S, m->tokens, m->tokens);
    mpq_init(shift);
    for (long i = 0; i < m->tokens; i++) {
        for (long j = i; j < m->tokens; j++)
            mpq_set_si(*ck_qmatrix_at(&S, i, j), ck_attends(m, i, j), 1);
        mpq_set_si(shift, sign * m->degree[i], 1);
        mpq_mul(shift, shift, theta->rational);
        mpq_add(*ck_qmatrix_at(&S, i, i), *ck_qmatrix_at(&S, i, i), shift);
    }
    good = ck_check_exact_inertia(pivots, &S, counts);
    mpq_clear(shift);
    ck_qmatrix_clear(&S);
    return good;
}

/* The same, enclosed. */
static int
count_enclosed(const ck_node *pivots, const ck_model *m, mpfi_srcptr theta,
               int sign, ck_inertia_counts *counts)
{
    ck_imatrix S;
    mpfi_t shift;
    int good;

    ck_imatrix_init(&S, m->tokens, m->tokens, pivots->o->bits);
    mpfi_init2(shift, (mpfr_prec_t)pivots->o->bits);
    for (long i = 0; i < m->tokens; i++) {
        for (long j = i; j < m->tokens; j++)
            mpfi_set_si(ck_imatrix_at(&S, i, j), ck_attends(m, i, j));
        mpfi_mul_si(shift, theta, sign * m->degree[i]);
        mpfi_add(ck_imatrix_at(&S, i, i), ck_imatrix_at(&S, i, i), shift);
    }
    counts->zero = 0;
    good = ck_check_inertia(pivots, &S, &counts->positive, &counts->negative);
    mpfi_clear(shift);
    ck_imatrix_clear(&S);
    return good;
}

/* ---- Both ---- */

/* theta's enclosure, and theta >= 0. */
static int
enclose_bound(ck_outcome *o, mpfi_ptr enclosed, const ck_number *theta)
{
    char text[80];

    if (!ck_number_enclose(enclosed, theta))
        return ck_uncertain(o, "a bound has no bounded enclosure with %ld bits",
                            o->bits);
    if (mpfr_sgn(&enclosed->left) >= 0)
        return 1;
    ck_interval_text(text, enclosed);
    return ck_uncertain(o, "a bound, in %s, is not certified >= 0", text);
}

static int
check_exact_bound(ck_outcome *o, const ck_number *theta)
{
    if (mpq_sgn(theta->rational) < 0)
        return ck_reject(o, "a bound is negative: pivots show nothing");
    return 1;
}

/* minus: of G - theta D, NULL when it was not counted; plus likewise. With one
   token there is no second eigenvalue that could be below theta = 0. */
static void
conclude(const ck_inertia_counts *minus, const ck_inertia_counts *plus, long n,
         ck_second_facts *facts)
{
    const int both = minus != NULL && plus != NULL;

    facts->more = (minus != NULL && minus->positive >= 2) ||
                  (plus != NULL && plus->negative >= 1);
    facts->at_least = (minus != NULL && minus->positive + minus->zero >= 2) ||
                      (plus != NULL && plus->negative + plus->zero >= 1);
    facts->less =
        both && n >= 2 && minus->negative >= n - 1 && plus->positive == n;
    facts->at_most = both && minus->positive <= 1 && plus->negative == 0;
}

/* enclosed: NULL for exact counts. */
static int
check_counts(const ck_node *node, const ck_model *m, const ck_number *theta,
             mpfi_srcptr enclosed, ck_second_facts *facts)
{
    static const char *const names[2] = {"minus", "plus"};
    ck_inertia_counts counts[2];
    int given[2];

    for (int which = 0; which < 2; which++) {
        const int sign = which == 0 ? -1 : 1;
        ck_node pivots;

        ck_member(&pivots, node, names[which]);
        given[which] = pivots.json != NULL;
        if (!given[which])
            continue;
        if (enclosed == NULL
                ? !count_exactly(&pivots, m, theta, sign, &counts[which])
                : !count_enclosed(&pivots, m, enclosed, sign, &counts[which]))
            return 0;
    }
    conclude(given[0] ? &counts[0] : NULL, given[1] ? &counts[1] : NULL,
             m->tokens, facts);
    return 1;
}

int
ck_check_symmetric_counts(const ck_node *node, const ck_model *m,
                          const ck_number *theta, ck_second_facts *facts)
{
    mpfi_t enclosed;
    int good;

    if (!ck_object(node, "?minus ?plus"))
        return 0;
    if (json_object_size(node->json) == 0)
        return ck_node_malformed(node, "neither minus nor plus");
    if (node->o->bits == 0)
        return check_exact_bound(node->o, theta) &&
               check_counts(node, m, theta, NULL, facts);
    mpfi_init2(enclosed, (mpfr_prec_t)node->o->bits);
    good = enclose_bound(node->o, enclosed, theta) &&
           check_counts(node, m, theta, enclosed, facts);
    mpfi_clear(enclosed);
    return good;
}
