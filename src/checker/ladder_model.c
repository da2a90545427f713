/* R13: the model over the coordinates of a basis. */

#include "ladder.h"
#include "semidefinite.h"

/* ---- U exactly ---- */

/* u = T W T^-1. */
static int
turn_value(ck_outcome *o, ck_qmatrix *u, const ck_qmatrix *w,
           const ck_qmatrix *T)
{
    ck_qmatrix inverse, product;
    int good;

    ck_qmatrix_init(&inverse);
    ck_qmatrix_init(&product);
    good = ck_qmatrix_invert(&inverse, T) ||
           ck_reject(o, "the basis is not invertible");
    if (good) {
        ck_qmatrix_multiply(&product, T, w);
        ck_qmatrix_multiply(u, &product, &inverse);
    }
    ck_qmatrix_clear(&product);
    ck_qmatrix_clear(&inverse);
    return good;
}

/* u = U, or 0 x 0 when W is not rational and is taken as it is written. */
static int
take_value(ck_ladder *l, ck_qmatrix *u, const ck_qmatrix *T)
{
    ck_qmatrix w;
    int good = 1;

    ck_qmatrix_init(&w);
    if (!ck_model_value(&w, l->model, 0)) {
        if (T != NULL || l->model->norm == CK_NORM_LAYER)
            good = ck_reject(l->o, "W is not rational, so that it is not known "
                                   "to be triangular in a basis, or centred");
    } else if (T != NULL) {
        good = turn_value(l->o, u, &w, T);
    } else {
        ck_qmatrix_resize(u, w.rows, w.cols);
        for (long k = 0; k < w.rows * w.cols; k++)
            mpq_set(u->entries[k], w.entries[k]);
    }
    ck_qmatrix_clear(&w);
    return good;
}

static int
check_triangular(ck_ladder *l, const ck_qmatrix *u)
{
    const ck_matrix *w = ck_weights_at(&l->model->value, 0);

    for (long j = 0; j < l->model->dim; j++)
        for (long k = 0; k < j; k++)
            if (u->rows > 0 ? mpq_sgn(*ck_qmatrix_at(u, j, k)) != 0
                            : !ck_number_is_zero(ck_matrix_at(w, j, k)))
                return ck_reject(l->o,
                                 "the value matrix is not upper triangular: "
                                 "entry %ld, %ld is not exactly zero",
                                 j + 1, k + 1);
    return 1;
}

/* ---- In intervals ---- */

/* A rational with few bits when these hold it exactly: long numbers are
   multiplied by it faster. */
static void
set_short(mpfi_ptr x, mpq_srcptr q)
{
    const mpfr_prec_t full = mpfi_get_prec(x), few = 64;

    /* no test can see this: with any precision it is an enclosure */
    mpfi_set_prec(x, few);
    mpfi_set_q(x, q);
    if (mpfr_equal_p(&x->left, &x->right))
        return;
    mpfi_set_prec(x, full);
    mpfi_set_q(x, q);
}

static void
set_value(ck_ladder *l, const ck_qmatrix *u)
{
    if (u->rows == 0) {
        ck_imatrix_set(&l->U, &l->layer.value);
        return;
    }
    ck_imatrix_set_rationals(&l->layer.value, u);
    for (long k = 0; k < u->rows * u->cols; k++)
        set_short(l->U.entries[k], u->entries[k]);
}

/* gram = T T^T; scores = T B T^T. */
static void
set_basis(ck_ladder *l, const ck_qmatrix *T)
{
    const long d = l->model->dim;
    ck_qmatrix transpose, product;
    ck_imatrix basis, image;

    ck_qmatrix_init(&transpose);
    ck_qmatrix_init(&product);
    ck_qmatrix_transpose(&transpose, T);
    ck_qmatrix_multiply(&product, T, &transpose);
    ck_imatrix_init(&l->gram, d, d, l->o->bits);
    ck_imatrix_set_rationals(&l->gram, &product);
    if (l->layer.scores.rows > 0) {
        ck_imatrix_init(&basis, d, d, l->o->bits);
        ck_imatrix_init(&image, d, d, l->o->bits);
        ck_imatrix_set_rationals(&basis, T);
        ck_imatrix_multiply(&image, &basis, &l->layer.scores);
        ck_imatrix_multiply_transpose(&l->layer.scores, &image, &basis);
        ck_imatrix_clear(&image);
        ck_imatrix_clear(&basis);
    }
    ck_qmatrix_clear(&product);
    ck_qmatrix_clear(&transpose);
}

static int
set_model(ck_ladder *l, const ck_qmatrix *T)
{
    ck_qmatrix u;
    int good;

    ck_qmatrix_init(&u);
    good = take_value(l, &u, T) && check_triangular(l, &u);
    if (good)
        set_value(l, &u);
    if (good && T != NULL)
        set_basis(l, T);
    ck_qmatrix_clear(&u);
    return good;
}

int
ck_ladder_init(ck_ladder *l, ck_outcome *o, const ck_model *model,
               const ck_qmatrix *T)
{
    const size_t n = (size_t)model->tokens;
    int bounded;

    *l = (ck_ladder){.o = o, .model = model};
    bounded = ck_layer_init(&l->layer, model, 0, o->bits);
    ck_imatrix_init(&l->U, model->dim, model->dim, o->bits);
    ck_imatrix_init(&l->Z, model->tokens, model->dim, o->bits);
    ck_imatrix_init(&l->before, 1, model->dim, o->bits);
    l->branch = ck_allocate(n, sizeof *l->branch);
    l->coordinate = ck_allocate(n, sizeof *l->coordinate);
    if (!bounded)
        return ck_uncertain(
            o, "the model has no bounded enclosure with %ld bits", o->bits);
    if (!model->lower_triangular)
        return ck_reject(o, "the mask is not lower triangular");
    return set_model(l, T);
}

void
ck_ladder_clear(ck_ladder *l)
{
    ck_release(l->coordinate);
    ck_release(l->branch);
    ck_imatrix_clear(&l->before);
    ck_imatrix_clear(&l->Z);
    ck_imatrix_clear(&l->gram);
    ck_imatrix_clear(&l->U);
    ck_layer_clear(&l->layer);
}
