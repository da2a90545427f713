#include "subspace.h"

#include "points.h"
#include "proof.h"

/* k and the pivots: a rising list of coordinates. */
static int
read_pivots(const ck_node *node, long dim, ck_subspace *s)
{
    size_t count;

    if (!ck_places(node, dim, 1, (size_t)dim, &s->pivots, &count))
        return 0;
    s->dim = (long)count;
    return 1;
}

static void
set_rows(ck_subspace *s, const ck_layer *layer)
{
    ck_imatrix_clear(&s->U);
    ck_imatrix_init(&s->U, s->dim, layer->dim, layer->prec);
}

/* ---- By coordinates ---- */

static int
is_listed(const ck_subspace *s, long coordinate)
{
    for (long b = 0; b < s->dim; b++)
        if (s->pivots[b] == coordinate)
            return 1;
    return 0;
}

/* W_jk, centred for norm `layer`, is exactly zero. value is that matrix; 0 x 0
   when W is not rational, where only norm `rms` leaves an entry as it is. */
static int
entry_is_zero(const ck_layer *layer, const ck_qmatrix *value, long j, long k)
{
    if (value->rows > 0)
        return mpq_sgn(*ck_qmatrix_at(value, j, k)) == 0;
    return layer->model->norm != CK_NORM_LAYER &&
           ck_number_is_zero(ck_matrix_at(
               ck_weights_at(&layer->model->value, layer->t), j, k));
}

/* No coordinate of the list leads out of it. */
static int
check_closed(ck_outcome *o, const ck_layer *layer, const ck_qmatrix *value,
             const ck_subspace *s)
{
    for (long b = 0; b < s->dim; b++)
        for (long k = 0; k < layer->model->dim; k++)
            if (!is_listed(s, k) &&
                !entry_is_zero(layer, value, s->pivots[b], k))
                return ck_reject(
                    o,
                    "the subspace is not invariant: entry %ld, "
                    "%ld of W%s is not exactly zero",
                    s->pivots[b] + 1, k + 1,
                    layer->model->norm == CK_NORM_LAYER ? ", centred," : "");
    return 1;
}

static int
check_coordinates(const ck_node *node, const ck_layer *layer, ck_subspace *s)
{
    ck_qmatrix value;
    int good;

    if (!read_pivots(node, layer->dim, s))
        return 0;
    ck_qmatrix_init(&value);
    (void)ck_model_value(&value, layer->model, layer->t);
    good = check_closed(node->o, layer, &value, s);
    ck_qmatrix_clear(&value);
    set_rows(s, layer);
    for (long b = 0; b < s->dim; b++)
        mpfi_set_ui(ck_imatrix_at(&s->U, b, s->pivots[b]), 1);
    return good;
}

/* ---- By a rational basis ---- */

/* part = m's columns at the pivots. */
static void
take_pivots(ck_qmatrix *part, const ck_qmatrix *m, const ck_subspace *s)
{
    ck_qmatrix_resize(part, m->rows, s->dim);
    for (long b = 0; b < m->rows; b++)
        for (long c = 0; c < s->dim; c++)
            mpq_set(*ck_qmatrix_at(part, b, c),
                    *ck_qmatrix_at(m, b, s->pivots[c]));
}

static int
check_identity(ck_outcome *o, const ck_qmatrix *basis, const ck_subspace *s)
{
    for (long b = 0; b < s->dim; b++)
        for (long c = 0; c < s->dim; c++)
            if (mpq_cmp_ui(*ck_qmatrix_at(basis, b, s->pivots[c]), b == c, 1) !=
                0)
                return ck_reject(o,
                                 "the basis is not the identity on the "
                                 "pivots: entry %ld, %ld is not %d",
                                 b + 1, s->pivots[c] + 1, b == c);
    return 1;
}

/* image = back, entry by entry. */
static int
check_equal(ck_outcome *o, const ck_qmatrix *image, const ck_qmatrix *back)
{
    for (long b = 0; b < image->rows; b++)
        for (long a = 0; a < image->cols; a++)
            if (!mpq_equal(*ck_qmatrix_at(image, b, a),
                           *ck_qmatrix_at(back, b, a)))
                return ck_reject(o,
                                 "the subspace is not invariant: row %ld of "
                                 "the basis times W leaves it in coordinate "
                                 "%ld",
                                 b + 1, a + 1);
    return 1;
}

/* U W = (columns pivots of U W) U. */
static int
check_invariant(ck_outcome *o, const ck_qmatrix *basis, const ck_qmatrix *value,
                const ck_subspace *s)
{
    ck_qmatrix image, part, back;
    int good;

    ck_qmatrix_init(&image);
    ck_qmatrix_init(&part);
    ck_qmatrix_init(&back);
    ck_qmatrix_multiply(&image, basis, value);
    take_pivots(&part, &image, s);
    ck_qmatrix_multiply(&back, &part, basis);
    good = check_equal(o, &image, &back);
    ck_qmatrix_clear(&back);
    ck_qmatrix_clear(&part);
    ck_qmatrix_clear(&image);
    return good;
}

/* W exactly. */
static int
take_value(ck_outcome *o, ck_qmatrix *value, const ck_layer *layer)
{
    if (!ck_model_value(value, layer->model, layer->t))
        return ck_reject(o, "a basis is given, but W is not rational");
    return 1;
}

