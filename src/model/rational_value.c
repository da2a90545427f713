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
rc_layer_rational_value(fmpq_mat_t value, const rc_layer *layer)
{
    if (!rc_matrix_is_rational(layer->value))
        return 0;
    rc_matrix_get_fmpq_mat(value, layer->value);
    if (layer->norm == RC_NORM_LAYER)
        centre_rows(value);
    return 1;
}
