/* An orbit of softmax attention at a real size: N = 64, d = 32, 64 layers,
   causal mask, LayerNorm rms, weights with |entries| <= 1/4, mu certified at
   the last layer to ten digits. Prints time, peak memory and the share of time
   spent inside FLINT; exits 1 when that share is 80 % or less, or when mu did
   not come out. usage: bench_orbit [tokens dim layers] */

#include <stdio.h>
#include <stdlib.h>

#include <rankcert/rankcert.h>

#include "profile.h"

#define DIGITS_BITS 34 /* ten decimal digits */
#define MAX_BITS 16384
#define LEAST_SHARE 0.80

/* Reproducible entries k/1024 with |entry| <= bound/1024. */
static rc_status
fill(rc_matrix_t m, slong rows, slong cols, unsigned long seed, slong bound)
{
    rc_status status = rc_matrix_resize(m, rows, cols);
    fmpq_t q;

    fmpq_init(q);
    for (slong k = 0; status == RC_OK && k < rows * cols; k++) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        fmpq_set_si(q, (slong)((seed >> 33) % (2 * (ulong)bound + 1)) - bound,
                    1024);
        rc_number_set_fmpq(rc_matrix_entry(m, k / cols, k % cols), q);
    }
    fmpq_clear(q);
    return status;
}

typedef struct {
    slong last;
    arb_t mu;
} result;

static rc_status
visit(void *context, slong t, const arb_mat_t X, slong prec)
{
    result *r = context;

    if (t == r->last)
        rc_mu(r->mu, X, prec);
    return RC_OK;
}

static slong
certify(result *r, const rc_orbit *orbit)
{
    rc_orbit_place place;
    slong bits;

    for (bits = 64; bits <= MAX_BITS; bits *= 2) {
        const rc_status status = rc_orbit_run(orbit, visit, r, &place, bits);

        if (status == RC_OK && arb_rel_accuracy_bits(r->mu) >= DIGITS_BITS)
            return bits;
        if (status != RC_OK && status != RC_UNCERTAIN)
            break;
    }
    return 0;
}

static int
report(const profile *p, const result *r, slong bits, const rc_orbit *orbit)
{
    const double share =
        p->samples == 0 ? 0 : (double)p->flint / (double)p->samples;
    char *lower = rc_decimal_lower(r->mu, 12),
         *upper = rc_decimal_upper(r->mu, 12);

    printf(
        "orbit N = %ld, d = %ld, %ld layers, causal softmax, LayerNorm rms\n",
        (long)orbit->start->rows, (long)orbit->start->cols, (long)orbit->steps);
    printf("  mu(%ld) in [%s, %s] at %ld bits\n", (long)orbit->steps, lower,
           upper, (long)bits);
    printf("  %.2f s, peak %.0f MiB\n", p->seconds, profile_peak_mib());
    printf("  %.1f %% in FLINT and below, %.1f %% in rankcert, %.1f %% "
           "elsewhere (libc), of %ld samples\n",
           100 * share, 100 * (double)p->own / (double)p->samples,
           100 * (double)p->other / (double)p->samples, p->samples);
    free(lower);
    free(upper);
    return bits > 0 && share > LEAST_SHARE ? 0 : 1;
}

int
main(int argc, char **argv)
{
    const slong n = argc > 3 ? atol(argv[1]) : 64;
    const slong d = argc > 3 ? atol(argv[2]) : 32;
    rc_matrix_t query, key, value, start;
    rc_mask *mask = NULL;
    profile p;
    result r;
    slong bits;
    int failed;

    rc_matrix_init_empty(query);
    rc_matrix_init_empty(key);
    rc_matrix_init_empty(value);
    rc_matrix_init_empty(start);
    if (rc_mask_new(&mask, n) != RC_OK || fill(query, d, d, 1, 256) != RC_OK ||
        fill(key, d, d, 2, 256) != RC_OK ||
        fill(value, d, d, 3, 256) != RC_OK ||
        fill(start, n, d, 4, 1024) != RC_OK) {
        fputs("bench_orbit: cannot set up that size\n", stderr);
        return 2;
    }
    rc_mask_add_causal(mask);
    const rc_layer layer = {.mask = mask,
                            .dim = d,
                            .attention = RC_ATTENTION_SOFTMAX,
                            .norm = RC_NORM_RMS,
                            .value = value,
                            .query = query,
                            .key = key};
    const rc_orbit orbit = {.layers = &layer,
                            .period = 1,
                            .start = start,
                            .steps = argc > 3 ? atol(argv[3]) : 64};

    r.last = orbit.steps;
    arb_init(r.mu);
    if (profile_start() != 0)
        fputs("bench_orbit: no sampling on this system\n", stderr);
    bits = certify(&r, &orbit);
    profile_stop(&p);
    failed = report(&p, &r, bits, &orbit);
    arb_clear(r.mu);
    rc_matrix_clear(query);
    rc_matrix_clear(key);
    rc_matrix_clear(value);
    rc_matrix_clear(start);
    rc_mask_free(mask);
    flint_cleanup();
    return failed;
}