static int
check_basis(const ck_node *node, const ck_node *pivots, const ck_layer *layer,
            ck_subspace *s)
{
    ck_qmatrix basis, value;
    int good;

    if (!read_pivots(pivots, layer->dim, s))
        return 0;
    ck_qmatrix_init(&basis);
    ck_qmatrix_init(&value);
    good = ck_read_qmatrix(node, s->dim, layer->dim, &basis) &&
           take_value(node->o, &value, layer) &&
           check_identity(node->o, &basis, s) &&
           check_invariant(node->o, &basis, &value, s);
    if (good) {
        set_rows(s, layer);
        ck_imatrix_set_rationals(&s->U, &basis);
    }
    ck_qmatrix_clear(&value);
    ck_qmatrix_clear(&basis);
    return good;
}

/* ---- By an eigenvector ---- */

/* centre (1 x d) and lambda (1 x 1) as written, and the pivot. */
static int
read_line(const ck_node *node, const ck_imatrix *centre,
          const ck_imatrix *lambda, ck_subspace *s)
{
    ck_node centre_node, lambda_node, pivot_node;
    long pivot;

    ck_member(&centre_node, node, "centre");
    ck_member(&lambda_node, node, "lambda");
    ck_member(&pivot_node, node, "pivot");
    if (!ck_read_point_row(&centre_node, centre, 0) ||
        !ck_read_point(&lambda_node, ck_imatrix_at(lambda, 0, 0)) ||
        !ck_integer(&pivot_node, 1, centre->cols, &pivot))
        return 0;
    s->dim = 1;
    s->pivots = ck_allocate(1, sizeof *s->pivots);
    s->pivots[0] = pivot - 1;
    return 1;
}

/* U = v / v_p. */
static int
scale_vector(ck_outcome *o, ck_subspace *s, const ck_imatrix *v)
{
    const long p = s->pivots[0];
    mpfi_srcptr divisor = ck_imatrix_at(v, 0, p);
    char text[80];

    if (mpfi_has_zero(divisor)) {
        ck_interval_text(text, divisor);
        return ck_uncertain(o,
                            "coordinate %ld of the eigenvector is not "
                            "certified not zero: %s",
                            p + 1, text);
    }
    for (long a = 0; a < v->cols; a++)
        mpfi_div(ck_imatrix_at(&s->U, 0, a), ck_imatrix_at(v, 0, a), divisor);
    mpfi_set_ui(ck_imatrix_at(&s->U, 0, p), 1);
    return 1;
}

/* `solution` for a single token of weight 1, and its vector. */
static int
solve_line(ck_outcome *o, const ck_layer *layer, const ck_imatrix *centre,
           const ck_imatrix *lambda, mpfr_srcptr e, ck_subspace *s)
{
    ck_layer single;
    ck_system system = {&single, NULL, 0, 1};
    ck_imatrix v, value;
    int good;

    ck_layer_single(&single, layer);
    ck_imatrix_init(&v, 1, layer->dim, layer->prec);
    ck_imatrix_init(&value, 1, 1, layer->prec);
    set_rows(s, layer);
    good = ck_check_solution(o, &v, &value, &system, centre, lambda, e) &&
           scale_vector(o, s, &v);
    ck_imatrix_clear(&value);
    ck_imatrix_clear(&v);
    ck_layer_clear(&single);
    return good;
}

static int
check_line(const ck_node *node, const ck_layer *layer, ck_subspace *s)
{
    ck_imatrix centre, lambda;
    ck_node radius;
    mpfr_t e;
    int good;

    if (!ck_object(node, "centre lambda pivot radius"))
        return 0;
    ck_member(&radius, node, "radius");
    ck_imatrix_init(&centre, 1, layer->dim, layer->prec);
    ck_imatrix_init(&lambda, 1, 1, layer->prec);
    good = ck_read_positive(&radius, e) &&
           read_line(node, &centre, &lambda, s) &&
           solve_line(node->o, layer, &centre, &lambda, e, s);
    mpfr_clear(e);
    ck_imatrix_clear(&lambda);
    ck_imatrix_clear(&centre);
    return good;
}

/* ---- One of the three ---- */

int
ck_check_subspace(const ck_node *node, const ck_layer *layer, ck_subspace *s)
{
    ck_node coordinates, basis, line, pivots;

    s->dim = 0;
    s->pivots = NULL;
    ck_imatrix_init(&s->U, 0, 0, layer->prec);
    ck_member(&coordinates, node, "coordinates");
    ck_member(&line, node, "line");
    if (coordinates.json != NULL)
        return ck_object(node, "coordinates") &&
               check_coordinates(&coordinates, layer, s);
    if (line.json != NULL)
        return ck_object(node, "line") && check_line(&line, layer, s);
    if (!ck_object(node, "basis pivots"))
        return 0;
    ck_member(&basis, node, "basis");
    ck_member(&pivots, node, "pivots");
    return check_basis(&basis, &pivots, layer, s);
}

void
ck_subspace_clear(ck_subspace *s)
{
    ck_imatrix_clear(&s->U);
    ck_release(s->pivots);
}
