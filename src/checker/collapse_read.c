/* The witness of a collapse: read to the last key before anything of it is
   checked. */

#include <limits.h>
#include <stdio.h>

#include "collapse.h"

enum { KEYS_MOST = 160 };

/* ---- Numbers ---- */

/* A dyadic, exactly; `positive`: zero is not enough. */
static int
read_dyadic(const ck_node *node, int positive, mpq_t x)
{
    mpfr_exp_t e;
    mpfr_t written;
    mpz_t mantissa;
    int good = ck_read_dyadic(node, written);

    /* no test can see this: after a failure only its message counts */
    if (good && mpfr_sgn(written) < positive)
        good = ck_node_malformed(node, positive ? "is to be positive"
                                                : "is not to be negative");
    mpq_set_ui(x, 0, 1);
    /* no test can see this: after a failure only its message counts, and 0
       needs no exponent */
    if (good && mpfr_sgn(written) != 0) {
        mpz_init(mantissa);
        e = mpfr_get_z_2exp(mantissa, written);
        mpq_set_z(x, mantissa);
        if (e >= 0) /* no test can see this: 0 is as good in either */
            mpq_mul_2exp(x, x, (mp_bitcnt_t)e);
        else
            mpq_div_2exp(x, x, (mp_bitcnt_t)-e);
        mpz_clear(mantissa);
    }
    mpfr_clear(written);
    return good;
}

/* An integer, written as a rational, of at least `least`. */
static int
read_integer(const ck_node *node, unsigned long least, mpz_t x)
{
    mpq_t written;
    int good;

    mpq_init(written);
    good = ck_read_rational(node, written);
    /* no test can see this: after a failure only its message counts */
    if (good && mpz_cmp_ui(mpq_denref(written), 1) != 0)
        good = ck_node_malformed(node, "expected an integer");
    /* no test can see this: after a failure only its message counts */
    if (good && mpz_cmp_ui(mpq_numref(written), least) < 0)
        good = ck_node_malformed(node, "is below %lu", least);
    mpz_set(x, mpq_numref(written));
    mpq_clear(written);
    return good;
}

static int
member_dyadic(const ck_node *node, const char *key, int positive, mpq_t x)
{
    ck_node member;

    ck_member(&member, node, key);
    return read_dyadic(&member, positive, x);
}

static int
member_integer(const ck_node *node, const char *key, unsigned long least,
               mpz_t x)
{
    ck_node member;

    ck_member(&member, node, key);
    return read_integer(&member, least, x);
}

/* ---- Value ---- */

static int
read_basis(ck_collapse *k, const ck_node *value)
{
    ck_node node, item;
    size_t count;

    if (!ck_object(value, "basis norms"))
        return 0;
    ck_member(&node, value, "basis");
    if (!ck_read_qmatrix(&node, k->m->dim, k->m->dim, &k->basis))
        return 0;
    ck_member(&node, value, "norms");
    if (!ck_list(&node, 2, 2, &count))
        return 0;
    for (size_t which = 0; which < 2; which++) {
        ck_item(&item, &node, which);
        if (!read_dyadic(&item, 1, k->norms[which]))
            return 0;
    }
    return 1;
}

static int
read_value(ck_collapse *k)
{
    ck_node value, contraction;
    int flag;

    if (k->normed)
        return 1;
    ck_member(&value, &k->c->witness, "value");
    ck_member(&contraction, &value, "contraction");
    if (contraction.json == NULL)
        return read_basis(k, &value);
    if (!ck_object(&value, "contraction") || !ck_bool(&contraction, &flag))
        return 0;
    return flag || ck_node_malformed(&contraction, "is to be true");
}

/* ---- LayerNorm ---- */

static int
read_direction(ck_collapse *k)
{
    const size_t d = (size_t)k->m->dim;
    ck_node list, item;
    size_t count;

    if (!k->normed)
        return 1;
    ck_member(&list, &k->c->witness, "direction");
    if (!ck_list(&list, d, d, &count))
        return 0;
    ck_qmatrix_resize(&k->direction, 1, k->m->dim);
    for (size_t a = 0; a < count; a++) {
        ck_item(&item, &list, a);
        if (!ck_read_rational(&item, *ck_qmatrix_at(&k->direction, 0, (long)a)))
            return 0;
    }
    return member_dyadic(&k->c->witness, "height", 1, k->height);
}

/* ---- Phases ---- */

/* The pairs [n, f], for exactly the degrees that occur. */
static int
read_floors(const ck_node *node, const ck_collapse *k, ck_phase *phase)
{
    const size_t wanted = (size_t)k->degree_count;
    ck_node pair, item;
    size_t count;

    if (!ck_list(node, wanted, wanted, &count))
        return 0;
    for (size_t which = 0; which < count; which++) {
        const long degree = k->degrees[which];
        size_t two;
        long n;

        ck_item(&pair, node, which);
        if (!ck_list(&pair, 2, 2, &two))
            return 0;
        ck_item(&item, &pair, 0);
        if (!ck_integer(&item, degree, degree, &n))
            return 0;
        ck_item(&item, &pair, 1);
        if (!read_integer(&item, 0, phase->floors[which]))
            return 0;
    }
    return 1;
}

