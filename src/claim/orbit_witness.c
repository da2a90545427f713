/* What another program needs to check an orbit again: R28's rooms, and with how
   many bits it will do.

   All of it is read off the engine's own enclosures. The rooms are certified
   here; the bits are a guess, which costs a checker time and nothing else. */

#include "orbit.h"

#define SPARE_BITS 64 /* given on top of what seems to be needed */
#define MOST_BITS 1048576
#define FAR_BITS (WORD_MAX / 16)

/* E with |x| < 2^E, at most by one too large; far below for zero. */
static slong
size_of(const arf_t x)
{
    slong e = arf_abs_bound_lt_2exp_si(x);

    return e < -FAR_BITS ? -FAR_BITS : e > FAR_BITS ? FAR_BITS : e;
}

/* room = a lower bound of the least distance of `high` above `low`: positive
   when all of high is above all of low, but for distances that even eight times
   the precision rounds away. */
static void
distance(arf_t room, const arb_t high, const arb_t low, slong prec)
{
    arf_t from, to;

    arf_init(from);
    arf_init(to);
    arf_zero(room);
    for (slong bits = prec; bits <= 8 * prec && arf_sgn(room) <= 0; bits *= 2) {
        arb_get_lbound_arf(to, high, bits);
        arb_get_ubound_arf(from, low, bits);
        arf_sub(room, to, from, SPARE_BITS, ARF_RND_FLOOR);
    }
    if (arf_sgn(room) < 0 || !arf_is_finite(room))
        arf_zero(room);
    arf_clear(to);
    arf_clear(from);
}

/* radius = what the enclosures of value and bound leave open, or rounding to
   prec bits would. */
static void
uncertainty(arf_t radius, const arb_t value, const arb_t bound,
            arb_srcptr scale, slong prec)
{
    arf_t part;

    arf_init(part);
    arf_set_mag(radius, arb_radref(value));
    arf_set_mag(part, arb_radref(bound));
    arf_add(radius, radius, part, SPARE_BITS, ARF_RND_UP);
    arf_abs(part, arb_midref(value));
    arf_mul_2exp_si(part, part, -prec);
    arf_add(radius, radius, part, SPARE_BITS, ARF_RND_UP);
    arf_abs(part, arb_midref(scale != NULL ? scale : bound));
    arf_mul_2exp_si(part, part, -prec);
    arf_add(radius, radius, part, SPARE_BITS, ARF_RND_UP);
    arf_clear(part);
}

/* The bits with which the distance would still be certified. Where squares are
   compared (scale not NULL) an error of 2^-b in the tokens is one of
   scale 2^-b in squares, against a distance of room max(bound, room). More than
   prec is needed where what is exact here is not exact in squares. */
static slong
bits_needed(const arf_t room, const arb_t value, const arb_t bound,
            arb_srcptr scale, slong prec)
{
    slong spare = 0, more = 0;
    arf_t radius;

    arf_init(radius);
    uncertainty(radius, value, bound, scale, prec);
    if (!arf_is_zero(room))
        spare = size_of(room) - size_of(radius) - 2;
    if (scale != NULL && !arf_is_zero(room)) {
        slong least = size_of(arb_midref(bound));

        if (least < size_of(room))
            least = size_of(room);
        more = size_of(arb_midref(scale)) - least + 1;
    }
    arf_clear(radius);
    return prec - spare + (more > 0 ? more : 0);
}

int
rc_orbit_note_room(rc_orbit_check *one, int answer, const arb_t value,
                   const arb_t bound, arb_srcptr scale, slong prec)
{
    const int is_above = (answer > 0) != one->comparison->below;
    const int must_differ = (answer > 0) == one->comparison->strict;
    int good;
    slong needed;
    arf_t room;

    arf_init(room);
    distance(room, is_above ? value : bound, is_above ? bound : value, prec);
    good = !must_differ || arf_sgn(room) > 0;
    if (good) {
        needed = bits_needed(room, value, bound, scale, prec);
        if (answer < 0 || !one->has_room || arf_cmp(room, one->room) < 0)
            arf_set(one->room, room);
        if (answer < 0 || !one->has_room || needed > one->needed)
            one->needed = needed;
        one->has_room = 1;
    }
    arf_clear(room);
    return good;
}

slong
rc_orbit_layer_bits(const arb_mat_t X, slong prec)
{
    mag_t most;
    arf_t radius;
    slong bits;

    mag_init(most);
    arf_init(radius);
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            mag_max(most, most, arb_radref(arb_mat_entry(X, i, a)));
    arf_set_mag(radius, most);
    bits = prec + size_of(radius); /* tokens have length one */
    arf_clear(radius);
    mag_clear(most);
    return bits;
}

