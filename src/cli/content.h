/* Whole files in memory, and files written whole. */

#ifndef RANKCERT_CLI_CONTENT_H
#define RANKCERT_CLI_CONTENT_H

#include <stddef.h>

#include <rankcert/types.h>

/* Files over this many bytes are refused: a case is written by hand or by a
   small program, and /dev/zero must not fill the memory. */
#define CLI_FILE_MAX ((size_t)256 << 20)

typedef struct {
    char *bytes; /* owned, freed with free(); NULL when empty */
    size_t length, allocated;
} cli_content;

/* Reads a file, or standard input for "-". content is all zero before, and
   what was read is the caller's whatever the status. RC_OK; RC_IO with errno
   set; RC_NOMEM. */
rc_status cli_content_read(cli_content *content,
                           const char *path) RC_MUST_CHECK;

/* Writes text to the file path, whose folders are made. Whatever happens, the
   file is either what it was or holds all of text. RC_OK; RC_IO with errno
   set; RC_NOMEM. */
rc_status cli_content_write(const char *path, const char *text) RC_MUST_CHECK;

/* first + separator + second + end in memory of its own; NULL: out of
   memory. */
char *cli_join(const char *first, const char *separator, const char *second,
               const char *end);

/* The file of a claim's certificate: directory/name/id.json, in memory of its
   own; NULL: out of memory. */
char *cli_certificate_path(const char *directory, const char *name,
                           const char *id);

#endif
