/* Claim kind `every-rank`: for each rank a chain of tokens that comes to it
   (R13), or a rank that no equilibrium has (R12). */

#include "claim.h"
#include "ladder.h"
#include "rank.h"

/* What the statement says. */
typedef struct {
    int all_ranks, all_branches, has_basis;
    long *ranks; /* rising, count of them */
    size_t count;
    ck_qmatrix basis;
} fields;

/* ---- The statement ---- */

static int
read_ranks(const ck_certificate *c, const ck_node *node, fields *f)
{
    static const char *const word[] = {"all", NULL};
    const long n = c->model.tokens, d = c->model.dim;
    int which;

    if (json_is_array(node->json)) {
        if (!ck_places(node, CK_RANK_MOST, 1, CK_RANK_MOST, &f->ranks,
                       &f->count))
            return 0;
        for (size_t k = 0; k < f->count; k++)
            f->ranks[k]++; /* no places but numbers */
        return 1;
    }
    if (!ck_word(node, word, &which))
        return 0;
    f->all_ranks = 1;
    f->count = (size_t)(n < d ? n : d);
    f->ranks = ck_allocate(f->count, sizeof *f->ranks);
    for (size_t k = 0; k < f->count; k++)
        f->ranks[k] = (long)k + 1;
    return 1;
}

static int
read_fields(const ck_certificate *c, fields *f)
{
    static const char *const word[] = {"all", NULL};
    ck_node ranks, branches, basis;
    int which;

    if (!ck_object(&c->claim, "?basis ?branches kind ranks"))
        return 0;
    ck_member(&basis, &c->claim, "basis");
    ck_member(&branches, &c->claim, "branches");
    ck_member(&ranks, &c->claim, "ranks");
    f->has_basis = basis.json != NULL;
    f->all_branches = branches.json != NULL;
    return (!f->has_basis ||
            ck_read_qmatrix(&basis, c->model.dim, c->model.dim, &f->basis)) &&
           (!f->all_branches || ck_word(&branches, word, &which)) &&
           read_ranks(c, &ranks, f);
}

static void
say(ck_words *words, const ck_certificate *c, const fields *f)
{
    if (f->all_ranks) {
        ck_words_add(words, "for every rank from 1 to the lesser of tokens and "
                            "dim");
    } else {
        ck_words_add(words, "for the rank%s", f->count == 1 ? "" : "s");
        for (size_t k = 0; k < f->count; k++)
            ck_words_add(words, "%s %ld", k == 0 ? "" : ",", f->ranks[k]);
    }
    ck_words_add(words, " the model has an equilibrium of exactly that rank");
    if (f->all_branches)
        ck_words_add(words, ", one for each choice of branches that is there");
    if (f->has_basis)
        ck_words_add(words, ", W being triangular in the basis given");
    ck_words_add(words, ": %s", ck_claimed_name(c->verdict));
}

/* ---- Chains ---- */

/* With all branches: choices are counted up to this rank. */
enum { MOST_RANK = 40 };

/* What the chains of one rank stand for. */
typedef struct {
    long rank;
    long found;   /* equilibria */
    long covered; /* choices of branches: found, or certainly not there */
} tally;

/* After B for the first token, A or B in new directions up to the rank-th, and
   inside for the others. */
static int
check_choice(const ck_node *node, const ck_ladder *l, long rank)
{
    for (long i = 0; i < l->count; i++) {
        const int inside = l->branch[i] == CK_BRANCH_INSIDE;
        const int good =
            i >= rank ? inside
                      : !inside && l->coordinate[i] == l->model->dim - 1 - i;

        if (!good || (i == 0 && l->branch[i] != CK_BRANCH_B))
            return ck_node_malformed(node,
                                     "token %ld does not belong to a choice of "
                                     "branches for rank %ld",
                                     i + 1, rank);
    }
    return 1;
}

/* The first token of its own is B where the chain before has A, and the two are
   apart: so are the equilibria. */
static int
check_next(const ck_node *node, const ck_ladder *l,
           const ck_ladder_chain *chain)
{
    if (chain->replaced != (int)CK_BRANCH_A ||
        l->branch[chain->keep] != CK_BRANCH_B)
        return ck_node_malformed(node, "after the tokens kept, chains of one "
                                       "rank go on with A and then with B");
    for (long k = 0; k < l->model->dim; k++) {
        mpfi_srcptr a = ck_imatrix_at(&l->before, 0, k);
        mpfi_srcptr b = ck_imatrix_at(&l->Z, chain->keep, k);

        if (mpfr_less_p(&a->right, &b->left) ||
            mpfr_less_p(&b->right, &a->left))
            return 1;
    }
    return ck_uncertain(l->o,
                        "the branches A and B of token %ld are not certified "
                        "to differ",
                        chain->keep + 1);
}

/* With all branches: the chain in the order of choices. */
static int
count_choices(const ck_node *node, const ck_ladder *l,
              const ck_ladder_chain *chain, int is_next, tally *t)
{
    if (chain->rank > MOST_RANK || (chain->none && l->count >= chain->rank))
        return ck_node_malformed(
            node,
            "a chain of %ld tokens stands for no choice of "
            "branches for rank %ld",
            l->count, chain->rank);
    if (!check_choice(node, l, chain->rank) ||
        (is_next && !check_next(node, l, chain)))
        return 0;
    t->covered += chain->none ? 1L << (chain->rank - l->count) : 1;
    return 1;
}

