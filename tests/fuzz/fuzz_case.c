/* Fuzzing the case reader: whatever the bytes, it ends, within its limits,
   with a good case or with errors that are fit to print.

   With clang, libFuzzer and the dependencies of the library, from the top of
   the tree (a corpus folder is filled with what is found):

     mkdir -p /tmp/corpus
     clang -g -O1 -fsanitize=fuzzer,address,undefined \
       -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc -Itests \
       tests/fuzz/fuzz_case.c src/case/[a-z]*.c src/mask/[a-z]*.c \
       src/exact/[a-z]*.c src/utf8.c -o /tmp/fuzz_case \
       -lyaml -lflint-arb -lflint -lmpfr -lgmp
     /tmp/fuzz_case -timeout=20 -max_len=4096 /tmp/corpus tests/corpus/parse

   (without -lflint-arb for FLINT 3). Input that breaks it goes to
   tests/corpus/parse with the errors that it should have given. */

#include <stdint.h>
#include <stdlib.h>

#include "case_kinds.h"
#include "utf8.h"

/* One line of UTF-8 without controls. */
static int
is_fit(const char *message)
{
    size_t length = 0;

    while (message[length] != '\0')
        length++;
    for (size_t k = 0; k < length;) {
        unsigned long code = 0;
        size_t bytes = rc_utf8_decode(&code, message + k, length - k);

        if (bytes == 0 || code < 0x20 || (code >= 0x7f && code <= 0x9f))
            return 0;
        k += bytes;
    }
    return length > 0;
}

static int
is_sorted(const rc_errors *errors)
{
    for (size_t k = 1; k < errors->count; k++) {
        rc_position a = errors->items[k - 1].at, b = errors->items[k].at;

        if (a.line > b.line || (a.line == b.line && a.column > b.column))
            return 0;
    }
    return 1;
}

static void
check_errors(rc_status status, const rc_errors *errors)
{
    if ((status == RC_INPUT) != (errors->count > 0) || errors->lost)
        abort();
    if (errors->count <= RC_ERRORS_MAX && !is_sorted(errors))
        abort();
    for (size_t k = 0; k < errors->count; k++)
        if (errors->items[k].at.line == 0 || errors->items[k].at.column == 0 ||
            !is_fit(errors->items[k].message))
            abort();
}

/* rows x cols in every layer; cols = 0: any number, but the same. */
static void
check_weights(const rc_weights *weights, slong rows, slong cols)
{
    for (size_t k = 0; k < weights->count; k++)
        if (weights->items[k].rows != rows ||
            weights->items[k].cols !=
                (cols > 0 ? cols : weights->items[0].cols))
            abort();
}

static void
check_model(const rc_case_model *model)
{
    const int softmax = model->attention == RC_ATTENTION_SOFTMAX;
    const int fixed = model->attention == RC_ATTENTION_FIXED;

    if (model->mask == NULL || model->value.count == 0 ||
        (model->query.count > 0) != softmax ||
        (model->key.count > 0) != softmax || (model->fixed.count > 0) != fixed)
        abort();
    check_weights(&model->value, model->dim, model->dim);
    check_weights(&model->query, model->dim, 0);
    check_weights(&model->key, model->dim,
                  softmax ? model->query.items->cols : 0);
    check_weights(&model->fixed, model->tokens, model->tokens);
}

static void
check_case(rc_status status, const rc_case *c)
{
    if (status == RC_OK && c->claim_count == 0)
        abort();
    if (status != RC_OK && (c->claims != NULL || c->has_model))
        abort();
    for (size_t k = 0; k < c->claim_count; k++)
        if (c->claims[k].id == NULL || c->claims[k].schema == NULL ||
            c->claims[k].fields == NULL)
            abort();
    if (c->has_model)
        check_model(&c->model);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    rc_errors errors;
    rc_case c;

    rc_errors_init(&errors);

    rc_status status = rc_case_read(&c, (const char *)bytes, length, NULL,
                                    kinds, KIND_COUNT, &errors);

    check_errors(status, &errors);
    check_case(status, &c);
    rc_errors_clear(&errors);
    rc_case_clear(&c);
    return 0;
}
