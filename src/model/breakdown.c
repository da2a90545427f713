/* R24: certifying y_i = 0 exactly.

   Balls can show that y_i is not zero, never that it is. Here tokens are kept
   exactly as x_i = p_i / sqrt(q_i), p_i a rational vector and q_i a positive
   rational. A sum of such vectors is grouped by the square class of q (square
   roots of rationals of different classes are linearly independent over the
   rationals), so it is zero exactly when every group is. A token that leaves
   the form (groups of two classes survive, or weights are not known exactly)
   is marked unknown, and so is what attends to it. */

#include <stdlib.h>

#include "model.h"

#define MAX_TOKEN_BITS 65536 /* beyond this a token counts as unknown */

typedef struct {
    int known;
    fmpq_mat_t p; /* 1 x d */
    fmpq_t q;
} exact_token;

typedef struct {
    slong n, d;
    exact_token *now, *next;
    const rc_layer *layer;
    fmpq_mat_t value;  /* d x d, centred for LayerNorm `layer` */
    fmpq_mat_t scores; /* d x d; the scale does not matter */
    int value_known, scores_known;
} exact_state;

static exact_token *
tokens_new(slong n, slong d)
{
    exact_token *tokens = calloc((size_t)n, sizeof(*tokens));

    for (slong i = 0; tokens != NULL && i < n; i++) {
        fmpq_mat_init(tokens[i].p, 1, d);
        fmpq_init(tokens[i].q);
    }
    return tokens;
}

static void
tokens_free(exact_token *tokens, slong n)
{
    for (slong i = 0; tokens != NULL && i < n; i++) {
        fmpq_mat_clear(tokens[i].p);
        fmpq_clear(tokens[i].q);
    }
    free(tokens);
}

/* scores = W_Q W_K^T. */
static void
load_scores(fmpq_mat_t scores, const rc_layer *layer)
{
    const slong q = layer->query->cols;
    fmpq_mat_t query, key, transpose;

    fmpq_mat_init(query, layer->dim, q);
    fmpq_mat_init(key, layer->dim, q);
    fmpq_mat_init(transpose, q, layer->dim);
    rc_matrix_get_fmpq_mat(query, layer->query);
    rc_matrix_get_fmpq_mat(key, layer->key);
    fmpq_mat_transpose(transpose, key);
    fmpq_mat_mul(scores, query, transpose);
    fmpq_mat_clear(transpose);
    fmpq_mat_clear(key);
    fmpq_mat_clear(query);
}

static void
load_layer(exact_state *state, const rc_layer *layer)
{
    state->layer = layer;
    state->value_known = rc_layer_rational_value(state->value, layer);
    state->scores_known = layer->attention == RC_ATTENTION_SOFTMAX &&
                          rc_matrix_is_moderate(layer->query) &&
                          rc_matrix_is_moderate(layer->key);
    if (state->scores_known)
        load_scores(state->scores, layer);
}

/* Root = r > 0 with q = r^2 base, when there is one. */
static int
same_class(fmpq_t root, const fmpq_t q, const fmpq_t base)
{
    fmpq_t ratio;
    int same;

    fmpq_init(ratio);
    fmpq_div(ratio, q, base);
    same = fmpz_is_square(fmpq_numref(ratio)) &&
           fmpz_is_square(fmpq_denref(ratio));
    if (same) {
        fmpz_sqrt(fmpq_numref(root), fmpq_numref(ratio));
        fmpz_sqrt(fmpq_denref(root), fmpq_denref(ratio));
    }
    fmpq_clear(ratio);
    return same;
}

/* r = <left, p_j> / sqrt(q_j), to be compared within one square class: its
   rational part over sqrt(base). 0 when token j is of another class and the
   product is not zero. */
static int
score_over(fmpq_t r, const fmpq_mat_t left, const exact_token *token,
           const fmpq_t base)
{
    fmpq_t root;
    int good = 1;

    fmpq_zero(r);
    for (slong a = 0; a < fmpq_mat_ncols(left); a++)
        fmpq_addmul(r, fmpq_mat_entry(left, 0, a),
                    fmpq_mat_entry(token->p, 0, a));
    if (fmpq_is_zero(r))
        return 1;
    fmpq_init(root);
    good = same_class(root, token->q, base);
    if (good)
        fmpq_div(r, r, root);
    fmpq_clear(root);
    return good;
}

