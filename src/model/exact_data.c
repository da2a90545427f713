#include "model.h"

/* Each row of value loses its mean. */
static void
centre_rows(fmpq_mat_t value)
{
    const slong d = fmpq_mat_ncols(value);
    fmpq_t mean;
    fmpz_t dim;

    fmpq_init(mean);
    fmpz_init_set_si(dim, d);
    for (slong a = 0; a < fmpq_mat_nrows(value); a++) {
        fmpq_zero(mean);
        for (slong b = 0; b < d; b++)
            fmpq_add(mean, mean, fmpq_mat_entry(value, a, b));
        fmpq_div_fmpz(mean, mean, dim);
        for (slong b = 0; b < d; b++)
            fmpq_sub(fmpq_mat_entry(value, a, b), fmpq_mat_entry(value, a, b),
                     mean);
    }
    fmpz_clear(dim);
    fmpq_clear(mean);
}

int
rc_number_is_moderate(const rc_number_struct *x)
{
    return rc_number_is_rational(x) &&
           fmpq_height_bits(x->rational) <= RC_EXACT_MAX_BITS;
}

int
rc_matrix_is_moderate(const rc_matrix_struct *m)
{
    for (slong k = 0; k < m->rows * m->cols; k++)
        if (!rc_number_is_moderate(m->entries + k))
            return 0;
    return 1;
}

int
rc_layer_rational_value(fmpq_mat_t value, const rc_layer *layer)
{
    if (layer->norm == RC_NORM_LAYER && layer->dim == 1) {
        fmpq_mat_zero(value); /* one coordinate is its own mean */
        return 1;
    }
    if (!rc_matrix_is_moderate(layer->value))
        return 0;
    rc_matrix_get_fmpq_mat(value, layer->value);
    if (layer->norm == RC_NORM_LAYER)
        centre_rows(value);
    return 1;
}

int
rc_layer_exact_weight(fmpq_t weight, const rc_layer *layer, slong i, slong j)
{
    const rc_number_struct *entry;

    if (layer->attention == RC_ATTENTION_SOFTMAX)
        return 0;
    if (layer->attention == RC_ATTENTION_UNIFORM) {
        fmpq_set_si(weight, 1, (ulong)rc_mask_degree(layer->mask, i));
        return 1;
    }
    entry = rc_matrix_entry(layer->fixed, i, j);
    if (!rc_number_is_moderate(entry))
        return 0;
    fmpq_set(weight, entry->rational);
    return 1;
}