static int
read_softmax(const ck_node *node, const ck_collapse *k, ck_phase *phase)
{
    ck_node floors;

    ck_member(&floors, node, "floors");
    return member_dyadic(node, "exponent", 0, phase->exponent) &&
           read_floors(&floors, k, phase);
}

/* What a phase says of the next one: its T and its S. */
static int
read_end(const ck_node *node, ck_phase *phase, ck_phase *next)
{
    mpq_t spread;
    int good;

    mpq_init(spread);
    good = member_integer(node, "blocks", 1, phase->blocks) &&
           member_dyadic(node, "spread-squared", 0, spread);
    ck_magnitude_set(&next->spread, spread);
    mpz_set(next->begin, phase->begin);
    mpz_addmul_ui(next->begin, phase->blocks, (unsigned long)phase->length);
    mpq_clear(spread);
    return good;
}

static int
read_phase(const ck_node *node, ck_collapse *k, long which)
{
    const int is_last = which == k->phase_count - 1;
    ck_phase *phase = &k->phases[which];
    char keys[KEYS_MOST];
    ck_node length;

    snprintf(keys, sizeof keys, "factor length%s%s%s",
             k->softmax ? " exponent floors" : "", k->normed ? " tilt" : "",
             is_last ? "" : " blocks spread-squared");
    if (!ck_object(node, keys))
        return 0;
    ck_member(&length, node, "length");
    return ck_integer(&length, 1, LONG_MAX, &phase->length) &&
           member_integer(node, "factor", 0, phase->factor) &&
           (!k->softmax || read_softmax(node, k, phase)) &&
           (!k->normed || member_dyadic(node, "tilt", 1, phase->tilt)) &&
           (is_last || read_end(node, phase, phase + 1));
}

static void
phase_init(ck_phase *phase, const ck_collapse *k)
{
    mpz_inits(phase->factor, phase->blocks, phase->begin, NULL);
    mpq_inits(phase->exponent, phase->tilt, NULL);
    mpq_set_ui(phase->tilt, 1, 1);
    mpz_set_si(phase->begin, k->capture);
    ck_magnitude_init(&phase->spread, k->c->o->bits);
    if (!k->softmax) /* no test can see this: it saves memory */
        return;
    phase->floors = ck_allocate((size_t)k->degree_count, sizeof *phase->floors);
    /* no test can see this: the zeros of an allocation would do */
    for (long which = 0; which < k->degree_count; which++)
        mpz_init(phase->floors[which]);
}

static void
phase_clear(ck_phase *phase, const ck_collapse *k)
{
    mpz_clears(phase->factor, phase->blocks, phase->begin, NULL);
    mpq_clears(phase->exponent, phase->tilt, NULL);
    ck_magnitude_clear(&phase->spread);
    for (long which = 0; phase->floors != NULL && which < k->degree_count;
         which++)
        mpz_clear(phase->floors[which]);
    ck_release(phase->floors);
}

static int
read_phases(ck_collapse *k)
{
    ck_node list, item;
    size_t count;

    ck_member(&list, &k->c->witness, "phases");
    if (!ck_list(&list, 1, LONG_MAX, &count))
        return 0;
    k->phases = ck_allocate(count, sizeof *k->phases);
    k->phase_count = (long)count;
    for (size_t which = 0; which < count; which++)
        phase_init(&k->phases[which], k);
    for (size_t which = 0; which < count; which++) {
        ck_item(&item, &list, which);
        if (!read_phase(&item, k, (long)which))
            return 0;
    }
    return 1;
}

/* ---- The paper's form ---- */

static int
read_distances(const ck_node *node, ck_collapse *k)
{
    const size_t n = (size_t)k->m->tokens;
    ck_paper *paper = &k->paper;
    ck_node list, item;
    size_t count;

    ck_member(&list, node, "distances");
    if (!ck_list(&list, n, n, &count))
        return 0;
    paper->distances = ck_allocate(n, sizeof *paper->distances);
    paper->radius = 0;
    for (size_t i = 0; i < n; i++) {
        ck_item(&item, &list, i);
        if (!ck_integer(&item, 0, LONG_MAX, &paper->distances[i]))
            return 0;
        /* no test can see this: equal ones are the same */
        if (paper->distances[i] > paper->radius)
            paper->radius = paper->distances[i];
    }
    return 1;
}

