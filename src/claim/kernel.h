/* Kernels of rational matrices, as certificates hold them (R27). */

#ifndef RC_CLAIM_KERNEL_H
#define RC_CLAIM_KERNEL_H

#include <rankcert/certificate.h>

/* Puts the members free, side and vectors of M's kernel into the open map: all
   of its left kernel, or of its right one when M has more rows than columns,
   so that as many vectors show as much. M's rank must be below min(rows,
   columns). Exact; takes about as long as M's rank over the rationals. */
void rc_kernel_put(rc_certificate *out, const fmpq_mat_t M);

#endif
