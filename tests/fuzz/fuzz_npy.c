/* Fuzzing .npy files: whatever the bytes, a header is read within them or
   refused with a reason, and every entry is a rational or named.

   With clang, libFuzzer and the dependencies of the library, from the top of
   the tree (a corpus folder is filled with what is found):

     mkdir -p /tmp/corpus
     clang -g -O1 -fsanitize=fuzzer,address,undefined \
       -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc tests/fuzz/fuzz_npy.c \
       src/case/npy_entry.c src/case/npy_header.c src/case/quote.c \
       src/utf8.c -o /tmp/fuzz_npy -lflint-arb -lflint -lmpfr -lgmp
     /tmp/fuzz_npy -max_len=4096 /tmp/corpus

   (without -lflint-arb for FLINT 3). Input that breaks it becomes a test in
   tests/check_case_npy_header.c or tests/check_case_npy_entry.c. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "case/npy.h"

static void
check_header(const rc_npy *npy, size_t length)
{
    if (npy->size != 1 && npy->size != 2 && npy->size != 4 && npy->size != 8)
        abort();
    if (npy->type == RC_NPY_FLOAT && npy->size == 1)
        abort();
    if (npy->rows < 1 || npy->rows > RC_MATRIX_MAX_DIM || npy->cols < 1 ||
        npy->cols > RC_MATRIX_MAX_DIM || npy->offset > length)
        abort();
}

static void
check_entry(const rc_npy *npy, const unsigned char *bytes)
{
    const char *name = NULL;
    fmpq_t x;

    fmpq_init(x);
    if (rc_npy_get(x, npy, bytes, &name) == RC_OK
            ? !fmpq_is_canonical(x)
            : npy->type != RC_NPY_FLOAT || name == NULL)
        abort();
    fmpq_clear(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const size_t head = length < RC_NPY_HEADER_MAX ? length : RC_NPY_HEADER_MAX;
    rc_npy_error error;
    rc_npy npy;

    memset(&error, 'x', sizeof error);
    if (rc_npy_read_header(&npy, bytes, head, &error) != RC_OK) {
        if (memchr(error.text, 0, sizeof error.text) == NULL ||
            error.text[0] == '\0')
            abort();
        return 0;
    }
    check_header(&npy, head);
    for (size_t k = npy.offset; length - k >= npy.size; k += npy.size)
        check_entry(&npy, bytes + k);
    return 0;
}
