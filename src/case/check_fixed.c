/* Fixed attention weights, checked over the rationals. */

#include "case/reader.h"

#include <stdlib.h>
#include <string.h>

#include "case/errors.h"
#include "case/quote.h"

/* A row's sum may need this many bits; a row of the format's own sizes with
   small denominators needs fewer. Without a cap a few bytes of text could ask
   for hours of work. */
enum { SUM_BITS_MAX = 65536 };

/* Adds an error about weight (i, j): what is wrong with its value. */
static rc_status
report_weight(rc_reader *r, const rc_node *node, const rc_matrix_t m, slong i,
              slong j, const char *must)
{
    char *text = rc_number_get_text(rc_matrix_entry(m, i, j));
    rc_quotation q;

    if (text == NULL)
        return RC_NOMEM;
    rc_errors_add(r->errors, rc_matrix_entry_at(r, node, i, j),
                  "the weight of token %ld on token %ld is %s, but %s",
                  (long)i + 1, (long)j + 1, rc_quote(&q, text, strlen(text)),
                  must);
    free(text);
    return RC_INPUT;
}

static rc_status
check_weight(rc_reader *r, const rc_node *node, const rc_matrix_t m,
             const rc_mask *mask, slong i, slong j)
{
    const rc_number_struct *weight = rc_matrix_entry(m, i, j);

    if (!rc_number_is_rational(weight))
        return report_weight(r, node, m, i, j,
                             "fixed weights are rational numbers");

    int sign = fmpq_sgn(weight->rational);

    if (rc_mask_has(mask, (long)i, (long)j) && sign <= 0)
        return report_weight(r, node, m, i, j,
                             "it must be positive: the mask has this pair");
    if (!rc_mask_has(mask, (long)i, (long)j) && sign != 0)
        return report_weight(r, node, m, i, j,
                             "it must be 0: the mask does not have this pair");
    return RC_OK;
}

/* RC_LIMIT when the sum needs too many bits. */
static rc_status
add_row(fmpq_t sum, const rc_matrix_t m, slong i)
{
    fmpq_zero(sum);
    for (slong j = 0; j < m->cols; j++) {
        fmpq_add(sum, sum, rc_matrix_entry(m, i, j)->rational);
        if (fmpz_bits(fmpq_denref(sum)) > SUM_BITS_MAX)
            return RC_LIMIT;
    }
    return RC_OK;
}

static rc_status
report_sum(rc_reader *r, rc_position at, slong i, const fmpq_t sum)
{
    rc_number_t number;
    rc_quotation q;

    rc_number_init(number);
    rc_number_set_fmpq(number, sum);

    char *text = rc_number_get_text(number);

    rc_number_clear(number);
    if (text == NULL)
        return RC_NOMEM;
    rc_errors_add(r->errors, at,
                  "row %ld of the fixed weights sums to %s, expected exactly 1",
                  (long)i + 1, rc_quote(&q, text, strlen(text)));
    free(text);
    return RC_INPUT;
}

static rc_status
check_sum(rc_reader *r, const rc_node *node, const rc_matrix_t m, slong i)
{
    rc_position at = rc_matrix_entry_at(r, node, i, 0);
    fmpq_t sum;

    fmpq_init(sum);

    rc_status status = add_row(sum, m, i);

    if (status == RC_LIMIT) {
        rc_errors_add(r->errors, at,
                      "the sum of row %ld of the fixed weights has a "
                      "denominator of more than %d bits, which is the most "
                      "that is read",
                      (long)i + 1, SUM_BITS_MAX);
        status = RC_INPUT;
    } else if (!fmpq_is_one(sum)) {
        status = report_sum(r, at, i, sum);
    }
    fmpq_clear(sum);
    return status;
}

rc_status
rc_check_fixed(rc_reader *r, const rc_node *node, const rc_matrix_t m,
               const rc_mask *mask)
{
    rc_status status = RC_OK;

    for (slong i = 0;
         i < m->rows && status != RC_NOMEM && !rc_errors_full(r->errors); i++) {
        rc_status row = RC_OK;

        for (slong j = 0; j < m->cols && row != RC_NOMEM; j++)
            row = rc_worse(row, check_weight(r, node, m, mask, i, j));
        /* A wrong weight makes a wrong sum: say it once. */
        if (row == RC_OK)
            row = check_sum(r, node, m, i);
        status = rc_worse(status, row);
    }
    return status;
}
