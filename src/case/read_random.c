/* {random: {rows: 8, cols: 8, seed: 7, range: 1}}: entries that anyone can
   make again. */

#include "case/reader.h"

/* Entries stay small, however many there are. */
enum { RANGE_BITS_MAX = 64 };

static const rc_field random_fields[] = {
    {.name = "rows", .flags = RC_FIELD_REQUIRED},
    {.name = "cols", .flags = RC_FIELD_REQUIRED},
    {.name = "seed", .flags = RC_FIELD_REQUIRED},
    {.name = "range", .flags = RC_FIELD_REQUIRED},
    {.name = NULL},
};

typedef struct {
    long rows, cols;
    uint64_t seed;
    rc_number_t range;
} random_keys;

/* The integer under a key that may be absent, which was reported. */
static rc_status
read_part(rc_reader *r, const rc_node *map, const char *name, long least,
          long most, long *x)
{
    const rc_node *value = rc_find(r, map, name, NULL);

    return value == NULL ? RC_INPUT : rc_read_integer(r, value, least, most, x);
}

/* 1 when the text is one of 0, 1, ..., 2^64 - 1 in decimal digits, as they are
   usually written: *x is then its value. */
static int
parse_seed(uint64_t *x, const char *text, size_t length)
{
    *x = 0;
    if (length == 0 || (text[0] == '0' && length > 1))
        return 0;
    for (size_t k = 0; k < length; k++) {
        const uint64_t digit = (uint64_t)(unsigned char)text[k] - '0';

        if (digit > 9 || *x > (UINT64_MAX - digit) / 10)
            return 0;
        *x = 10 * *x + digit;
    }
    return 1;
}

static rc_status
read_seed(rc_reader *r, const rc_node *map, uint64_t *seed)
{
    const rc_node *value = rc_find(r, map, "seed", NULL);

    if (value == NULL)
        return RC_INPUT; /* reported with the other keys */
    if (value->kind == RC_NODE_SCALAR &&
        parse_seed(seed, rc_node_text(r->tree, value), value->count))
        return RC_OK;
    return rc_expected(r, value, "an integer from 0 to 18446744073709551615");
}

static rc_status
read_range(rc_reader *r, const rc_node *map, rc_number_t range)
{
    const rc_node *value = rc_find(r, map, "range", NULL);
    rc_status status =
        value == NULL ? RC_INPUT : rc_read_number(r, value, range);

    if (status != RC_OK)
        return status;
    if (rc_number_is_rational(range) && fmpq_sgn(range->rational) > 0 &&
        fmpq_height_bits(range->rational) <= RANGE_BITS_MAX)
        return RC_OK;
    return rc_expected(r, value,
                       "a positive rational number, numerator and denominator "
                       "of at most 64 bits");
}

static rc_status
read_keys(rc_reader *r, const rc_node *node, random_keys *keys)
{
    rc_status status = rc_check_keys(r, node, "'random'", random_fields, NULL);

    status = rc_worse(
        status, read_part(r, node, "rows", 1, RC_MATRIX_MAX_DIM, &keys->rows));
    status = rc_worse(
        status, read_part(r, node, "cols", 1, RC_MATRIX_MAX_DIM, &keys->cols));
    status = rc_worse(status, read_seed(r, node, &keys->seed));
    return rc_worse(status, read_range(r, node, keys->range));
}

rc_status
rc_read_random(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    rc_status status =
        rc_expect_map(r, node, "a mapping with rows, cols, seed and range");
    random_keys keys = {0};

    r->drawn = 1;
    if (status != RC_OK)
        return status;
    rc_number_init(keys.range);
    status = read_keys(r, node, &keys);
    if (status == RC_OK)
        status = rc_spend_entries(r, node, keys.rows, keys.cols);
    if (status == RC_OK)
        status = rc_matrix_set_random(m, keys.rows, keys.cols, keys.seed,
                                      (uint64_t)r->layer * (uint64_t)keys.rows *
                                          (uint64_t)keys.cols,
                                      keys.range->rational);
    rc_number_clear(keys.range);
    return status;
}
