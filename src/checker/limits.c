/* Counted memory. The program has one thread, so one count will do. */

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <gmp.h>
#include <jansson.h>

#include "outcome.h"

static struct {
    size_t used, most;
    void (*exhausted)(void);
} memory = {0, (size_t)-1, abort};

/* What precedes every block: its size. As large as the strictest alignment. */
typedef union {
    size_t size;
    max_align_t alignment;
} header;

/* A block of that size, new or made of an older one that had `old` bytes. */
static void *
count_block(header *from, size_t old, size_t size)
{
    const size_t others = memory.used - old;
    header *block = NULL;

    if (size <= memory.most && others <= memory.most - size)
        block = realloc(from, sizeof *block + size);
    if (block == NULL) {
        memory.exhausted();
        abort(); /* exhausted must not return */
    }
    block->size = size;
    memory.used = others + size;
    return block + 1;
}

static void *
count_new(size_t size)
{
    return count_block(NULL, 0, size);
}

static void
count_free(void *block)
{
    header *whole;

    if (block == NULL)
        return;
    whole = (header *)block - 1;
    memory.used -= whole->size;
    free(whole);
}

static void *
gmp_resize(void *block, size_t old, size_t size)
{
    (void)old;
    return count_block((header *)block - 1, ((header *)block - 1)->size, size);
}

static void
gmp_free(void *block, size_t size)
{
    (void)size;
    count_free(block);
}

void
ck_memory_limit(size_t max_memory, void (*exhausted)(void))
{
    memory.most = max_memory;
    memory.exhausted = exhausted;
    mp_set_memory_functions(count_new, gmp_resize, gmp_free);
    json_set_alloc_funcs(count_new, count_free);
}

size_t
ck_memory_used(void)
{
    return memory.used;
}

void *
ck_allocate(size_t count, size_t size)
{
    size_t bytes;
    void *block;

    if (size != 0 && count > ((size_t)-1 - sizeof(header)) / size)
        memory.exhausted();
    bytes = count * size;
    block = count_new(bytes);
    memset(block, 0, bytes);
    return block;
}

void
ck_release(void *block)
{
    count_free(block);
}