/* All that the chains of a rank are to show. */
static int
check_tally(const ck_node *list, const fields *f, const tally *t)
{
    if (t->found == 0)
        return ck_reject(list->o, "no chain has rank %ld", t->rank);
    if (f->all_branches && t->covered != 1L << (t->rank - 1))
        return ck_reject(list->o,
                         "the chains of rank %ld stand for %ld choices of "
                         "branches, of %ld",
                         t->rank, t->covered, 1L << (t->rank - 1));
    return 1;
}

/* Ranks come in falling order, `left` of them after the one at hand. */
static int
begin_rank(const ck_node *node, const ck_node *list, const fields *f,
           const ck_ladder_chain *chain, tally *t, size_t *left)
{
    if (t->rank > 0 && !check_tally(list, f, t))
        return 0;
    if (*left == 0 || f->ranks[*left - 1] != chain->rank)
        return ck_node_malformed(node, "a chain of rank %ld is not to be here",
                                 chain->rank);
    --*left;
    *t = (tally){.rank = chain->rank};
    return 1;
}

static int
check_chain(const ck_node *node, const ck_node *list, const fields *f,
            ck_ladder *l, tally *t, size_t *left)
{
    ck_ladder_chain chain;
    int is_next;

    if (!ck_ladder_follow(node, l, f->all_branches, &chain))
        return 0;
    is_next = f->all_branches && chain.rank == t->rank;
    if (!is_next && !begin_rank(node, list, f, &chain, t, left))
        return 0;
    t->found += !chain.none;
    return !f->all_branches || count_choices(node, l, &chain, is_next, t);
}

static int
check_chains(const ck_certificate *c, const fields *f, ck_ladder *l)
{
    size_t count, left = f->count;
    tally t = {0};
    ck_node list, node;

    ck_member(&list, &c->witness, "chains");
    if (!ck_list(&list, 1, (size_t)-1, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        ck_item(&node, &list, k);
        if (!check_chain(&node, &list, f, l, &t, &left))
            return 0;
    }
    if (left > 0)
        return ck_reject(c->o, "no chain has rank %ld", f->ranks[left - 1]);
    return check_tally(&list, f, &t);
}

static int
check_proved(const ck_certificate *c, const fields *f)
{
    ck_ladder l;
    int good;

    if (!ck_object(&c->witness, "chains") ||
        !ck_results_are(c, c->model.attention == CK_SOFTMAX ? "R11 R12 R13"
                                                            : "R12 R13"))
        return 0;
    good =
        ck_ladder_init(&l, c->o, &c->model, f->has_basis ? &f->basis : NULL) &&
        check_chains(c, f, &l);
    ck_ladder_clear(&l);
    return good;
}

/* ---- A rank that there cannot be ---- */

/* The rank of W bounds that of an equilibrium: X = Lambda^-1 A X W. */
static int
check_value(const ck_certificate *c, const ck_node *node, long *bound)
{
    ck_qmatrix w;
    int good;

    if (!ck_object(node, "free side vectors"))
        return 0;
    ck_qmatrix_init(&w);
    good = ck_model_value(&w, &c->model, 0)
               ? ck_check_kernel(node, &w, "W", bound)
               : ck_node_malformed(node, "W is not rational");
    ck_qmatrix_clear(&w);
    return good;
}

static int
is_asked_for(const fields *f, long rank)
{
    for (size_t k = 0; k < f->count; k++)
        if (f->ranks[k] == rank)
            return 1;
    return 0;
}

static int
check_refuted(const ck_certificate *c, const fields *f)
{
    const long n = c->model.tokens, d = c->model.dim;
    ck_node node, value;
    long rank, bound = n < d ? n : d;

    if (!ck_object(&c->witness, "rank ?value") || !ck_results_are(c, "R12"))
        return 0;
    ck_member(&node, &c->witness, "rank");
    ck_member(&value, &c->witness, "value");
    if (!ck_integer(&node, 1, CK_RANK_MOST, &rank))
        return 0;
    if (!is_asked_for(f, rank))
        return ck_node_malformed(&node, "rank %ld is not claimed", rank);
    if (value.json != NULL && !check_value(c, &value, &bound))
        return 0;
    return rank > bound ||
           ck_reject(c->o, "rank %ld is not above the bound %ld", rank, bound);
}

/* ---- The verdicts ---- */

static int
check_bits(const ck_certificate *c)
{
    if (c->verdict == CK_REFUTED && c->bits != 0)
        return ck_node_malformed(&c->bits_at,
                                 "is %ld; a bound of the rank is exact, so it "
                                 "is 0",
                                 c->bits);
    if (c->verdict == CK_PROVED && c->bits == 0)
        return ck_node_malformed(&c->bits_at, "this verdict needs intervals");
    return 1;
}

static int
check_answer(const ck_certificate *c, const fields *f, ck_words *words)
{
    say(words, c, f);
    if (!check_bits(c))
        return 0;
    if (c->verdict == CK_UNDEFINED)
        return ck_reject(c->o, "a ladder is never undefined");
    return c->verdict == CK_PROVED ? check_proved(c, f) : check_refuted(c, f);
}

static int
check(ck_certificate *c, ck_words *words)
{
    fields f = {0};
    int good;

    ck_qmatrix_init(&f.basis);
    good = read_fields(c, &f) && ck_check_one_layer(c->o, &c->model) &&
           check_answer(c, &f, words);
    ck_qmatrix_clear(&f.basis);
    ck_release(f.ranks);
    return good;
}

const ck_kind ck_every_rank_kind = {
    .kind = "every-rank",
    .needs_model = 1,
    .needs_norm = 1,
    .check = check,
};
