/* What became of one certificate, and the limits it was checked under.

   A check is a chain of functions that return 1 when what they name holds and
   0 otherwise; the first failure is kept here with its words, and what follows
   it is skipped. Nothing is accepted by default: only ck_accept accepts. */

#ifndef RANKCERT_CHECKER_OUTCOME_H
#define RANKCERT_CHECKER_OUTCOME_H

#include <stddef.h>

#if defined(__GNUC__)
#define CK_MUST_CHECK __attribute__((warn_unused_result))
#define CK_PRINTF(string, first) __attribute__((format(printf, string, first)))
#else
#define CK_MUST_CHECK
#define CK_PRINTF(string, first)
#endif

typedef enum {
    CK_OPEN = 0, /* nothing was concluded */
    CK_ACCEPTED,
    CK_REJECTED, /* a condition does not hold, or could not be certified */
    CK_MALFORMED /* not a certificate of this format */
} ck_verdict;

/* Limits; each is a flag of rankcert-check. Hitting one is never an accept. */
typedef struct {
    size_t max_bytes;  /* of a file */
    size_t max_memory; /* allocated at a time while one file is checked */
    long max_seconds;  /* of processor time for one file */
    long max_depth;    /* of nesting of JSON */
    long max_dim;      /* rows or columns of a matrix, tokens */
    long max_bits;     /* of precision, and of a number's digits in bits */
    long max_exponent; /* |e| of a dyadic, and of powers in expressions */
    long max_steps;    /* layers of an orbit */
} ck_limits;

extern const ck_limits ck_default_limits;

typedef struct {
    const ck_limits *limits;
    ck_verdict verdict;
    char path[256];     /* MALFORMED: the JSON path, "/witness/radii/3" */
    char message[1024]; /* why: the inequality with both sides, ... */
    int uncertain;      /* REJECTED, but more precision may settle it */
    long bits;          /* the precision in use; 0: exact arithmetic only */
    /* Where the files lie that a case names, with a slash at its end, "" for
       the current folder; borrowed. NULL: none are read. */
    const char *case_folder;
} ck_outcome;

void ck_outcome_init(ck_outcome *o, const ck_limits *limits);

/* Each keeps the first failure only and returns 0. */
int ck_malformed(ck_outcome *o, const char *path, const char *format, ...)
    CK_PRINTF(3, 4);
/* The condition is certified false, or it is not a matter of precision. */
int ck_reject(ck_outcome *o, const char *format, ...) CK_PRINTF(2, 3);
/* The condition was not certified with o->bits bits. */
int ck_uncertain(ck_outcome *o, const char *format, ...) CK_PRINTF(2, 3);

/* 1 while nothing has failed. */
int ck_good(const ck_outcome *o) CK_MUST_CHECK;

/* The one place that accepts: after nothing has failed. Returns 1 then. */
int ck_accept(ck_outcome *o);

/* ---- Memory (limits.c) ---- */

/* Makes GMP, MPFR, jansson and ck_allocate count what they allocate, against
   max_memory. Beyond it, or when there is no memory, `exhausted` is called and
   must not return (the program's ends the process that checks this file). To
   be called once, before any of them allocates. */
void ck_memory_limit(size_t max_memory, void (*exhausted)(void));

/* count * size bytes, zeroed; never NULL. Freed with ck_release. */
void *ck_allocate(size_t count, size_t size);
void ck_release(void *block); /* NULL is fine */

#endif
