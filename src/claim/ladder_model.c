/* R13: the model in the basis in which its value matrix is triangular. */

#include "ladder.h"

/* ---- The value matrix, exactly ---- */

/* U = T W T^-1, or W without T; 0 when W is not rational, U is then not
   initialised. */
static int
rational_value(fmpq_mat_t U, const rc_layer *layer, const rc_matrix_struct *T)
{
    fmpq_mat_t basis, inverse;

    fmpq_mat_init(U, layer->dim, layer->dim);
    if (!rc_layer_rational_value(U, layer)) {
        fmpq_mat_clear(U);
        return 0;
    }
    if (T == NULL)
        return 1;
    fmpq_mat_init(basis, layer->dim, layer->dim);
    fmpq_mat_init(inverse, layer->dim, layer->dim);
    rc_matrix_get_fmpq_mat(basis, T);
    fmpq_mat_mul(U, basis, U);
    if (fmpq_mat_inv(inverse, basis)) /* the claim's reader saw to that */
        fmpq_mat_mul(U, U, inverse);
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(basis);
    return 1;
}

/* W's entries below the diagonal as they are written. */
static int
is_written_triangular(slong *row, slong *col, const rc_layer *layer)
{
    for (slong j = 0; j < layer->dim; j++)
        for (slong k = 0; k < j; k++)
            if (!rc_number_is_zero(rc_matrix_entry(layer->value, j, k))) {
                *row = j;
                *col = k;
                return 0;
            }
    return 1;
}

static int
is_triangular(slong *row, slong *col, const fmpq_mat_t U)
{
    for (slong j = 0; j < fmpq_mat_nrows(U); j++)
        for (slong k = 0; k < j; k++)
            if (!fmpq_is_zero(fmpq_mat_entry(U, j, k))) {
                *row = j;
                *col = k;
                return 0;
            }
    return 1;
}

int
rc_ladder_is_triangular(slong *row, slong *col, const rc_layer *layer,
                        const rc_matrix_struct *T)
{
    fmpq_mat_t U;
    int answer;

    if (!rational_value(U, layer, T))
        return T == NULL && layer->norm != RC_NORM_LAYER
                   ? is_written_triangular(row, col, layer)
                   : -1;
    answer = is_triangular(row, col, U);
    fmpq_mat_clear(U);
    return answer;
}

/* ---- The model in balls ---- */

static void
set_value(rc_ladder_model *model, const rc_layer *layer,
          const rc_matrix_struct *T)
{
    fmpq_mat_t U;

    if (!rational_value(U, layer, T))
        return; /* W itself, enclosed entry by entry */
    arb_mat_set_fmpq_mat(model->layer->value, U, model->prec);
    fmpq_mat_clear(U);
}

/* scores = T B T^T. */
static void
turn_scores(rc_ladder_model *model)
{
    arb_mat_t product, transpose;

    arb_mat_init(product, model->dim, model->dim);
    arb_mat_init(transpose, model->dim, model->dim);
    arb_mat_transpose(transpose, model->basis);
    arb_mat_mul(product, model->basis, model->layer->scores, model->prec);
    arb_mat_mul(model->layer->scores, product, transpose, model->prec);
    arb_mat_clear(transpose);
    arb_mat_clear(product);
}

static void
set_basis(rc_ladder_model *model, const rc_matrix_struct *T)
{
    arb_mat_t transpose;

    arb_mat_one(model->basis);
    arb_mat_one(model->gram);
    if (T == NULL)
        return;
    arb_mat_init(transpose, model->dim, model->dim);
    rc_matrix_get_arb_mat(model->basis, T, model->prec);
    arb_mat_transpose(transpose, model->basis);
    arb_mat_mul(model->gram, model->basis, transpose, model->prec);
    arb_mat_clear(transpose);
}

rc_status
rc_ladder_model_init(rc_ladder_model *model, const rc_layer *layer,
                     const rc_matrix_struct *T, slong prec)
{
    rc_status status = rc_layer_ball_init(model->layer, layer, prec);

    model->tokens = model->layer->tokens;
    model->dim = layer->dim;
    model->prec = prec;
    model->mask = layer->mask;
    model->has_basis = T != NULL;
    arb_mat_init(model->gram, layer->dim, layer->dim);
    arb_mat_init(model->basis, layer->dim, layer->dim);
    model->layer->normalise = 0; /* ||z|| is not ||x|| */
    set_basis(model, T);
    set_value(model, layer, T);
    if (T != NULL && model->layer->softmax)
        turn_scores(model);
    if (status == RC_OK && (!arb_mat_is_finite(model->layer->value) ||
                            !arb_mat_is_finite(model->layer->scores)))
        status = RC_UNCERTAIN;
    return status;
}

void
rc_ladder_model_clear(rc_ladder_model *model)
{
    arb_mat_clear(model->basis);
    arb_mat_clear(model->gram);
    rc_layer_ball_clear(model->layer);
}
