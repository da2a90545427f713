/* Claim kind `matrix-rank`: bounds from a minor, a kernel and an inertia (R26,
   R27). */

#include "claim.h"
#include "rank.h"

/* What the statement says; absent fields are -1. */
typedef struct {
    ck_matrix matrix;
    long rank, at_least, numerical;
    ck_number tolerance;
} fields;

/* What the witness shows; above is -1 without `count`. */
typedef struct {
    long lower, upper, above;
} facts;

/* ---- The statement ---- */

static int
read_optional(const ck_node *claim, const char *name, long *x)
{
    ck_node node;

    *x = -1;
    ck_member(&node, claim, name);
    return node.json == NULL || ck_integer(&node, 0, CK_RANK_MOST, x);
}

static int
read_numerical(const ck_node *claim, fields *f)
{
    ck_node node, rank, tolerance;

    f->numerical = -1;
    ck_member(&node, claim, "numerical-rank");
    if (node.json == NULL)
        return 1;
    if (!ck_object(&node, "rank tolerance"))
        return 0;
    ck_member(&rank, &node, "rank");
    ck_member(&tolerance, &node, "tolerance");
    return ck_integer(&rank, 0, CK_RANK_MOST, &f->numerical) &&
           ck_read_number(&tolerance, &f->tolerance);
}

static int
read_fields(const ck_certificate *c, fields *f)
{
    ck_node matrix;

    if (!ck_object(&c->claim, "kind matrix ?numerical-rank ?rank "
                              "?rank-at-least"))
        return 0;
    ck_member(&matrix, &c->claim, "matrix");
    if (!ck_read_matrix(&matrix, 0, 0, &f->matrix) ||
        !read_optional(&c->claim, "rank", &f->rank) ||
        !read_optional(&c->claim, "rank-at-least", &f->at_least) ||
        !read_numerical(&c->claim, f))
        return 0;
    if (f->rank < 0 && f->at_least < 0 && f->numerical < 0)
        return ck_node_malformed(&c->claim, "no field says anything");
    return 1;
}

static void
say(ck_words *words, const fields *f, ck_claimed verdict)
{
    const char *separator = "";

    ck_words_add(words, "the matrix ");
    ck_words_add_matrix(words, &f->matrix);
    if (f->rank >= 0) {
        ck_words_add(words, " has rank %ld", f->rank);
        separator = ",";
    }
    if (f->at_least >= 0) {
        ck_words_add(words, "%s has rank at least %ld", separator, f->at_least);
        separator = ",";
    }
    if (f->numerical >= 0) {
        ck_words_add(words, "%s has exactly %ld singular values above ",
                     separator, f->numerical);
        ck_words_add_number(words, &f->tolerance);
        ck_words_add(words, " and none equal to it");
    }
    ck_words_add(words, ": %s", ck_claimed_name(verdict));
}

/* ---- The witness ---- */

/* *size = that of a minor that is not zero. */
static int
check_lower(const ck_certificate *c, const ck_node *node, const fields *f,
            int is_rational, long *size)
{
    ck_qmatrix exact;
    ck_imatrix m;
    int good;

    if (is_rational) {
        ck_qmatrix_init(&exact);
        ck_qmatrix_from(&exact, &f->matrix);
        good = ck_check_modular_minor(node, &exact, size);
        ck_qmatrix_clear(&exact);
        return good;
    }
    ck_imatrix_init(&m, f->matrix.rows, f->matrix.cols, c->o->bits);
    good = ck_imatrix_enclose(&m, &f->matrix)
               ? ck_check_minor(node, &m, "the matrix", size)
               : ck_uncertain(c->o,
                              "the matrix has no bounded enclosure with "
                              "%ld bits",
                              c->o->bits);
    ck_imatrix_clear(&m);
    return good;
}

