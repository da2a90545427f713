/* What the files of claim kind `orbit` share. */

#ifndef RANKCERT_CHECKER_ORBIT_H
#define RANKCERT_CHECKER_ORBIT_H

#include "claim.h"
#include "quantity.h"

/* A check of the statement: the quantity, at each layer from first to last. */
typedef struct {
    const char *name; /* borrowed */
    ck_quantity quantity;
    int comparison;
    long first, last;
    ck_number bound;
} ck_orbit_check;

/* What the witness says of a check: at its layers the quantity is at least
   (`above`) or at most `limit`, the bound plus or minus the room; or, if it is
   to be compared exactly, at least or at most the bound, and not equal to it
   where it must `differ`. */
typedef struct {
    const ck_orbit_check *check;
    size_t number; /* the check's, from 1 */
    long first, last;
    int above, differ, exact;
    mpfi_t limit;
    int sign;     /* exact: the bound's */
    mpq_t square; /* exact: the bound's */
} ck_orbit_demand;

typedef struct {
    size_t count;
    ck_orbit_demand *demands;
} ck_orbit_demands;

/* ---- orbit_exact.c ---- */

/* Fills in sign and square for a demand that is to be compared exactly. 1; else
   0 after ck_reject, when quantity or bound have no rational square. */
int ck_orbit_read_bound(ck_outcome *o, ck_orbit_demand *d) CK_MUST_CHECK;

/* Checks the demands that are to be compared exactly, if any, on the orbit over
   the rationals. */
int ck_orbit_check_exact(const ck_certificate *c,
                         const ck_orbit_demands *list) CK_MUST_CHECK;

#endif
