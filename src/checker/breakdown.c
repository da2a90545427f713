/* R24. Tokens are kept as x = p / sqrt(q), p rational and q a positive
   rational. Square roots of rationals from different classes of Q* modulo
   squares are linearly independent over Q: a sum with rational weights is zero
   exactly when its part in each class is. A token that leaves the form is given
   up, and so is what attends to it. */

#include "breakdown.h"

/* A token whose q is larger is given up: exact numbers can double their length
   from layer to layer. */
enum { TOKEN_BITS = 1 << 17 };

typedef struct {
    int known;
    ck_qmatrix p; /* 1 x d */
    mpq_t q;
    long class;   /* the first token of its class, with the same q */
    int vanishes; /* x W = 0 for certain */
} exact_token;

typedef struct {
    const ck_model *m;
    const ck_matrix *fixed; /* A, for fixed attention */
    long period;            /* of the weights */
    int value_known, scores_known;
    ck_qmatrix value;        /* W, centred for norm `layer` */
    ck_qmatrix scores;       /* W_Q W_K^T */
    exact_token *now, *next; /* X(t), X(t + 1) */
} orbit_state;

/* What is known of some y. */
typedef enum { Y_OPEN = 0, Y_ZERO, Y_OF_ONE_CLASS } y_answer;

/* ---- The state ---- */

static exact_token *
tokens_init(const ck_model *m)
{
    exact_token *tokens = ck_allocate((size_t)m->tokens, sizeof *tokens);

    for (long i = 0; i < m->tokens; i++) {
        ck_qmatrix_init(&tokens[i].p);
        ck_qmatrix_resize(&tokens[i].p, 1, m->dim);
        mpq_init(tokens[i].q);
    }
    return tokens;
}

static void
tokens_clear(exact_token *tokens, const ck_model *m)
{
    for (long i = 0; i < m->tokens; i++) {
        ck_qmatrix_clear(&tokens[i].p);
        mpq_clear(tokens[i].q);
    }
    ck_release(tokens);
}

/* scores = W_Q W_K^T, when both are rational (0 x 0 without softmax); the scale
   is positive and does not matter. */
static int
exact_scores(ck_qmatrix *scores, const ck_model *m, long t)
{
    const ck_matrix *left = ck_weights_at(&m->query, t);
    const ck_matrix *right = ck_weights_at(&m->key, t);
    ck_qmatrix query, key;

    if (left == NULL)
        return 1;
    if (!ck_matrix_is_rational(left) || !ck_matrix_is_rational(right))
        return 0;
    ck_qmatrix_init(&query);
    ck_qmatrix_init(&key);
    ck_qmatrix_from(&query, left);
    ck_qmatrix_resize(&key, right->cols, right->rows);
    for (long a = 0; a < right->rows; a++)
        for (long b = 0; b < right->cols; b++)
            mpq_set(*ck_qmatrix_at(&key, b, a),
                    ck_matrix_at(right, a, b)->rational);
    ck_qmatrix_multiply(scores, &query, &key);
    ck_qmatrix_clear(&key);
    ck_qmatrix_clear(&query);
    return 1;
}

static int
exact_value(ck_qmatrix *value, const ck_model *m, long t)
{
    if (m->norm == CK_NORM_LAYER && m->dim == 1) {
        ck_qmatrix_resize(value, 1, 1); /* one coordinate is its own mean */
        return 1;
    }
    return ck_model_value(value, m, t);
}

static void
load_start(orbit_state *s, const ck_matrix *start)
{
    for (long i = 0; i < s->m->tokens; i++) {
        exact_token *token = &s->now[i];

        token->known = 1;
        mpq_set_ui(token->q, 1, 1);
        for (long a = 0; a < s->m->dim; a++) {
            const ck_number *x = ck_matrix_at(start, i, a);

            if (!ck_number_is_rational(x))
                token->known = 0;
            mpq_set(*ck_qmatrix_at(&token->p, 0, a), x->rational);
        }
    }
}

static void
state_init(orbit_state *s, const ck_model *m, const ck_matrix *start)
{
    s->m = m;
    s->period = ck_model_period(m);
    s->now = tokens_init(m);
    s->next = tokens_init(m);
    ck_qmatrix_init(&s->value);
    ck_qmatrix_init(&s->scores);
    load_start(s, start);
}

static void
state_clear(orbit_state *s)
{
    ck_qmatrix_clear(&s->scores);
    ck_qmatrix_clear(&s->value);
    tokens_clear(s->next, s->m);
    tokens_clear(s->now, s->m);
}

/* ---- Before a step ---- */

/* The weights of layer t. */
static void
load_layer(orbit_state *s, long t)
{
    if (t > 0 && s->period == 1) /* no test can see this: it saves work */
        return;
    s->fixed = ck_weights_at(&s->m->fixed, t);
    s->value_known = exact_value(&s->value, s->m, t);
    s->scores_known = exact_scores(&s->scores, s->m, t);
}

