/* Ctrl-C and SIGTERM while claims are verified. */

#ifndef RANKCERT_CLI_SIGNALS_H
#define RANKCERT_CLI_SIGNALS_H

/* From now on the first SIGINT or SIGTERM is only noted, the second ends the
   process at once. A signal that was ignored stays ignored. */
void cli_signals_watch(void);

/* Gives both signals their default effect again. */
void cli_signals_forget(void);

/* The signal that was noted, or 0. Any thread may ask. */
int cli_signals_caught(void);

#endif
