/* {random: {rows: r, cols: c, seed: s, range: x}}: the outputs of SplitMix64,
   scaled. */

#include <limits.h>
#include <stdint.h>

#include "case_reader.h"

/* What the numerator and the denominator of the range may have. */
enum { RANGE_BITS = 64 };

#define STEP UINT64_C(0x9e3779b97f4a7c15)

/* The next output. */
static uint64_t
next_output(uint64_t *state)
{
    uint64_t z = *state += STEP;

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* range (2 (z >> 11) 2^-53 - 1), where the bracket is (z >> 11) 2^-52 - 1. */
static json_t *
entry(uint64_t z, mpq_srcptr range)
{
    const uint64_t top = z >> 11;
    json_t *made;
    mpq_t x, one;

    mpq_init(x);
    mpq_init(one);
    mpz_import(mpq_numref(x), 1, 1, sizeof top, 0, 0, &top);
    mpq_div_2exp(x, x, 52);
    mpq_set_ui(one, 1, 1);
    mpq_sub(x, x, one);
    mpq_mul(x, x, range);
    made = ck_case_rational_json(x);
    mpq_clear(one);
    mpq_clear(x);
    return made;
}

/* Row by row, from the output that follows `state`. */
static json_t *
draw(long rows, long cols, uint64_t state, mpq_srcptr range)
{
    json_t *made = json_array();

    for (long i = 0; i < rows; i++) {
        json_t *row = json_array();

        for (long j = 0; j < cols; j++)
            (void)json_array_append_new(row, entry(next_output(&state), range));
        (void)json_array_append_new(made, row);
    }
    return made;
}

static int
read_range(const ck_node *node, mpq_t range)
{
    if (!ck_case_rational(node, range))
        return 0;
    if (mpq_sgn(range) > 0 &&
        mpz_sizeinbase(mpq_numref(range), 2) <= RANGE_BITS &&
        mpz_sizeinbase(mpq_denref(range), 2) <= RANGE_BITS)
        return 1;
    return ck_node_malformed(node, "a range is positive, with a numerator and "
                                   "a denominator of at most 64 bits");
}

json_t *
ck_case_random(const ck_node *node, long layer)
{
    const long most = node->o->limits->max_dim;
    ck_node rows_node, cols_node, seed_node, range_node;
    json_t *made = NULL;
    long rows, cols, seed;
    mpq_t range;

    if (!ck_object(node, "cols range rows seed"))
        return NULL;
    ck_member(&rows_node, node, "rows");
    ck_member(&cols_node, node, "cols");
    ck_member(&seed_node, node, "seed");
    ck_member(&range_node, node, "range");
    mpq_init(range);
    if (ck_case_integer(&rows_node, 1, most, &rows) &&
        ck_case_integer(&cols_node, 1, most, &cols) &&
        ck_case_integer(&seed_node, 0, LONG_MAX, &seed) &&
        read_range(&range_node, range))
        /* Every output adds STEP to the state, modulo 2^64: those of earlier
           layers are skipped at once. */
        made = draw(rows, cols,
                    (uint64_t)seed + STEP * (uint64_t)layer * (uint64_t)rows *
                                         (uint64_t)cols,
                    range);
    mpq_clear(range);
    return made;
}
