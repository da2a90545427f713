/* What the files of this room share. */

#ifndef RC_MODEL_MODEL_H
#define RC_MODEL_MODEL_H

#include <rankcert/model.h>

/* c (1 x d) = an exact point near the mean of X's rows. Attention weights sum
   to one exactly, so everything may be computed from X - 1 c: what all tokens
   share then costs no precision. */
void rc_model_centre(arb_mat_t c, const arb_mat_t X, slong prec);

/* R = X - 1 c. R may be X. */
void rc_model_subtract_row(arb_mat_t R, const arb_mat_t X, const arb_mat_t c,
                           slong prec);

/* B = M with the row c added to each row. B may be M. */
void rc_model_add_row(arb_mat_t B, const arb_mat_t M, const arb_mat_t c,
                      slong prec);

/* Whether exact arithmetic takes x, or every entry of m, as it is: rational,
   with numerator and denominator of at most RC_EXACT_MAX_BITS bits. */
int rc_number_is_moderate(const rc_number_struct *x);
int rc_matrix_is_moderate(const rc_matrix_struct *m);

#endif
