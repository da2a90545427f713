/* What the kinds share, and the one table of them (claim.c). */

#ifndef RANKCERT_CHECKER_CLAIM_H
#define RANKCERT_CHECKER_CLAIM_H

#include "model.h"

/* Ranks that are stated go up to this, as in case files. */
enum { CK_RANK_MOST = 4096 };

typedef enum { CK_PROVED = 0, CK_REFUTED, CK_UNDEFINED } ck_claimed;

/* A certificate whose envelope has been read: everything but the claim's own
   fields and the witness. */
typedef struct {
    ck_outcome *o;
    ck_claimed verdict;
    long bits;       /* as written; o->bits is what to work with */
    ck_model model;  /* empty without one */
    ck_matrix start; /* 0 x 0 without one */
    ck_node claim;   /* /statement/claim */
    ck_node witness; /* /witness */
    ck_node results; /* /results */
    ck_node hypotheses;
    ck_node bits_at; /* /bits */
} ck_certificate;

/* A growing text for people. */
typedef struct {
    char *bytes;
    size_t length, allocated;
} ck_words;

void ck_words_add(ck_words *w, const char *format, ...) CK_PRINTF(2, 3);
void ck_words_add_number(ck_words *w, const ck_number *x);
/* "[[1, 2], [3, 4]]", or its size when it has many entries */
void ck_words_add_matrix(ck_words *w, const ck_matrix *m);
void ck_words_clear(ck_words *w);

typedef struct {
    const char *kind;
    int needs_model, needs_start;
    int needs_norm; /* the hypothesis `norm` */
    /* Reads the claim's fields and the witness (both checked to the last key),
       checks `results` and every condition, and returns 1 when the verdict
       follows; else 0 after ck_malformed, ck_reject or ck_uncertain. The claim
       in words goes to `words`, also when it is rejected later: a sentence
       without a full stop that says what is claimed AND what came out
       ("the mask is ...: proved"). */
    int (*check)(ck_certificate *c, ck_words *words);
} ck_kind;

extern const ck_kind ck_mask_kind, ck_orbit_kind, ck_equilibrium_kind,
    ck_matrix_rank_kind, ck_collapse_kind, ck_slower_kind, ck_spectrum_kind;

/* The kind of that name; NULL: there is none. */
const ck_kind *ck_find_kind(const char *name);

/* The k-th kind of the table, from 0; NULL after the last. */
const ck_kind *ck_kind_at(size_t k);

/* The name of a verdict of a certificate: "proved", "refuted", "undefined". */
const char *ck_claimed_name(ck_claimed verdict);

/* The model in words: a sentence without a full stop. */
void ck_about_model(ck_words *w, const ck_model *m);

typedef struct {
    ck_words words, about;
    char *results;
    char case_digest[65]; /* as the certificate says; "" so far */
    char *claim_id;       /* as the certificate says; ck_release */
} ck_report;

typedef struct {
    char digest[65];   /* of the case file's bytes */
    const char *bytes; /* the case file */
    size_t length;
    const char *folder; /* where it lies, see ck_case_statement */
} ck_case_file;

/* Checks one file's bytes. The outcome (initialised) says what came out, with
   the precision in use; CK_OPEN is an internal error. The report is initialised
   by this call and to be cleared whatever came out: `words` gets the claim in
   words, `about` the model in words, both may stay empty; `results` the
   R-numbers as text ("R11, R12"), `claim_id` the claim's id, both NULL when it
   did not come so far. source: the case file that the statement must be of;
   NULL: the statement stands alone. Retries with twice and four times the bits
   while the outcome is `uncertain`. */
void ck_check_certificate(ck_outcome *o, ck_report *report, const char *bytes,
                          size_t length, const ck_case_file *source);
void ck_report_clear(ck_report *report);

/* Checks /results: exactly these words, given separated by blanks; else 0 after
   ck_malformed. */
int ck_results_are(const ck_certificate *c, const char *words) CK_MUST_CHECK;

/* SHA-256 of bytes[0..length) as 64 hexadecimal digits and a zero byte. */
void ck_sha256_hex(char digest[65], const void *bytes, size_t length);

/* ---- Case files (case_file.c and others) ---- */

/* The statement, in the certificate's JSON form, of the claim called `id` of
   the case in bytes[0..length), read from YAML by this room's own reader; its
   numbers are as they are written there, or p/q where the format computes
   or reads them (bidiagonal, cayley, random, file). folder: where the files lie
   that the case names, with a slash at its end, "" for the current folder;
   NULL: none are read. NULL after ck_reject when the case cannot be read or has
   no such claim. */
json_t *ck_case_statement(ck_outcome *o, const char *bytes, size_t length,
                          const char *folder, const char *id);

/* 1 when the two statements are the same: the same JSON, where texts that are
   not the same are numbers in any notation with the same normal form. Else 0
   after ck_reject with the path and both sides. */
int ck_same_statement(ck_outcome *o, const json_t *certificate,
                      const json_t *from_case) CK_MUST_CHECK;

#endif