static int
check_upper(const ck_node *node, const fields *f, int is_rational, long *bound)
{
    ck_qmatrix exact;
    int good;

    if (!ck_object(node, "free side vectors"))
        return 0;
    if (!is_rational)
        return ck_node_malformed(node, "the matrix is not rational");
    ck_qmatrix_init(&exact);
    ck_qmatrix_from(&exact, &f->matrix);
    good = ck_check_kernel(node, &exact, "the matrix", bound);
    ck_qmatrix_clear(&exact);
    return good;
}

/* min(rows, cols) */
static long
smaller_side(const ck_matrix *m)
{
    /* no test can see this: when they are equal it is either */
    return m->rows < m->cols ? m->rows : m->cols;
}

/* S = M M^T - t^2, or M^T M - t^2 when that is smaller; 0 when not bounded.
   S is initialised by this call. */
static int
shifted_gram(ck_imatrix *S, const ck_matrix *matrix, mpfi_srcptr tolerance,
             long prec)
{
    const int tall = matrix->rows > matrix->cols;
    const long n = smaller_side(matrix);
    ck_imatrix m, turned;
    mpfi_t square;
    int good;

    ck_imatrix_init(&m, matrix->rows, matrix->cols, prec);
    ck_imatrix_init(&turned, matrix->cols, matrix->rows, prec);
    ck_imatrix_init(S, n, n, prec);
    mpfi_init2(square, (mpfr_prec_t)prec);
    good = ck_imatrix_enclose(&m, matrix);
    for (long i = 0; i < m.rows; i++)
        for (long j = 0; j < m.cols; j++)
            mpfi_set(ck_imatrix_at(&turned, j, i), ck_imatrix_at(&m, i, j));
    ck_imatrix_multiply_transpose(S, tall ? &turned : &m, tall ? &turned : &m);
    mpfi_sqr(square, tolerance);
    for (long i = 0; i < n; i++)
        mpfi_sub(ck_imatrix_at(S, i, i), ck_imatrix_at(S, i, i), square);
    good = good && ck_imatrix_is_bounded(S);
    mpfi_clear(square);
    ck_imatrix_clear(&turned);
    ck_imatrix_clear(&m);
    return good;
}

/* The written counts, and the pivots. */
static int
read_count(const ck_node *node, long n, long *above, long *below,
           ck_node *pivots)
{
    ck_node above_node, below_node;

    if (!ck_object(node, "above below pivots"))
        return 0;
    ck_member(&above_node, node, "above");
    ck_member(&below_node, node, "below");
    ck_member(pivots, node, "pivots");
    return ck_integer(&above_node, 0, n, above) &&
           ck_integer(&below_node, 0, n, below);
}

static int
check_inertia(const ck_certificate *c, const ck_node *pivots, const fields *f,
              long *positive, long *negative)
{
    ck_imatrix S;
    mpfi_t tolerance;
    int good;

    mpfi_init2(tolerance, (mpfr_prec_t)c->o->bits);
    if (!ck_number_enclose(tolerance, &f->tolerance) ||
        mpfr_sgn(&tolerance->left) <= 0) {
        mpfi_clear(tolerance);
        return ck_uncertain(c->o, "the tolerance is not certified positive");
    }
    good = shifted_gram(&S, &f->matrix, tolerance, c->o->bits)
               ? ck_check_inertia(pivots, &S, positive, negative)
               : ck_uncertain(c->o,
                              "the matrix has no bounded enclosure with "
                              "%ld bits",
                              c->o->bits);
    ck_imatrix_clear(&S);
    mpfi_clear(tolerance);
    return good;
}

static int
check_count(const ck_certificate *c, const ck_node *node, const fields *f,
            long *above)
{
    const long n = smaller_side(&f->matrix);
    long stated_above, stated_below, positive, negative;
    ck_node pivots;

    if (f->numerical < 0)
        return ck_node_malformed(node, "no numerical rank is stated");
    if (!read_count(node, n, &stated_above, &stated_below, &pivots) ||
        !check_inertia(c, &pivots, f, &positive, &negative))
        return 0;
    if (positive != stated_above || negative != stated_below)
        return ck_reject(c->o,
                         "%ld singular values are above the tolerance and %ld "
                         "below, not %ld and %ld",
                         positive, negative, stated_above, stated_below);
    *above = positive;
    return 1;
}

