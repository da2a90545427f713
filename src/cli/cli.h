/* What the files of the rankcert program share: commands, exit codes and
   messages. */

#ifndef RANKCERT_CLI_CLI_H
#define RANKCERT_CLI_CLI_H

#include <rankcert/types.h>

/* Exit codes; those from 64 are the ones of <sysexits.h>. */
enum {
    CLI_MET = 0,       /* every claim met what was expected */
    CLI_UNMET = 1,     /* one came out the other way */
    CLI_UNDECIDED = 2, /* one is undecided, none came out the other way */
    CLI_USAGE = 64,
    CLI_BAD_INPUT = 65,
    CLI_UNREADABLE = 66,
    CLI_INTERNAL = 70,
    CLI_OUTPUT = 74,
    CLI_SIGNAL = 128 /* plus the number of the signal */
};

typedef struct {
    const char *name;     /* without the dashes */
    int letter;           /* of the short form; 0: none */
    const char *argument; /* what --help calls it; NULL: takes none */
    const char *help;     /* may have several lines */
} cli_option;

typedef struct {
    const char *name;
    const char *operands;      /* for the usage line */
    const char *summary;       /* one line */
    const char *description;   /* lines for --help, ending in a newline */
    const cli_option *options; /* terminated by a NULL name */
    /* argv[0] is the command's name. Returns an exit code; the caller flushes
       standard output and checks it. */
    int (*run)(int argc, char **argv);
} cli_command;

extern const cli_command cli_verify_command;
extern const cli_command cli_show_command;

/* One line "rankcert: ..." on standard error. */
void cli_error(const char *format, ...) RC_PRINTF(1, 2);

/* The same for a file or folder, with what errno says. */
void cli_cannot_read(const char *path);
void cli_cannot_write(const char *path);

/* "rankcert COMMAND: ..." and where to find help; returns CLI_USAGE. */
int cli_usage_error(const cli_command *command, const char *format, ...)
    RC_PRINTF(2, 3);

/* Prints how a command is used on standard output. */
void cli_help(const cli_command *command);

/* Writes out what is left of standard output and closes it. Returns code, or
   CLI_OUTPUT after a message when something could not be written; an exit code
   that tells of a signal is kept. */
int cli_close_output(int code);

#endif
