/* The one place that knows which FLINT is installed.

   FLINT 2.9 with Arb 2.23 keeps Arb's headers beside FLINT's folder, FLINT 3
   inside it. Everything else includes this header and uses what both have.
   mpfr.h comes first, so that FLINT declares its MPFR conversions. */

#ifndef RANKCERT_FLINT_H
#define RANKCERT_FLINT_H

#include <gmp.h>
#include <mpfr.h>

#include <flint/flint.h>
#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpq_poly.h>
#include <flint/fmpq_vec.h>
#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_poly_factor.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod_mat.h>
#include <flint/nmod_poly.h>
#include <flint/ulong_extras.h>

#if __FLINT_RELEASE >= 30000
#include <flint/acb_mat.h>
#include <flint/arb.h>
#include <flint/arb_mat.h>
#include <flint/nmod.h>
#else
#include <acb_mat.h>
#include <arb.h>
#include <arb_mat.h>
#endif

#endif