static int
read_paper(ck_collapse *k)
{
    const int sized = k->softmax && !k->normed;
    ck_node node, centre;

    if (k->replay < 0)
        return 1;
    ck_member(&node, &k->c->witness, "paper");
    if (!ck_object(&node, sized ? "centre distances epsilon size"
                                : "centre distances epsilon"))
        return 0;
    ck_member(&centre, &node, "centre");
    if (!ck_integer(&centre, 1, k->m->tokens, &k->paper.centre))
        return 0;
    k->paper.centre--;
    return read_distances(&node, k) &&
           member_dyadic(&node, "epsilon", 1, k->paper.epsilon) &&
           (!sized || member_dyadic(&node, "size", 1, k->paper.size));
}

/* ---- All of it ---- */

/* The degrees that occur, rising. */
static void
find_degrees(ck_collapse *k)
{
    unsigned char *occurs = ck_allocate((size_t)k->m->tokens + 1, 1);

    k->degrees = ck_allocate((size_t)k->m->tokens, sizeof *k->degrees);
    for (long i = 0; i < k->m->tokens; i++)
        occurs[k->m->degree[i]] = 1;
    for (long n = 1; n <= k->m->tokens; n++)
        if (occurs[n])
            k->degrees[k->degree_count++] = n;
    ck_release(occurs);
}

void
ck_collapse_init(ck_collapse *k, const ck_certificate *c)
{
    static const ck_collapse empty = {.replay = -1};
    /* no test can see this: without bits nothing is enclosed */
    const long prec = c->o->bits > 0 ? c->o->bits : MPFR_PREC_MIN + 1;

    *k = empty;
    k->c = c;
    k->m = &c->model;
    k->softmax = c->model.attention == CK_SOFTMAX;
    k->normed = c->model.norm != CK_NORM_NONE;

    ck_number_init(&k->rate);
    ck_number_init(&k->constant);
    mpz_init(k->denominator);
    ck_qmatrix_init(&k->basis);
    ck_qmatrix_init(&k->direction);
    mpq_inits(k->norms[0], k->norms[1], k->scores, k->size, k->height,
              k->paper.epsilon, k->paper.size, k->value, NULL);
    mpq_set_ui(k->size, 1, 1);
    mpq_set_ui(k->paper.size, 1, 1);
    mpq_set_ui(k->value, 1, 1);
    ck_magnitude_init(&k->start_spread, prec);
    ck_magnitude_init(&k->start_norm, prec);
    find_degrees(k);
}

void
ck_collapse_clear(ck_collapse *k)
{
    for (long which = 0; which < k->phase_count; which++)
        phase_clear(&k->phases[which], k);
    ck_release(k->phases);
    ck_release(k->degrees);
    ck_release(k->paper.distances);
    ck_number_clear(&k->rate);
    ck_number_clear(&k->constant);
    mpz_clear(k->denominator);
    ck_qmatrix_clear(&k->basis);
    ck_qmatrix_clear(&k->direction);
    mpq_clears(k->norms[0], k->norms[1], k->scores, k->size, k->height,
               k->paper.epsilon, k->paper.size, k->value, NULL);
    ck_magnitude_clear(&k->start_spread);
    ck_magnitude_clear(&k->start_norm);
}

/* `capture`, on which the other keys depend. */
static int
read_capture(ck_collapse *k)
{
    const ck_node *witness = &k->c->witness;
    ck_node capture;

    if (!ck_object(witness,
                   "capture denominator ?direction ?height ?paper phases "
                   "?scores ?size ?spread-squared ?value"))
        return 0;
    ck_member(&capture, witness, "capture");
    return ck_integer(&capture, 0, LONG_MAX, &k->capture);
}

static int
check_keys(const ck_collapse *k)
{
    char keys[KEYS_MOST];

    snprintf(keys, sizeof keys, "capture denominator phases%s%s%s%s%s",
             k->normed ? " direction height" : " value",
             k->softmax ? " scores" : "",
             k->softmax && !k->normed ? " size" : "",
             k->normed || k->capture > 0 ? " spread-squared" : "",
             k->replay >= 0 ? " paper" : "");
    return ck_object(&k->c->witness, keys);
}

/* S_0, when it is written. */
static int
read_spread(ck_collapse *k)
{
    mpq_t spread;
    int good;

    if (!k->normed && k->capture == 0)
        return 1;
    mpq_init(spread);
    good = member_dyadic(&k->c->witness, "spread-squared", 0, spread);
    ck_magnitude_set(&k->phases[0].spread, spread);
    mpq_clear(spread);
    return good;
}

int
ck_collapse_read_witness(ck_collapse *k)
{
    const ck_node *witness = &k->c->witness;

    return read_capture(k) && check_keys(k) &&
           member_integer(witness, "denominator", 1, k->denominator) &&
           read_value(k) &&
           (!k->softmax || member_dyadic(witness, "scores", 1, k->scores)) &&
           (!k->softmax || k->normed ||
            member_dyadic(witness, "size", 1, k->size)) &&
           read_direction(k) && read_phases(k) && read_spread(k) &&
           read_paper(k);
}
