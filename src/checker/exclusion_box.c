/* Boxes of tokens with exact ends. */

#include "exclusion_steps.h"

/* ---- Making and freeing ---- */

static ck_box *
new_box(long rows, long cols)
{
    ck_box *box = ck_allocate(1, sizeof *box);

    box->rows = rows;
    box->cols = cols;
    box->pairs = ck_allocate((size_t)rows * (size_t)cols, sizeof *box->pairs);
    for (long k = 0; k < rows * cols; k++)
        mpfr_inits2(MPFR_PREC_MIN, box->pairs[k].low, box->pairs[k].high,
                    (mpfr_ptr)NULL);
    return box;
}

void
ck_box_pop(ck_box **stack)
{
    ck_box *box = *stack;

    *stack = box->below;
    for (long k = 0; k < box->rows * box->cols; k++)
        mpfr_clears(box->pairs[k].low, box->pairs[k].high, (mpfr_ptr)NULL);
    ck_release(box->pairs);
    ck_release(box);
}

void
ck_box_free(ck_box *stack)
{
    while (stack != NULL) /* no test can see this: it only saves memory */
        ck_box_pop(&stack);
}

/* to = from, with its precision. */
static void
set_exactly(mpfr_ptr to, mpfr_srcptr from)
{
    mpfr_set_prec(to, mpfr_get_prec(from));
    mpfr_set(to, from, MPFR_RNDN);
}

ck_box *
ck_box_copy(const ck_box *box)
{
    ck_box *copy = new_box(box->rows, box->cols);

    for (long k = 0; k < box->rows * box->cols; k++) {
        set_exactly(copy->pairs[k].low, box->pairs[k].low);
        set_exactly(copy->pairs[k].high, box->pairs[k].high);
    }
    return copy;
}

/* ---- Reading ---- */

static int
read_end(const ck_node *pair, size_t place, mpfr_ptr end)
{
    ck_node node;
    mpfr_t x;
    int good;

    ck_item(&node, pair, place);
    good = ck_read_dyadic(&node, x);
    mpfr_swap(end, x);
    mpfr_clear(x);
    return good;
}

static int
read_pair(const ck_node *node, ck_pair *pair)
{
    size_t count;

    if (!ck_list(node, 2, 2, &count) || !read_end(node, 0, pair->low) ||
        !read_end(node, 1, pair->high))
        return 0;
    if (!mpfr_less_p(pair->low, pair->high))
        return ck_node_malformed(node, "a pair [low, high] without low < high");
    return 1;
}

static int
read_pairs(const ck_node *node, ck_box *box)
{
    const size_t rows = (size_t)box->rows, cols = (size_t)box->cols;
    ck_node row, pair;
    size_t count;

    if (!ck_list(node, rows, rows, &count))
        return 0;
    for (size_t i = 0; i < rows; i++) {
        ck_item(&row, node, i);
        if (!ck_list(&row, cols, cols, &count))
            return 0;
        for (size_t a = 0; a < cols; a++) {
            ck_item(&pair, &row, a);
            if (!read_pair(&pair, &box->pairs[i * cols + a]))
                return 0;
        }
    }
    return 1;
}

int
ck_box_read(const ck_node *node, long rows, long cols, ck_box **box)
{
    *box = new_box(rows, cols);
    if (read_pairs(node, *box))
        return 1;
    ck_box_pop(box);
    return 0;
}

/* ---- Halves ---- */

/* middle = (low + high) / 2, exactly; 0 when that needs more than `most` bits
   (of which the greatest 32 * 2^k counts). */
static int
set_middle(mpfr_ptr middle, const ck_pair *pair, long most)
{
    for (long bits = 32; bits <= most; bits *= 2) {
        mpfr_set_prec(middle, bits);
        if (mpfr_add(middle, pair->low, pair->high, MPFR_RNDN) == 0) {
            mpfr_div_2ui(middle, middle, 1, MPFR_RNDN);
            return 1;
        }
    }
    return 0;
}

int
ck_box_split(ck_box **stack, long k, const ck_node *node)
{
    ck_box *upper = *stack, *lower;
    mpfr_t middle;
    int good;

    mpfr_init2(middle, MPFR_PREC_MIN);
    good = set_middle(middle, &upper->pairs[k], node->o->limits->max_bits);
    if (good) {
        lower = ck_box_copy(upper);
        lower->below = upper;
        *stack = lower;
        set_exactly(lower->pairs[k].high, middle);
        set_exactly(upper->pairs[k].low, middle);
    } else {
        ck_node_malformed(node, "limit: a middle of more than %ld bits",
                          node->o->limits->max_bits);
    }
    mpfr_clear(middle);
    return good;
}

/* ---- Comparing ---- */

void
ck_box_enclose(ck_imatrix *X, const ck_box *box, long first)
{
    for (long i = 0; i < box->rows; i++)
        for (long a = 0; a < box->cols; a++) {
            const ck_pair *pair = &box->pairs[i * box->cols + a];

            mpfi_interv_fr(ck_imatrix_at(X, first + i, a), pair->low,
                           pair->high);
        }
}

/* Comparisons with a NaN are false. */

int
ck_pair_holds(const ck_pair *pair, mpfi_srcptr x, mpfi_srcptr reach)
{
    mpfr_t end;
    int low, high;

    mpfr_init2(end, mpfi_get_prec(x));
    mpfr_sub(end, &x->left, &reach->right, MPFR_RNDD);
    low = mpfr_lessequal_p(pair->low, end);
    mpfr_add(end, &x->right, &reach->right, MPFR_RNDU);
    high = mpfr_lessequal_p(end, pair->high);
    mpfr_clear(end);
    return low && high;
}

int
ck_box_holds(const ck_box *box, const ck_box *part)
{
    for (long k = 0; k < box->rows * box->cols; k++)
        if (!mpfr_lessequal_p(box->pairs[k].low, part->pairs[k].low) ||
            !mpfr_lessequal_p(part->pairs[k].high, box->pairs[k].high))
            return 0;
    return 1;
}

int
ck_pair_keeps(const ck_pair *rest, const ck_pair *whole, mpfi_srcptr image)
{
    return (mpfr_lessequal_p(rest->low, whole->low) ||
            mpfr_lessequal_p(rest->low, &image->left)) &&
           (mpfr_lessequal_p(whole->high, rest->high) ||
            mpfr_lessequal_p(&image->right, rest->high));
}