/* `results` and `bits` for these parts of the witness. */
static int
check_envelope(const ck_certificate *c, int has_count, int has_rank,
               int needs_bits)
{
    if (!ck_results_are(c, !has_count ? "R27" : has_rank ? "R26 R27" : "R26"))
        return 0;
    if (needs_bits != (c->bits != 0))
        return ck_node_malformed(&c->bits_at, "%s",
                                 needs_bits ? "this witness needs intervals"
                                            : "this witness needs none");
    return 1;
}

static int
check_witness(const ck_certificate *c, const fields *f, facts *so)
{
    const int is_rational = ck_matrix_is_rational(&f->matrix);
    ck_node lower, upper, count;

    if (!ck_object(&c->witness, "?count ?lower ?upper"))
        return 0;
    ck_member(&lower, &c->witness, "lower");
    ck_member(&upper, &c->witness, "upper");
    ck_member(&count, &c->witness, "count");
    if (lower.json == NULL && upper.json == NULL && count.json == NULL)
        return ck_node_malformed(&c->witness, "it shows nothing");
    so->lower = 0;
    so->upper = smaller_side(&f->matrix);
    so->above = -1;
    return check_envelope(c, count.json != NULL,
                          lower.json != NULL || upper.json != NULL,
                          count.json != NULL || !is_rational) &&
           (lower.json == NULL ||
            check_lower(c, &lower, f, is_rational, &so->lower)) &&
           (upper.json == NULL ||
            check_upper(&upper, f, is_rational, &so->upper)) &&
           (count.json == NULL || check_count(c, &count, f, &so->above));
}

/* ---- The conclusion ---- */

/* Every stated field follows. */
static int
follows(const fields *f, const facts *so)
{
    if (f->rank >= 0 && (so->lower != f->rank || so->upper != f->rank))
        return 0;
    if (f->at_least > so->lower)
        return 0;
    return so->above == f->numerical; /* both -1 when none is stated */
}

/* Some stated field is contradicted. */
static int
is_contradicted(const fields *f, const facts *so)
{
    if (f->rank >= 0 && (f->rank < so->lower || f->rank > so->upper))
        return 1;
    if (f->at_least > so->upper)
        return 1;
    return so->above >= 0 && so->above != f->numerical;
}

static int
conclude(const ck_certificate *c, const fields *f, const facts *so)
{
    if (c->verdict == CK_PROVED ? follows(f, so) : is_contradicted(f, so))
        return 1;
    if (so->above < 0)
        return ck_reject(c->o,
                         "the rank is between %ld and %ld: that does not show "
                         "the claim %s",
                         so->lower, so->upper, ck_claimed_name(c->verdict));
    return ck_reject(c->o,
                     "the rank is between %ld and %ld, and %ld singular values "
                     "are above the tolerance: that does not show the claim %s",
                     so->lower, so->upper, so->above,
                     ck_claimed_name(c->verdict));
}

static int
check_claim(const ck_certificate *c, const fields *f, ck_words *words)
{
    facts so;

    say(words, f, c->verdict);
    if (c->verdict == CK_UNDEFINED)
        return ck_malformed(c->o, "/verdict", "a rank is never undefined");
    return check_witness(c, f, &so) && conclude(c, f, &so);
}

static int
check(ck_certificate *c, ck_words *words)
{
    fields f;
    int good;

    ck_matrix_init(&f.matrix);
    ck_number_init(&f.tolerance);
    good = read_fields(c, &f) && check_claim(c, &f, words);
    ck_number_clear(&f.tolerance);
    ck_matrix_clear(&f.matrix);
    return good;
}

const ck_kind ck_matrix_rank_kind = {.kind = "matrix-rank", .check = check};
