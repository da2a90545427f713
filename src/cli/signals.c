/* Ctrl-C and SIGTERM while claims are verified. */

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/signals.h"

#if ATOMIC_INT_LOCK_FREE != 2
#error "a signal handler needs lock-free integers"
#endif

static atomic_int caught;

/* Async-signal-safe: one lock-free exchange and _exit. */
static void
note(int signal)
{
    int none = 0;

    if (!atomic_compare_exchange_strong(&caught, &none, signal))
        _exit(CLI_SIGNAL + signal);
}

/* SA_RESTART: output in progress is not cut short by the first signal. */
static void
set(int signal, void (*handler)(int))
{
    struct sigaction action, old;

    if (sigaction(signal, NULL, &old) != 0 || old.sa_handler == SIG_IGN)
        return;
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    (void)sigaction(signal, &action, NULL);
}

void
cli_signals_watch(void)
{
    set(SIGINT, note);
    set(SIGTERM, note);
}

void
cli_signals_forget(void)
{
    set(SIGINT, SIG_DFL);
    set(SIGTERM, SIG_DFL);
}

int
cli_signals_caught(void)
{
    return atomic_load(&caught);
}
