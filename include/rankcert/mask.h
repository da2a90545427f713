/* Attention masks as directed graphs; R1. Integers only.

   An edge j -> i means that token i attends to token j. Every token attends to
   itself. Tokens count from 0 here and from 1 in case files and reports. */

#ifndef RANKCERT_MASK_H
#define RANKCERT_MASK_H

#include <stddef.h>

#include <rankcert/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rc_mask rc_mask;

#define RC_MASK_MAX_TOKENS 4096

/* A mask on n tokens with self-loops only; n from 1 to RC_MASK_MAX_TOKENS.
   RC_OK with *mask owned by the caller, RC_LIMIT, RC_NOMEM (*mask NULL). */
rc_status rc_mask_new(rc_mask **mask, long n) RC_MUST_CHECK;
void rc_mask_free(rc_mask *mask); /* NULL is fine */

/* Builders add edges to what is there, so that unions are calls in a row.
   RC_OK, or RC_DOMAIN with nothing changed when a parameter is out of range:
   complete        every pair
   causal          j <= i
   window          |i - j| <= width, width >= 0
   causal_window   i - width < j <= i, width >= 1
   dilated_window  |i - j| = m step for some 0 <= m <= width; width >= 0,
                   step >= 1
   star            the centre and every other token attend to each other
   edge            token `to` attends to token `from` */
void rc_mask_add_complete(rc_mask *mask);
void rc_mask_add_causal(rc_mask *mask);
rc_status rc_mask_add_window(rc_mask *mask, long width) RC_MUST_CHECK;
rc_status rc_mask_add_causal_window(rc_mask *mask, long width) RC_MUST_CHECK;
rc_status rc_mask_add_dilated_window(rc_mask *mask, long width,
                                     long step) RC_MUST_CHECK;
/* the first `global` tokens (0..n) see all and are seen by all */
rc_status rc_mask_add_global(rc_mask *mask, long global) RC_MUST_CHECK;
rc_status rc_mask_add_star(rc_mask *mask, long centre) RC_MUST_CHECK;
rc_status rc_mask_add_edge(rc_mask *mask, long from, long to) RC_MUST_CHECK;
/* adds every edge of other, which has the same number of tokens */
rc_status rc_mask_add_mask(rc_mask *mask, const rc_mask *other) RC_MUST_CHECK;

long rc_mask_tokens(const rc_mask *mask);
int rc_mask_has(const rc_mask *mask, long i, long j); /* i attends to j? */
long rc_mask_degree(const rc_mask *mask, long i);     /* n_i = |N_i| */
int rc_mask_is_lower_triangular(const rc_mask *mask); /* no j > i in any N_i */

/* What R1 says of a mask. Distances follow edges j -> i. */
typedef struct {
    int quasi_strongly_connected; /* some token reaches all */
    int strongly_connected;       /* every token reaches all */
    long radius; /* least eccentricity of a centre; -1 without one */
    unsigned char *is_centre; /* per token: reaches all */
    long *eccentricity;       /* per token; -1 when it does not reach all */
    long centre;    /* the first token of least eccentricity; -1 without one */
    long *distance; /* per token, from `centre`; -1 without one */
    /* Two disjoint non-empty source components (no edge enters either) when
       not quasi-strongly connected, else 0 everywhere: 1 marks the first, 2
       the second (R7's witness). */
    unsigned char *source;
    long tokens;
} rc_mask_facts;

/* Decides R1 by breadth-first search: O(n * edges) time.
   RC_OK with the arrays owned by facts; RC_NOMEM with facts cleared. */
rc_status rc_mask_get_facts(rc_mask_facts *facts,
                            const rc_mask *mask) RC_MUST_CHECK;
void rc_mask_facts_clear(rc_mask_facts *facts);

#ifdef __cplusplus
}
#endif

#endif
