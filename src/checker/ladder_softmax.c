/* R13 for softmax: a token by R11's `solution`, over the coordinates from its
   lowest on. */

#include "ladder.h"
#include "points.h"

/* The system of one token over these coordinates. */
typedef struct {
    ck_layer layer;
    ck_imatrix gram;
    ck_imatrix X, lambda; /* N x k, N x 1: data, then the centre */
    ck_imatrix solved, solved_lambda;
} space;

/* to = from's rows and columns from p on. */
static void
take_square(ck_imatrix *to, const ck_imatrix *from, long p)
{
    for (long j = 0; j < to->rows; j++)
        for (long k = 0; k < to->cols; k++)
            mpfi_set(ck_imatrix_at(to, j, k),
                     ck_imatrix_at(from, p + j, p + k));
}

static void
space_init(space *s, const ck_ladder *l, long p)
{
    const long n = l->model->tokens, k = l->model->dim - p;
    const long prec = l->o->bits;

    s->layer = (ck_layer){
        .model = l->model, .t = 0, .tokens = n, .dim = k, .prec = prec};
    ck_imatrix_init(&s->layer.scores, k, k, prec);
    ck_imatrix_init(&s->layer.value, k, k, prec);
    take_square(&s->layer.scores, &l->layer.scores, p);
    take_square(&s->layer.value, &l->layer.value, p);
    ck_imatrix_init(&s->gram, l->gram.rows > 0 ? k : 0,
                    l->gram.rows > 0 ? k : 0, prec);
    take_square(&s->gram, &l->gram, p);
    ck_imatrix_init(&s->X, n, k, prec);
    ck_imatrix_init(&s->lambda, n, 1, prec);
    ck_imatrix_init(&s->solved, n, k, prec);
    ck_imatrix_init(&s->solved_lambda, n, 1, prec);
    for (long j = 0; j < l->count; j++)
        for (long a = 0; a < k; a++)
            mpfi_set(ck_imatrix_at(&s->X, j, a),
                     ck_imatrix_at(&l->Z, j, p + a));
}

static void
space_clear(space *s)
{
    ck_imatrix_clear(&s->solved_lambda);
    ck_imatrix_clear(&s->solved);
    ck_imatrix_clear(&s->lambda);
    ck_imatrix_clear(&s->X);
    ck_imatrix_clear(&s->gram);
    ck_layer_clear(&s->layer);
}

int
ck_ladder_softmax(ck_ladder *l, const ck_ladder_item *item)
{
    const long i = l->count, p = item->coordinate;
    ck_system system = {NULL, NULL, i, i + 1};
    space s;
    int good;

    space_init(&s, l, p);
    system.layer = &s.layer;
    system.gram = s.gram.rows > 0 ? &s.gram : NULL;
    mpfi_set_fr(ck_imatrix_at(&s.lambda, i, 0), item->lambda);
    good = ck_read_point_row(&item->centre, &s.X, i) &&
           ck_check_solution(l->o, &s.solved, &s.solved_lambda, &system, &s.X,
                             &s.lambda, item->e);
    for (long k = 0; k < l->model->dim; k++)
        if (k < p)
            mpfi_set_ui(ck_imatrix_at(&l->Z, i, k), 0);
        else
            mpfi_set(ck_imatrix_at(&l->Z, i, k),
                     ck_imatrix_at(&s.solved, i, k - p));
    space_clear(&s);
    return good;
}
