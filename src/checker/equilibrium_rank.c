/* Bounds of an equilibrium's rank (R12): X = Lambda^-1 A X W, X = Z U. */

#include "equilibrium.h"
#include "rank.h"

/* A kernel of W, or of the weights. */
static int
check_matrix(const ck_node *node, const ck_equilibrium *at, int of_value,
             long *bound)
{
    const ck_model *model = at->layer->model;
    ck_qmatrix m;
    int good;

    if (!ck_object(node, "free from side vectors"))
        return 0;
    ck_qmatrix_init(&m);
    good = of_value ? ck_model_value(&m, model, at->layer->t)
                    : ck_model_weights(&m, model, at->layer->t);
    if (good)
        good = ck_check_kernel(node, &m, of_value ? "W" : "the weights", bound);
    else
        ck_node_malformed(node, "%s",
                          of_value ? "W is not rational"
                                   : "the weights depend on the tokens");
    ck_qmatrix_clear(&m);
    return good;
}

static int
check_upper(const ck_node *node, const ck_equilibrium *at, long *bound)
{
    static const char *const sources[] = {"subspace", "value", "weights", NULL};
    ck_node from;
    int which;

    ck_member(&from, node, "from");
    if (!ck_word(&from, sources, &which))
        return 0;
    if (which != 0)
        return check_matrix(node, at, which == 1, bound);
    if (!ck_object(node, "from"))
        return 0;
    if (at->subspace == NULL)
        return ck_node_malformed(&from, "there is no subspace");
    *bound = at->subspace->dim;
    return 1;
}

int
ck_equilibrium_rank(const ck_node *witness, const ck_equilibrium *at,
                    long *lower, long *upper)
{
    const long n = at->X.rows, d = at->X.cols;
    const int inside = at->subspace != NULL;
    ck_node minor_node, upper_node;

    *lower = 0;
    /* no test can see this: with <= it is the same number */
    *upper = n < d ? n : d;
    ck_member(&minor_node, witness, "minor");
    ck_member(&upper_node, witness, "upper");
    return (minor_node.json == NULL ||
            ck_check_minor(&minor_node, inside ? &at->Z : &at->X,
                           inside ? "the tokens in the subspace" : "the tokens",
                           lower)) &&
           (upper_node.json == NULL || check_upper(&upper_node, at, upper));
}
