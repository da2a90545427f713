/* Random matrices that anyone can make again: SplitMix64. */

#include <rankcert/exact.h>

#define SPLITMIX_STEP UINT64_C(0x9e3779b97f4a7c15)

/* Output number k, from 0. */
static uint64_t
splitmix(uint64_t seed, uint64_t k)
{
    uint64_t z = seed + (k + 1) * SPLITMIX_STEP;

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* x = range (2 (z >> 11) 2^-53 - 1) = range ((z >> 11) - 2^52) / 2^52. */
static void
set_entry(fmpq_t x, uint64_t z, const fmpq_t range)
{
    const uint64_t top = z >> 11;

    fmpz_set_ui(fmpq_numref(x), (ulong)(top >> 32));
    fmpz_mul_2exp(fmpq_numref(x), fmpq_numref(x), 32);
    fmpz_add_ui(fmpq_numref(x), fmpq_numref(x),
                (ulong)(top & UINT64_C(0xffffffff)));
    fmpz_one(fmpq_denref(x));
    fmpz_mul_2exp(fmpq_denref(x), fmpq_denref(x), 52);
    fmpz_sub(fmpq_numref(x), fmpq_numref(x), fmpq_denref(x));
    fmpq_canonicalise(x);
    fmpq_mul(x, x, range);
}

rc_status
rc_matrix_set_random(rc_matrix_t m, slong rows, slong cols, uint64_t seed,
                     uint64_t first, const fmpq_t range)
{
    rc_status status = rc_matrix_resize(m, rows, cols);

    if (status != RC_OK)
        return status;
    for (slong k = 0; k < rows * cols; k++)
        set_entry(m->entries[k].rational, splitmix(seed, first + (uint64_t)k),
                  range);
    return RC_OK;
}
