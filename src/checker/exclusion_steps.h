/* The steps of an exclusion (R23): boxes, what shows that a box holds no
   equilibrium, and the tree. For exclusion*.c and their tests. */

#ifndef RANKCERT_CHECKER_EXCLUSION_STEPS_H
#define RANKCERT_CHECKER_EXCLUSION_STEPS_H

#include "krawczyk.h"

/* ---- Boxes (exclusion_box.c): closed, with exact dyadic ends ---- */

typedef struct {
    mpfr_t low, high; /* low < high, each with its own precision */
} ck_pair;

/* Boxes are kept in stacks. */
typedef struct ck_box {
    struct ck_box *below; /* owned; NULL: the last */
    long rows, cols;      /* tokens of the group, coordinates */
    ck_pair *pairs;       /* row-major */
} ck_box;

/* *box = a new box from rows of pairs [low, high]; 0 (and *box NULL) after
   ck_malformed. */
int ck_box_read(const ck_node *node, long rows, long cols,
                ck_box **box) CK_MUST_CHECK;
ck_box *ck_box_copy(const ck_box *box); /* with nothing below */
void ck_box_pop(ck_box **stack);        /* frees the topmost */
void ck_box_free(ck_box *stack);        /* NULL is fine */

/* Replaces the topmost box by the two halves of its pair k, which meet in its
   exact middle; the lower one comes to lie on top. 0 after ck_malformed when
   the middle needs more than max_bits bits: the node is to blame. */
int ck_box_split(ck_box **stack, long k, const ck_node *node) CK_MUST_CHECK;

/* X's rows from `first` on = the box, rounded outwards. */
void ck_box_enclose(ck_imatrix *X, const ck_box *box, long first);

/* 1 when x +- reach, rounded outwards, lies in the pair; ends may meet. */
int ck_pair_holds(const ck_pair *pair, mpfi_srcptr x,
                  mpfi_srcptr reach) CK_MUST_CHECK;

/* 1 when `part`, of the same shape, lies in the box; ends may meet. */
int ck_box_holds(const ck_box *box, const ck_box *part) CK_MUST_CHECK;

/* 1 when what `image` and `whole` share lies in the pair `rest`, a part of
   whole. image is bounded. */
int ck_pair_keeps(const ck_pair *rest, const ck_pair *whole,
                  mpfi_srcptr image) CK_MUST_CHECK;

/* ---- One box of tokens (exclusion_leaf.c) ----

   X holds data in the rows before system->first and the box in the rows
   system->first..system->last-1. */

typedef enum {
    CK_OUT_LENGTH = 0,
    CK_OUT_SIGN,
    CK_OUT_PLAIN,
    CK_OUT_MEAN_VALUE,
    CK_OUT_SIEVE
} ck_why;

/* The whys' names in that order, then NULL. */
extern const char *const ck_why_names[];

/* 1 when it is certified for the reason `why`, about token i, that the tokens
   of no equilibrium whose earlier tokens are in the data lie in the box. */
int ck_is_out(const ck_system *system, const ck_imatrix *X, long i,
              ck_why why) CK_MUST_CHECK;

/* image ((last - first)(d + 1) x 1, initialised) = K of R11 over the box, about
   its middle; lambda (N x 1, initialised), in the group's rows, = the box's
   <y, x>, about which K is. 0 when something is not bounded or no approximate
   inverse was found. */
int ck_box_image(ck_imatrix *image, ck_imatrix *lambda, const ck_system *system,
                 const ck_imatrix *X) CK_MUST_CHECK;

/* 1 when x is bounded and the number is not in it. */
int ck_lacks(mpfi_srcptr x, long number) CK_MUST_CHECK;
/* 1 when no number is in both. Intervals that touch are not apart. */
int ck_are_apart(mpfi_srcptr x, mpfi_srcptr y) CK_MUST_CHECK;

/* ---- The tree (exclusion_tree.c) ---- */

/* The group that is being settled. */
typedef struct {
    ck_outcome *o;
    ck_system system;
    ck_imatrix X;      /* N x d: enclosures of the earlier tokens, then the box
                          in question */
    int has_unique;    /* 1: what follows is there, and proved */
    ck_imatrix centre; /* N x d, with the same data */
    ck_imatrix centre_lambda;
    ck_imatrix solved; /* the enclosure */
    ck_imatrix solved_lambda;
    mpfr_t u;
    int kept; /* some leaf of the tree is `unique` */
} ck_group;

/* Checks the tree at `node` about the box: every node, and that they cover the
   box, no node more and none less. On success the tokens of every equilibrium
   that are in the box, earlier tokens being in the data, lie in centre +- u,
   and with g->kept = 0 there are none. Changes the group's rows of g->X. */
int ck_walk_tree(ck_group *g, const ck_node *node,
                 const ck_box *box) CK_MUST_CHECK;

#endif
