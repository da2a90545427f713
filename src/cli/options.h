/* Options of a command, read with getopt_long. */

#ifndef RANKCERT_CLI_OPTIONS_H
#define RANKCERT_CLI_OPTIONS_H

#include <getopt.h>
#include <stdint.h>

#include "cli/cli.h"

#define CLI_OPTIONS_MAX 16

/* One pass over a command line. getopt_long keeps its state to itself, so
   there is one pass in a process. */
typedef struct {
    const cli_command *command;
    int argc;
    char **argv;
    char letters[2 * CLI_OPTIONS_MAX + 2];
    struct option words[CLI_OPTIONS_MAX + 1];
} cli_options;

enum { CLI_OPTIONS_END = -1, CLI_OPTIONS_WRONG = -2 };

void cli_options_start(cli_options *options, const cli_command *command,
                       int argc, char **argv);

/* The index of the next option in the command's table, its argument in
   *argument (NULL: none); CLI_OPTIONS_END when argv[optind] is the first
   operand; CLI_OPTIONS_WRONG after a message about an unknown option or an
   argument that is missing or not wanted. */
int cli_options_next(cli_options *options, const char **argument);

/* The whole text as an integer from least to most; -1 when it is not one. */
long cli_parse_integer(const char *text, long least, long most);

/* The whole text as a decimal number of seconds, in microseconds and rounded
   up; -1 when it is not one, is zero or 10^9 + 1 seconds and more. */
int64_t cli_parse_seconds(const char *text);

#endif
