/* The case files that a command line names. */

#ifndef RANKCERT_CLI_FILES_H
#define RANKCERT_CLI_FILES_H

#include <stddef.h>
#include <sys/types.h>

#include <rankcert/types.h>

typedef struct {
    char *path; /* "-" is standard input */
    /* What certificates call the case: its path below the folder that was
       named, or for a file that was named its own name, without .yaml or .yml;
       "stdin" for standard input. */
    char *name;
    dev_t device;
    ino_t inode;
} cli_file;

typedef struct {
    cli_file *items;
    size_t count, allocated;
    size_t found;      /* files met, those met again included */
    size_t unreadable; /* operands and folders that could not be read */
    int has_folder;    /* a folder was named */
} cli_files;

void cli_files_init(cli_files *files);
void cli_files_clear(cli_files *files);

/* Adds a file, standard input for "-", or of a folder every file *.yaml and
   *.yml below it, sorted by name, hidden ones left out. A file that is there
   already, by whatever name, is not added again. What cannot be read is
   counted after a message. RC_OK or RC_NOMEM. */
rc_status cli_files_add(cli_files *files, const char *operand) RC_MUST_CHECK;

#endif
