/* Reports of a run: a table for people, a JSON document for programs, and
   messages about bad input. Private to the project.

   Everything is borrowed. Text is UTF-8; what would disturb a terminal
   (controls, characters that reorder text, bytes that are not UTF-8) is shown
   as U+FFFD and a tab as a space. Nothing here opens, closes or flushes a
   stream: callers check ferror when they are done. */

#ifndef RANKCERT_REPORT_REPORT_H
#define RANKCERT_REPORT_REPORT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <rankcert/certificate.h>
#include <rankcert/types.h>

typedef struct {
    size_t line, column; /* from 1; the column counts characters */
    const char *message;
} rc_report_error;

typedef struct {
    const char *id, *kind;
    rc_verdict verdict, expected;
    slong bits; /* 0: exact arithmetic, or nothing was computed */
    int64_t microseconds;
    const char *reason, *figure;       /* "" when there is none */
    const rc_certificate *certificate; /* its values; NULL: none */
    const char *document; /* the file of its certificate; NULL: none */
} rc_report_claim;

typedef struct {
    const char *file, *sha256;
    const char *title; /* NULL: none */
    const rc_report_error *errors;
    size_t error_count;
    const rc_report_claim *claims;
    size_t claim_count;
} rc_report_case;

/* How a claim came out against what was expected of it. */
typedef enum {
    RC_OUTCOME_UNDECIDED = 0, /* undecided or unsupported */
    RC_OUTCOME_MET,
    RC_OUTCOME_UNMET /* decided, the other way */
} rc_outcome;

rc_outcome rc_report_outcome(rc_verdict verdict, rc_verdict expected);

typedef struct {
    size_t met, unmet, undecided;
} rc_report_totals;

/* Totals of all claims of the cases. */
rc_report_totals rc_report_count(const rc_report_case *cases, size_t count);

/* ---- The table ---- */

typedef struct {
    int colour;
    size_t columns; /* of the terminal; 0: rows may be of any length */
    int quiet;      /* only the claims that were not met */
} rc_report_style;

typedef struct {
    rc_report_style style;
    size_t file_width, id_width, bits_width, figure_width;
    int has_header;
} rc_report_table;

/* Lays the table out: names are known before any claim is decided, so that
   rows can be written one by one. max_bits bounds the bits of any row. */
void rc_report_table_init(rc_report_table *table, const rc_report_case *cases,
                          size_t count, slong max_bits,
                          const rc_report_style *style);

/* Writes one row, the header before the first one, and below a claim that was
   not met the reason. */
void rc_report_table_row(rc_report_table *table, FILE *out, const char *file,
                         const rc_report_claim *claim);

/* What a run comes to besides its claims. */
typedef struct {
    size_t not_run;  /* claims left undecided by an interruption */
    int interrupted; /* by Ctrl-C or the like */
    size_t bad_files, unreadable_files;
} rc_report_rest;

/* One line: how many claims were met, were not, and what was left out. */
void rc_report_summary(FILE *out, const rc_report_totals *totals,
                       const rc_report_rest *rest);

/* ---- Comparison with an earlier run ---- */

typedef enum {
    RC_CHANGE_VERDICT = 0, /* it came out another way, or not at all */
    RC_CHANGE_STATEMENT,   /* the claim states something else */
    RC_CHANGE_MARGIN,      /* a radius or a room shrank */
    RC_CHANGE_APPEARED,    /* there was no certificate before */
    RC_CHANGE_VANISHED     /* there is no certificate now */
} rc_report_change_kind;

typedef struct {
    const char *name, *id; /* of the case and the claim */
    rc_report_change_kind kind;
    size_t check;               /* whose room shrank, from 1; 0: no check's */
    const char *before, *after; /* NULL: nothing */
} rc_report_change;

typedef struct {
    const char *directory; /* of the earlier run's certificates */
    const rc_report_change *changes;
    size_t count;
} rc_report_against;

/* The word for a kind of change; static. */
const char *rc_report_change_name(rc_report_change_kind kind);

/* Whether the change is a loss; all are but what appeared. */
int rc_report_is_loss(const rc_report_change *change);
size_t rc_report_count_losses(const rc_report_against *against);

/* One line for each change, and one that counts them. */
void rc_report_changes(FILE *out, const rc_report_against *against);

/* ---- The JSON document ---- */

/* Writes the document of `rankcert verify --json`; see cases/README.md.
   against is NULL when nothing was compared. RC_OK, RC_NOMEM (the document is
   then incomplete) or RC_IO. */
rc_status rc_report_json(FILE *out, const char *version,
                         const rc_report_case *cases, size_t count,
                         const rc_report_against *against) RC_MUST_CHECK;

/* ---- Messages about input ---- */

/* FILE:LINE:COLUMN: error: MESSAGE, the line it speaks of and a caret under
   the column. bytes[0..length) is the whole file; of a long line the part
   around the column is shown. */
void rc_report_input_error(FILE *out, const char *file, const char *bytes,
                           size_t length, const rc_report_error *error);

#endif