static int
is_zero(const ck_qmatrix *m)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        if (mpq_sgn(m->entries[k]) != 0)
            return 0;
    return 1;
}

/* root > 0 with q = root^2 base, when there is one. */
static int
same_class(mpq_t root, mpq_srcptr q, mpq_srcptr base)
{
    mpq_div(root, q, base);
    if (!mpz_perfect_square_p(mpq_numref(root)) ||
        !mpz_perfect_square_p(mpq_denref(root)))
        return 0;
    mpz_sqrt(mpq_numref(root), mpq_numref(root));
    mpz_sqrt(mpq_denref(root), mpq_denref(root));
    return 1;
}

/* The token's class is that of the first token that shares it, whose q it
   takes. */
static void
unify(orbit_state *s, long i)
{
    exact_token *token = &s->now[i];
    mpq_t root;

    mpq_init(root);
    token->class = i;
    /* no test can see this: that the token is in its own class changes
       nothing */
    for (long j = 0; j < i; j++) {
        const exact_token *other = &s->now[j];

        if (!other->known || !same_class(root, token->q, other->q))
            continue;
        token->class = j;
        mpq_set(token->q, other->q);
        for (long a = 0; a < s->m->dim; a++)
            mpq_div(*ck_qmatrix_at(&token->p, 0, a),
                    *ck_qmatrix_at(&token->p, 0, a), root);
        break;
    }
    mpq_clear(root);
}

/* For the step from X(t). */
static void
prepare(orbit_state *s, long t)
{
    ck_qmatrix image;
    int kills_all;

    load_layer(s, t);
    kills_all = s->value_known && is_zero(&s->value);
    ck_qmatrix_init(&image);
    for (long i = 0; i < s->m->tokens; i++) {
        exact_token *token = &s->now[i];

        token->vanishes = kills_all;
        if (!token->known)
            continue;
        unify(s, i);
        if (s->value_known) {
            ck_qmatrix_multiply(&image, &token->p, &s->value);
            token->vanishes = is_zero(&image);
        }
    }
    ck_qmatrix_clear(&image);
}

/* ---- One token ---- */

/* x_j W = 0 for all j that token i attends to: whatever the weights, y_i = 0.
 */
static int
images_vanish(const orbit_state *s, long i)
{
    for (long j = 0; j < s->m->tokens; j++)
        if (ck_attends(s->m, i, j) && !s->now[j].vanishes)
            return 0;
    return 1;
}

static int
tokens_are_known(const orbit_state *s, long i)
{
    for (long j = 0; j < s->m->tokens; j++)
        if (ck_attends(s->m, i, j) && !s->now[j].known)
            return 0;
    return 1;
}

/* sum = <left, p_j>. */
static void
product(mpq_t sum, const ck_qmatrix *left, const exact_token *token)
{
    mpq_t term;

    mpq_init(term);
    mpq_set_ui(sum, 0, 1);
    for (long a = 0; a < left->cols; a++) {
        mpq_mul(term, *ck_qmatrix_at(left, 0, a),
                *ck_qmatrix_at(&token->p, 0, a));
        mpq_add(sum, sum, term);
    }
    mpq_clear(term);
}

/* All scores of row i are equal, so that softmax weighs by 1/n_i: numbers
   r / sqrt(q), r rational, which are equal when r and the class are, or when
   both are zero. Without softmax there are none that could differ. */
static int
scores_are_equal(const orbit_state *s, long i)
{
    ck_qmatrix left;
    mpq_t own, other;
    int equal = 1;

    if (!s->scores_known)
        return 0;
    ck_qmatrix_init(&left);
    mpq_init(own);
    mpq_init(other);
    ck_qmatrix_multiply(&left, &s->now[i].p, &s->scores);
    product(own, &left, &s->now[i]);
    for (long j = 0; equal && j < s->m->tokens; j++) {
        if (!ck_attends(s->m, i, j))
            continue;
        product(other, &left, &s->now[j]);
        equal = mpq_equal(own, other) != 0 &&
                (mpq_sgn(own) == 0 || s->now[j].class == s->now[i].class);
    }
    mpq_clear(other);
    mpq_clear(own);
    ck_qmatrix_clear(&left);
    return equal;
}

/* sum = the part of class `class` of sum_j A_ij x_j, times sqrt(q) of that
   class and a positive factor (equal weights count as 1). */
static void
sum_class(ck_qmatrix *sum, const orbit_state *s, long i, long class)
{
    mpq_t term;

    mpq_init(term);
    ck_qmatrix_resize(sum, 1, s->m->dim);
    for (long j = 0; j < s->m->tokens; j++) {
        if (!ck_attends(s->m, i, j) || s->now[j].class != class)
            continue;
        for (long a = 0; a < s->m->dim; a++) {
            mpq_set(term, *ck_qmatrix_at(&s->now[j].p, 0, a));
            if (s->m->attention == CK_FIXED)
                mpq_mul(term, term, ck_matrix_at(s->fixed, i, j)->rational);
            mpq_add(*ck_qmatrix_at(sum, 0, a), *ck_qmatrix_at(sum, 0, a), term);
        }
    }
    mpq_clear(term);
}

