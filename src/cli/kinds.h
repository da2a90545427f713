/* The kinds of claims, for rankcert show --kinds. */

#ifndef RANKCERT_CLI_KINDS_H
#define RANKCERT_CLI_KINDS_H

/* Prints every kind, what `proved` means for it, and its fields. */
void cli_print_kinds(void);

#endif
