#include "model.h"

slong
rc_equilibrium_system_size(const rc_equilibrium_system *system)
{
    return (system->last - system->first) * (system->layer->dim + 1);
}

/* row = x gram. */
static void
times_gram(arb_mat_t row, const arb_mat_t x, const arb_mat_struct *gram,
           slong prec)
{
    if (gram == NULL)
        arb_mat_set(row, x);
    else
        arb_mat_mul(row, x, gram, prec);
}

rc_status
rc_equilibrium_residual(arb_mat_t G, const rc_equilibrium_system *system,
                        const arb_mat_t X, const arb_mat_t lambda, slong prec)
{
    const slong d = system->layer->dim, first = system->first;
    arb_mat_t Y, x, row;
    rc_status status;

    arb_mat_init(Y, system->last - first, d);
    arb_mat_init(row, 1, d);
    status = rc_layer_mix(Y, system->layer, X, first, system->last, prec);
    for (slong i = first; status == RC_OK && i < system->last; i++) {
        const slong base = (i - first) * (d + 1);
        arb_ptr norm = arb_mat_entry(G, base + d, 0);

        arb_mat_window_init(x, X, i, 0, i + 1, d);
        for (slong a = 0; a < d; a++) {
            arb_ptr g = arb_mat_entry(G, base + a, 0);

            arb_set(g, arb_mat_entry(Y, i - first, a));
            arb_submul(g, arb_mat_entry(lambda, i, 0), arb_mat_entry(x, 0, a),
                       prec);
        }
        times_gram(row, x, system->gram, prec);
        arb_dot(norm, NULL, 0, arb_mat_entry(x, 0, 0), 1,
                arb_mat_entry(row, 0, 0), 1, d, prec);
        arb_sub_ui(norm, norm, 1, prec);
        arb_mat_window_clear(x);
    }
    if (status == RC_OK && !arb_mat_is_finite(G))
        status = RC_UNCERTAIN;
    arb_mat_clear(row);
    arb_mat_clear(Y);
    return status;
}

/* The last column and row of token i's diagonal block, and -lambda_i I. */
static void
put_borders(arb_mat_t J, const rc_equilibrium_system *system, slong i,
            const arb_mat_t X, const arb_mat_t lambda, slong prec)
{
    const slong d = system->layer->dim, base = (i - system->first) * (d + 1);
    arb_mat_t x, row;

    arb_mat_window_init(x, X, i, 0, i + 1, d);
    arb_mat_init(row, 1, d);
    times_gram(row, x, system->gram, prec);
    for (slong a = 0; a < d; a++) {
        arb_ptr diagonal = arb_mat_entry(J, base + a, base + a);

        arb_sub(diagonal, diagonal, arb_mat_entry(lambda, i, 0), prec);
        arb_neg(arb_mat_entry(J, base + a, base + d), arb_mat_entry(x, 0, a));
        arb_mul_2exp_si(arb_mat_entry(J, base + d, base + a),
                        arb_mat_entry(row, 0, a), 1);
    }
    arb_mat_clear(row);
    arb_mat_window_clear(x);
}

rc_status
rc_equilibrium_jacobian(arb_mat_t J, const rc_equilibrium_system *system,
                        const arb_mat_t X, const arb_mat_t lambda, slong prec)
{
    const slong d = system->layer->dim, first = system->first;
    const slong m = system->last - first;
    rc_status status = RC_OK;
    arb_mat_t slab;

    arb_mat_init(slab, d, m * d);
    arb_mat_zero(J);
    for (slong i = first; status == RC_OK && i < system->last; i++) {
        status = rc_layer_mix_derivative(slab, system->layer, X, i, first,
                                         system->last, prec);
        if (status != RC_OK)
            break;
        for (slong a = 0; a < d; a++)
            for (slong l = 0; l < m; l++)
                for (slong b = 0; b < d; b++)
                    arb_set(arb_mat_entry(J, (i - first) * (d + 1) + a,
                                          l * (d + 1) + b),
                            arb_mat_entry(slab, a, l * d + b));
        put_borders(J, system, i, X, lambda, prec);
    }
    if (status == RC_OK && !arb_mat_is_finite(J))
        status = RC_UNCERTAIN;
    arb_mat_clear(slab);
    return status;
}
