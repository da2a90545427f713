/* Time that only goes forward. */

#ifndef RANKCERT_CLI_CLOCK_H
#define RANKCERT_CLI_CLOCK_H

#include <stdint.h>
#include <time.h>

#define CLI_SECOND INT64_C(1000000)

/* Microseconds since some fixed moment. Async-signal-safe, any thread. */
static inline int64_t
cli_now(void)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * CLI_SECOND + now.tv_nsec / 1000;
}

#endif
