/* NumPy's files of one array (.npy): what their header says, and their entries
   exactly. */

#ifndef RANKCERT_CASE_NPY_H
#define RANKCERT_CASE_NPY_H

#include <rankcert/exact.h>

typedef enum { RC_NPY_FLOAT, RC_NPY_SIGNED, RC_NPY_UNSIGNED } rc_npy_type;

typedef struct {
    rc_npy_type type;
    size_t size; /* bytes of an entry: 1, 2, 4 or 8 */
    int big_endian;
    int by_columns; /* Fortran order */
    slong rows, cols;
    size_t offset; /* of the first entry in the file */
} rc_npy;

/* So many bytes hold every header that is read. */
#define RC_NPY_HEADER_MAX ((size_t)65536)

/* Why a file is not read: a piece of a sentence that begins after its name. */
typedef struct {
    char text[512];
} rc_npy_error;

/* Reads the header from bytes[0..length), the first RC_NPY_HEADER_MAX bytes of
   a file or all of it: versions 1.0, 2.0 and 3.0; two dimensions, each from 1
   to RC_MATRIX_MAX_DIM; floats of 2, 4 and 8 bytes and integers. RC_OK;
   RC_INPUT with *error filled. */
rc_status rc_npy_read_header(rc_npy *npy, const unsigned char *bytes,
                             size_t length, rc_npy_error *error) RC_MUST_CHECK;

/* x = the entry whose npy->size bytes begin at bytes, exactly. RC_OK, or
   RC_DOMAIN for nan and inf: *name then says which. */
rc_status rc_npy_get(fmpq_t x, const rc_npy *npy, const unsigned char *bytes,
                     const char **name) RC_MUST_CHECK;

#endif
