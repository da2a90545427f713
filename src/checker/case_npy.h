/* NumPy's files of one array (.npy), for matrices of cases. */

#ifndef RANKCERT_CHECKER_CASE_NPY_H
#define RANKCERT_CHECKER_CASE_NPY_H

#include <gmp.h>

#include "outcome.h"

typedef struct {
    char type;      /* 'f' floats, 'i' signed, 'u' unsigned integers */
    size_t size;    /* bytes of an entry: 1, 2, 4 or 8 */
    int big_endian; /* the first byte is the most significant one */
    int by_columns; /* entries run down the columns */
    long rows, cols;
    size_t offset; /* of the first entry in the file */
} ck_npy;

/* Reads the header of a whole file: versions 1.0 to 3.0, two dimensions from 1
   to most, floats of 2, 4 or 8 bytes and integers; the entries fill the rest of
   the file. 1, or 0 with *why (static text). */
int ck_npy_header(ck_npy *npy, const unsigned char *bytes, size_t length,
                  long most, const char **why) CK_MUST_CHECK;

/* x = entry (i, j) exactly, both from 0; 0 when it is no number (nan, inf). */
int ck_npy_entry(mpq_t x, const ck_npy *npy, const unsigned char *bytes, long i,
                 long j) CK_MUST_CHECK;

#endif
