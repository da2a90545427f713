/* Bytes of .npy files for the tests of the checker. */

#ifndef RANKCERT_TESTS_CHECKER_NPY_H
#define RANKCERT_TESTS_CHECKER_NPY_H

#include "checker_support.h"

enum { NPY_MOST = 512 };

#define NPY_DICTIONARY(descr, order, shape)                                    \
    "{'descr': '" descr "', 'fortran_order': " order ", 'shape': " shape ", }"

/* A file of version 1.0 with this dictionary and `entries` bytes behind it,
   data or zeros (NULL); its length. */
static inline size_t
npy_file(unsigned char bytes[NPY_MOST], const char *dictionary,
         const void *data, size_t entries)
{
    const size_t length = strlen(dictionary);

    ck_assert_uint_le(10 + length + entries, NPY_MOST);
    memset(bytes, 0, NPY_MOST);
    memcpy(bytes, "\x93NUMPY\x01\x00", 8);
    bytes[8] = (unsigned char)(length & 255);
    bytes[9] = (unsigned char)(length >> 8);
    memcpy(bytes + 10, dictionary, length);
    if (data != NULL)
        memcpy(bytes + 10 + length, data, entries);
    return 10 + length + entries;
}

#endif