void
rc_orbit_note_layer(rc_orbit_decision *d, slong t, const arb_mat_t X,
                    slong prec)
{
    slong bits;

    if (t == 0)
        d->needed = 0;
    if (t == 0 || d->job->c->model.norm == RC_NORM_NONE)
        return;
    bits = rc_orbit_layer_bits(X, prec);
    if (bits > d->needed)
        d->needed = bits;
}

/* ---- The statement ---- */

static void
state_check(rc_certificate *out, const rc_value *map,
            const rc_orbit_comparison *comparison)
{
    const rc_value *bound = rc_value_get(map, comparison->name);
    const rc_value *at = rc_value_get(map, "at");
    char name[RC_QUANTITY_NAME_SIZE];
    rc_quantity q;

    if (bound == NULL)
        return;
    if (!rc_quantity_parse(&q, rc_value_get(map, "quantity")->word))
        return; /* validation has refused it */
    rc_quantity_write(name, &q);
    rc_certificate_open_map(out, NULL);
    if (at != NULL && at->word == NULL)
        rc_certificate_put_integer(out, "at", at->integer);
    else
        rc_certificate_put_text(out, "at", "all");
    rc_certificate_put_number(out, "bound", bound->number);
    rc_certificate_put_text(out, "comparison", comparison->name);
    rc_certificate_put_text(out, "quantity", name);
    rc_certificate_close(out);
}

void
rc_orbit_state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *list = rc_claim_get(claim, "checks");

    rc_certificate_open_list(out, "checks");
    for (size_t k = 0; list != NULL && k < list->count; k++)
        for (size_t i = 0; i < RC_ORBIT_COMPARISONS; i++)
            state_check(out, list->items[k], rc_orbit_comparisons + i);
    rc_certificate_close(out);
    rc_certificate_put_integer(out, "steps",
                               rc_claim_get(claim, "steps")->integer);
}

/* ---- The witness ---- */

void
rc_orbit_put_room(rc_certificate *out, const char *key, const arf_t room)
{
    arf_t half;
    fmpz_t e;

    arf_init(half);
    fmpz_init(e);
    if (arf_sgn(room) > 0) {
        arf_abs_bound_lt_2exp_fmpz(e, room); /* 2^(e - 1) <= room < 2^e */
        fmpz_sub_ui(e, e, 2);
        arf_one(half);
        arf_mul_2exp_fmpz(half, half, e);
    }
    rc_certificate_put_dyadic(out, key, half);
    fmpz_clear(e);
    arf_clear(half);
}

slong
rc_orbit_spare_bits(slong needed)
{
    const slong bits = (needed + SPARE_BITS + 31) / 32 * 32;

    return bits < MOST_BITS ? bits : MOST_BITS;
}

/* The room of a check, or that it needs none. */
static void
put_answer(rc_certificate *out, const char *key, const rc_orbit_check *one)
{
    if (one->exact)
        rc_certificate_put_text(out, key, "exact");
    else
        rc_orbit_put_room(out, key, one->room);
}

int
rc_orbit_all_exact(const rc_orbit_decision *d)
{
    int exact = d->count > 0;

    if (d->refuted != NULL)
        return d->refuted->exact;
    for (size_t k = 0; k < d->count; k++)
        exact &= d->checks[k].exact;
    return exact;
}

static slong
check_bits(const rc_orbit_decision *d)
{
    slong needed = d->needed > d->failed_bits ? d->needed : d->failed_bits;

    if (rc_orbit_all_exact(d))
        return 0;
    for (size_t k = 0; k < d->count; k++)
        if (!d->checks[k].exact &&
            (d->refuted == NULL || d->refuted == d->checks + k) &&
            d->checks[k].needed > needed)
            needed = d->checks[k].needed;
    return rc_orbit_spare_bits(needed);
}

void
rc_orbit_put_witness(const rc_orbit_decision *d)
{
    rc_certificate *out = d->job->out;

    rc_certificate_add_result(out, "R28");
    rc_certificate_set_check_bits(out, check_bits(d));
    rc_certificate_fill(out, RC_PART_WITNESS);
    if (d->refuted != NULL) {
        rc_certificate_put_integer(out, "check", d->refuted - d->checks + 1);
        rc_certificate_put_integer(out, "layer", d->refuted->refuted_at);
        put_answer(out, "room", d->refuted);
    } else {
        rc_certificate_open_list(out, "rooms");
        for (size_t k = 0; k < d->count; k++)
            put_answer(out, NULL, d->checks + k);
        rc_certificate_close(out);
    }
    rc_certificate_fill(out, RC_PART_VALUES);
}

void
rc_orbit_put_breakdown(const rc_orbit_decision *d, const rc_orbit_place *place)
{
    rc_certificate *out = d->job->out;

    rc_certificate_add_result(out, "R24");
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_certificate_put_integer(out, "layer", place->step);
    rc_certificate_put_integer(out, "token", place->token + 1);
    rc_certificate_fill(out, RC_PART_VALUES);
}
