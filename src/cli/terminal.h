/* What is known about the terminal behind a stream. */

#ifndef RANKCERT_CLI_TERMINAL_H
#define RANKCERT_CLI_TERMINAL_H

#include <stddef.h>

/* Columns of the terminal behind a file descriptor; 0 when it is none. */
size_t cli_terminal_columns(int descriptor);

/* Whether colours are welcome there: a terminal that is not "dumb", and no
   NO_COLOR in the environment (https://no-color.org). */
int cli_terminal_has_colour(int descriptor);

#endif