/* 1 when all scores of row i are certainly equal, so that softmax is 1/n_i. */
static int
scores_equal(const exact_state *state, slong i)
{
    fmpq_mat_t left;
    fmpq_t one, other;
    int equal = state->scores_known, first = 1;

    fmpq_mat_init(left, 1, state->d);
    fmpq_init(one);
    fmpq_init(other);
    if (equal)
        fmpq_mat_mul(left, state->now[i].p, state->scores);
    for (slong j = 0; equal && j < state->n; j++) {
        if (!rc_mask_has(state->layer->mask, i, j))
            continue;
        equal = score_over(other, left, state->now + j, state->now[i].q);
        if (equal && !first)
            equal = fmpq_equal(one, other);
        fmpq_set(one, other);
        first = 0;
    }
    fmpq_clear(other);
    fmpq_clear(one);
    fmpq_mat_clear(left);
    return equal;
}

/* sum += weight p_j sqrt(base / q_j) for the tokens of base's class in N_i not
   used yet, and marks them. */
static int
sum_class(fmpq_mat_t sum, unsigned char *used, const exact_state *state,
          slong i, const fmpq_t base)
{
    fmpq_t weight, root;
    int good = 1;

    fmpq_init(weight);
    fmpq_init(root);
    fmpq_mat_zero(sum);
    for (slong j = 0; good && j < state->n; j++) {
        if (!rc_mask_has(state->layer->mask, i, j) || used[j] ||
            !same_class(root, state->now[j].q, base))
            continue;
        used[j] = 1;
        if (state->layer->attention == RC_ATTENTION_SOFTMAX) /* equal scores */
            fmpq_set_si(weight, 1,
                        (ulong)rc_mask_degree(state->layer->mask, i));
        else
            good = rc_layer_exact_weight(weight, state->layer, i, j);
        fmpq_div(weight, weight, root);
        for (slong a = 0; a < state->d; a++)
            fmpq_addmul(fmpq_mat_entry(sum, 0, a), weight,
                        fmpq_mat_entry(state->now[j].p, 0, a));
    }
    fmpq_clear(root);
    fmpq_clear(weight);
    return good;
}

static int
row_is_known(const exact_state *state, slong i)
{
    for (slong j = 0; j < state->n; j++)
        if (rc_mask_has(state->layer->mask, i, j) && !state->now[j].known)
            return 0;
    if (state->layer->attention == RC_ATTENTION_SOFTMAX)
        return scores_equal(state, i);
    return 1;
}

/* token = y / ||y||, as primitive integers over the root of their square sum
   (y's positive factor drops out). */
static void
set_direction(exact_token *token, const fmpq_mat_t y)
{
    const slong d = fmpq_mat_ncols(y);
    fmpz_mat_t integers;
    fmpz_t den, content;
    fmpq_t square;

    fmpz_mat_init(integers, 1, d);
    fmpz_init(den);
    fmpz_init(content);
    fmpq_init(square);
    fmpq_mat_get_fmpz_mat_matwise(integers, den, y);
    fmpz_mat_content(content, integers);
    fmpz_mat_scalar_divexact_fmpz(integers, integers, content);
    fmpq_mat_set_fmpz_mat(token->p, integers);
    for (slong a = 0; a < d; a++)
        fmpq_addmul(square, fmpq_mat_entry(token->p, 0, a),
                    fmpq_mat_entry(token->p, 0, a));
    fmpq_set(token->q, square);
    token->known = fmpq_height_bits(square) <= MAX_TOKEN_BITS;
    fmpq_clear(square);
    fmpz_clear(content);
    fmpz_clear(den);
    fmpz_mat_clear(integers);
}

/* 1 when x_j W = 0 for all j that token i attends to: y_i is then zero
   whatever the weights. */
static int
images_vanish(const exact_state *state, slong i)
{
    fmpq_mat_t image;
    int vanish = state->value_known;

    fmpq_mat_init(image, 1, state->d);
    for (slong j = 0; vanish && j < state->n; j++) {
        if (!rc_mask_has(state->layer->mask, i, j))
            continue;
        vanish = state->now[j].known || fmpq_mat_is_zero(state->value);
        if (vanish && state->now[j].known) {
            fmpq_mat_mul(image, state->now[j].p, state->value);
            vanish = fmpq_mat_is_zero(image);
        }
    }
    fmpq_mat_clear(image);
    return vanish;
}