static void
swap(ck_qmatrix *a, ck_qmatrix *b)
{
    const ck_qmatrix kept = *a;

    *a = *b;
    *b = kept;
}

/* y_i, by classes. When a single one is left, y is its part, up to a positive
   factor. */
static y_answer
sum_classes(ck_qmatrix *y, const orbit_state *s, long i)
{
    ck_qmatrix sum, image;
    long left = 0;

    ck_qmatrix_init(&sum);
    ck_qmatrix_init(&image);
    /* no test can see this: of a class without tokens the sum is 0 */
    for (long class = 0; class < s->m->tokens; class ++) {
        sum_class(&sum, s, i, class);
        ck_qmatrix_multiply(&image, &sum, &s->value);
        if (is_zero(s->value_known ? &image : &sum))
            continue;
        left++;
        swap(y, &image);
    }
    ck_qmatrix_clear(&image);
    ck_qmatrix_clear(&sum);
    if (left == 0)
        return Y_ZERO;
    return left == 1 && s->value_known ? Y_OF_ONE_CLASS : Y_OPEN;
}

static y_answer
find_y(ck_qmatrix *y, const orbit_state *s, long i)
{
    if (images_vanish(s, i))
        return Y_ZERO;
    if (!tokens_are_known(s, i))
        return Y_OPEN;
    if (!scores_are_equal(s, i))
        return Y_OPEN;
    return sum_classes(y, s, i);
}

/* ---- A layer ---- */

/* token = y / ||y||: p is y, scaled to integers without a common factor. */
static void
set_direction(exact_token *token, const ck_qmatrix *y)
{
    mpz_t multiple, divisor;
    mpq_t factor;

    mpz_init_set_ui(multiple, 1);
    mpz_init(divisor);
    mpq_init(factor);
    for (long a = 0; a < y->cols; a++)
        mpz_lcm(multiple, multiple, mpq_denref(y->entries[a]));
    mpq_set_z(factor, multiple);
    for (long a = 0; a < y->cols; a++) {
        mpq_mul(token->p.entries[a], y->entries[a], factor);
        mpz_gcd(divisor, divisor, mpq_numref(token->p.entries[a]));
    }
    mpq_set_ui(token->q, 0, 1);
    for (long a = 0; a < y->cols; a++) {
        mpz_ptr x = mpq_numref(token->p.entries[a]);

        mpz_divexact(x, x, divisor);
        mpz_addmul(mpq_numref(token->q), x, x);
    }
    token->known = mpz_sizeinbase(mpq_numref(token->q), 2) <= TOKEN_BITS;
    mpq_clear(factor);
    mpz_clear(divisor);
    mpz_clear(multiple);
}

/* X(t + 1) from X(t); 0 after ck_reject when some y_i is zero. */
static int
step(ck_outcome *o, orbit_state *s, long t)
{
    exact_token *kept = s->now;
    ck_qmatrix y;
    int good = 1;

    ck_qmatrix_init(&y);
    prepare(s, t);
    for (long i = 0; i < s->m->tokens; i++) {
        const y_answer answer = find_y(&y, s, i);

        s->next[i].known = 0;
        if (answer == Y_ZERO)
            good = ck_reject(o, "y_%ld is zero before that, in layer %ld",
                             i + 1, t);
        if (answer == Y_OF_ONE_CLASS)
            set_direction(&s->next[i], &y);
    }
    ck_qmatrix_clear(&y);
    s->now = s->next;
    s->next = kept;
    return good;
}

static int
check_zero(ck_outcome *o, orbit_state *s, long layer, long token)
{
    ck_qmatrix y;
    int zero;

    ck_qmatrix_init(&y);
    prepare(s, layer);
    zero = find_y(&y, s, token) == Y_ZERO;
    ck_qmatrix_clear(&y);
    if (!zero)
        return ck_reject(o,
                         "y_%ld of the step from X(%ld) is not shown to be "
                         "exactly zero",
                         token + 1, layer);
    return 1;
}

int
ck_check_breakdown(ck_outcome *o, const ck_model *m, const ck_matrix *start,
                   long layer, long token)
{
    orbit_state s;
    int good = 1;

    if (m->norm == CK_NORM_NONE)
        return ck_reject(o, "the norm is none: no token is divided by its "
                            "length");
    state_init(&s, m, start);
    for (long t = 0; good && t < layer; t++)
        good = step(o, &s, t);
    good = good && check_zero(o, &s, layer, token);
    state_clear(&s);
    return good;
}
