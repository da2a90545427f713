#include "kernel.h"

/* N x = 0 in echelon form: row i of N / den is 1 in column pivots[i] and 0 in
   the other pivots' columns, so x there is minus what the row holds in the free
   columns, by x there. */
typedef struct {
    fmpz_mat_t N;
    fmpz_t den;
    slong rank, count;
    slong *pivots, *free;
} echelon;

/* The rows of M (of its transpose when is_left), each scaled to integers: that
   changes no right kernel. */
static void
echelon_init(echelon *e, const fmpq_mat_t M, int is_left)
{
    const slong rows = is_left ? fmpq_mat_ncols(M) : fmpq_mat_nrows(M);
    const slong cols = is_left ? fmpq_mat_nrows(M) : fmpq_mat_ncols(M);
    fmpz *dens = _fmpz_vec_init(rows);
    fmpq_mat_t turned;

    fmpz_mat_init(e->N, rows, cols);
    fmpz_init(e->den);
    e->pivots = flint_calloc((size_t)cols, sizeof(slong));
    e->free = flint_calloc((size_t)cols, sizeof(slong));
    fmpq_mat_init(turned, rows, cols);
    if (is_left)
        fmpq_mat_transpose(turned, M);
    else
        fmpq_mat_set(turned, M);
    fmpq_mat_get_fmpz_mat_rowwise(e->N, dens, turned);
    fmpq_mat_clear(turned);
    _fmpz_vec_clear(dens, rows);
}

static void
echelon_clear(echelon *e)
{
    flint_free(e->free);
    flint_free(e->pivots);
    fmpz_clear(e->den);
    fmpz_mat_clear(e->N);
}

/* Each row's first entry that is not zero is its pivot. */
static void
reduce(echelon *e)
{
    const slong cols = fmpz_mat_ncols(e->N);
    slong i = 0;

    e->rank = fmpz_mat_rref(e->N, e->den, e->N);
    e->count = 0;
    for (slong j = 0; j < cols; j++) {
        if (i < e->rank && !fmpz_is_zero(fmpz_mat_entry(e->N, i, j)))
            e->pivots[i++] = j;
        else
            e->free[e->count++] = j;
    }
}

/* The vector that is one at the k-th free place and zero at the others. */
static void
put_vector(rc_certificate *out, const echelon *e, slong k)
{
    slong i = 0;
    fmpq_t x;

    fmpq_init(x);
    rc_certificate_open_list(out, NULL);
    for (slong j = 0; j < fmpz_mat_ncols(e->N); j++) {
        if (i < e->rank && e->pivots[i] == j) {
            fmpq_set_fmpz_frac(x, fmpz_mat_entry(e->N, i, e->free[k]), e->den);
            fmpq_neg(x, x);
            i++;
        } else {
            fmpq_set_si(x, e->free[k] == j, 1);
        }
        rc_certificate_put_fmpq(out, NULL, x);
    }
    rc_certificate_close(out);
    fmpq_clear(x);
}

void
rc_kernel_put(rc_certificate *out, const fmpq_mat_t M)
{
    const int is_left = fmpq_mat_nrows(M) <= fmpq_mat_ncols(M);
    echelon e;

    echelon_init(&e, M, is_left);
    reduce(&e);
    rc_certificate_put_places(out, "free", e.free, e.count);
    rc_certificate_put_text(out, "side", is_left ? "left" : "right");
    rc_certificate_open_list(out, "vectors");
    for (slong k = 0; k < e.count; k++)
        put_vector(out, &e, k);
    rc_certificate_close(out);
    echelon_clear(&e);
}
