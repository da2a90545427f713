/* The program rankcert-check: its command line, the files it names, one child
   process per file, and what is printed. */

#ifndef RANKCERT_CHECKER_PROGRAM_H
#define RANKCERT_CHECKER_PROGRAM_H

#include <stdint.h>
#include <stdio.h>

#include "claim.h"

/* Exit codes; of those that apply the first of 130, 143, 74, 70, 65, 66, 1. */
enum {
    CK_EXIT_ACCEPTED = 0,
    CK_EXIT_REJECTED = 1,
    CK_EXIT_USAGE = 64,
    CK_EXIT_MALFORMED = 65,
    CK_EXIT_UNREADABLE = 66,
    CK_EXIT_INTERNAL = 70,
    CK_EXIT_OUTPUT = 74,
    CK_EXIT_SIGNAL = 128 /* and the signal's number */
};

/* ---- The command line (options.c) ---- */

typedef struct {
    ck_limits limits;
    int json, quiet;
    long jobs;             /* children at a time */
    const char *case_path; /* NULL: none */
    int first;             /* argv[first..argc) name the files */
} ck_options;

/* Reads the command line. -1: go on; else the code to exit with, after help or
   a message. getopt_long keeps its state to itself: once in a process. */
int ck_options_read(ck_options *options, int argc, char **argv);

/* "64", "64K", "1M", "2G" (powers of 1024): the whole text, from 1 to SIZE_MAX.
   0 when it is not that. */
size_t ck_parse_size(const char *text);

/* The whole text as an integer from least to most; -1 when it is not one. */
long ck_parse_count(const char *text, long least, long most);

/* "rankcert-check: ..." and a newline, on standard error. Without control
   characters. */
void ck_complain(const char *format, ...) CK_PRINTF(1, 2);

/* ---- The files (files.c) ---- */

typedef struct {
    char **paths; /* in the order in which they are checked */
    size_t count, allocated;
    int unreadable; /* folders that could not be read, or held nothing */
} ck_files;

/* Adds an operand: a file, "-", or a folder, which is searched for *.json. What
   goes wrong is said on standard error and counted. */
void ck_files_add(ck_files *files, const char *operand);
void ck_files_clear(ck_files *files);

/* Reads a whole file, "-" being standard input: *bytes (ck_release) and
   *length. At most `most` bytes are read and one more, so that a larger file
   has length most + 1. 0, or an errno. */
int ck_read_file(const char *path, size_t most, char **bytes,
                 size_t *length) CK_MUST_CHECK;

/* ---- What a child reports (record.c) ---- */

/* The zero value is no accept. */
typedef enum {
    CK_RESULT_INTERNAL = 0,
    CK_RESULT_ACCEPTED,
    CK_RESULT_REJECTED,
    CK_RESULT_MALFORMED,
    CK_RESULT_UNREADABLE,
    CK_RESULTS
} ck_result;

enum {
    CK_TEXT_PATH = 0, /* MALFORMED: where */
    CK_TEXT_MESSAGE,  /* why */
    CK_TEXT_CLAIM,    /* in words, "" without */
    CK_TEXT_MODEL,
    CK_TEXT_RESULTS,
    CK_TEXT_CASE, /* the digest */
    CK_TEXT_ID,   /* the claim's */
    CK_TEXTS
};

typedef struct {
    ck_result result;
    int64_t bits;                /* 0: exact */
    const char *texts[CK_TEXTS]; /* borrowed, never NULL */
} ck_record;

/* INTERNAL, no bits, empty texts. */
void ck_record_init(ck_record *record);

/* From an outcome; the record borrows from both. */
void ck_record_set(ck_record *record, const ck_outcome *o,
                   const ck_report *report);

/* Writes the record to a file descriptor, without allocating. Longer texts are
   cut after CK_TEXT_MOST bytes. 0 when that failed. */
enum { CK_TEXT_MOST = 1 << 20 };
int ck_record_write(int fd, const ck_record *record);

/* The record that bytes[0..length) begin with, borrowing from them: the number
   of its bytes; 0, with the record as after ck_record_init, when they do not
   begin with a complete record. */
size_t ck_record_read(ck_record *record, const char *bytes,
                      size_t length) CK_MUST_CHECK;

/* No record is longer. */
enum { CK_RECORD_MOST = CK_TEXTS * (CK_TEXT_MOST + 16) + 64 };

/* ---- What is printed (print.c) ---- */

typedef struct {
    size_t counts[CK_RESULTS];
    size_t total;     /* of the counts */
    size_t unchecked; /* files, after a signal */
    int unreadable;   /* folders */
} ck_summary;

/* Writes a text without control characters and invalid UTF-8: each of their
   bytes becomes \xhh. */
void ck_put_clean(FILE *out, const char *text);

/* Before the first file. */
void ck_print_start(const ck_options *options);
/* 1 when the file was printed: --quiet leaves out what was accepted. first:
   none was printed before. */
int ck_print_file(const ck_options *options, const char *path,
                  const ck_record *record, int first);
/* After the last. */
void ck_print_summary(const ck_options *options, const ck_summary *summary);

/* ---- One child (child.c) ---- */

/* Checks files in this process, in turn, each under the limits; writes a record
   of each to fd and ends the process. It goes on to the next file, and writes
   the mark CK_GOES_ON before, only after an accept that left no memory behind
   and took little time, so that no file has to do with another: the process may
   end with code 0 before the last one. */
enum { CK_GOES_ON = '+' };
_Noreturn void ck_child(char *const *paths, size_t count,
                        const ck_limits *limits, const ck_case_file *source,
                        int fd);

/* ---- All of it (run.c) ---- */

/* Checks the files and prints what came out; the exit code, but for trouble
   with the output. source: of --case, else NULL. */
int ck_run(const ck_options *options, const ck_files *files,
           const ck_case_file *source);

#endif