/* Token i of the next layer. RC_DOMAIN when y_i is exactly zero. */
static rc_status
step_token(exact_state *state, slong i, unsigned char *used)
{
    fmpq_mat_t sum, image, y;
    slong survivors = 0;
    int known = row_is_known(state, i);

    if (images_vanish(state, i))
        return RC_DOMAIN;
    fmpq_mat_init(sum, 1, state->d);
    fmpq_mat_init(image, 1, state->d);
    fmpq_mat_init(y, 1, state->d);
    for (slong j = 0; j < state->n; j++)
        used[j] = 0;
    for (slong j = 0; known && j < state->n; j++) {
        if (!rc_mask_has(state->layer->mask, i, j) || used[j])
            continue;
        known = sum_class(sum, used, state, i, state->now[j].q);
        if (state->value_known)
            fmpq_mat_mul(image, sum, state->value);
        else /* the sum's image is zero when the sum is */
            fmpq_mat_set(image, sum);
        if (!fmpq_mat_is_zero(image)) {
            fmpq_mat_set(y, image);
            survivors++;
        }
    }
    state->next[i].known = known && state->value_known && survivors == 1;
    if (state->next[i].known)
        set_direction(state->next + i, y);
    fmpq_mat_clear(y);
    fmpq_mat_clear(image);
    fmpq_mat_clear(sum);
    return known && survivors == 0 ? RC_DOMAIN : RC_OK;
}

/* All tokens of the next layer. RC_DOMAIN at *place; RC_UNCERTAIN when no
   token is known any more; RC_STOPPED. */
static rc_status
step_layer(exact_state *state, rc_orbit_place *place, unsigned char *used,
           int (*stop)(void *context), void *context)
{
    exact_token *swap;
    int any = 0;

    for (slong i = 0; i < state->n; i++) {
        if (stop != NULL && stop(context))
            return RC_STOPPED;
        place->token = i;
        if (step_token(state, i, used) == RC_DOMAIN)
            return RC_DOMAIN;
        any |= state->next[i].known;
    }
    swap = state->now;
    state->now = state->next;
    state->next = swap;
    return any ? RC_OK : RC_UNCERTAIN;
}

static void
load_start(exact_state *state, const rc_matrix_struct *start)
{
    for (slong i = 0; i < state->n; i++) {
        exact_token *token = state->now + i;

        token->known = 1;
        fmpq_one(token->q);
        for (slong a = 0; a < state->d; a++) {
            const rc_number_struct *x = rc_matrix_entry(start, i, a);

            token->known = token->known && rc_number_is_moderate(x);
            if (token->known)
                fmpq_set(fmpq_mat_entry(token->p, 0, a), x->rational);
        }
    }
}

rc_status
rc_orbit_find_breakdown(const rc_orbit *orbit, rc_orbit_place *place,
                        int (*stop)(void *context), void *context)
{
    exact_state state = {.n = orbit->start->rows, .d = orbit->start->cols};
    unsigned char *used = calloc((size_t)state.n, 1);
    rc_status status = RC_OK;

    state.now = tokens_new(state.n, state.d);
    state.next = tokens_new(state.n, state.d);
    fmpq_mat_init(state.value, state.d, state.d);
    fmpq_mat_init(state.scores, state.d, state.d);
    if (used == NULL || state.now == NULL || state.next == NULL)
        status = RC_NOMEM;
    else
        load_start(&state, orbit->start);
    for (slong t = 0; status == RC_OK && t < orbit->steps; t++) {
        const rc_layer *layer = orbit->layers + t % orbit->period;

        if (layer->norm == RC_NORM_NONE)
            break;
        if (t < orbit->period || orbit->period > 1)
            load_layer(&state, layer);
        place->step = t;
        status = step_layer(&state, place, used, stop, context);
    }
    fmpq_mat_clear(state.scores);
    fmpq_mat_clear(state.value);
    tokens_free(state.next, state.n);
    tokens_free(state.now, state.n);
    free(used);
    return status == RC_UNCERTAIN ? RC_OK : status;
}
