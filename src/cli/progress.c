/* One line on the terminal about the claims at work. */

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "report/glyph.h"

void
cli_progress_init(cli_progress *progress)
{
    progress->columns = cli_terminal_columns(STDERR_FILENO);
    progress->shown = 0;
}

/* Adds to a line of at most `size` bytes, zero included; returns its length. */
static size_t RC_PRINTF(4, 5)
    add(char *line, size_t size, size_t length, const char *format, ...)
{
    va_list arguments;
    int more;

    va_start(arguments, format);
    more = vsnprintf(line + length, size - length, format, arguments);
    va_end(arguments);
    if (more < 0)
        return length;
    length += (size_t)more;
    return length < size ? length : size - 1;
}

/* The line in words; returns its length. */
static size_t
compose(char *line, size_t size, const char *const *ids,
        const cli_running *running, size_t count, size_t settled, size_t total)
{
    size_t length = add(line, size, 0, "%zu/%zu claims", settled, total);

    for (size_t k = 0; k < count; k++) {
        length = add(line, size, length, "; %s", ids[running[k].job]);
        if (running[k].doing[0] != '\0')
            length = add(line, size, length, ": %s", running[k].doing);
        length = add(line, size, length, ", %" PRId64 " s",
                     running[k].microseconds / CLI_SECOND);
    }
    return length;
}

/* Writes the line over the one that stands there. */
static void
draw(cli_progress *progress, size_t length)
{
    /* The last column stays free: some terminals wrap when it is written. */
    size_t width = rc_glyph_columns(progress->line, length);

    if (width > progress->columns - 1)
        width = progress->columns - 1;
    fputc('\r', stderr);
    rc_cell_put(stderr, progress->line, width, RC_CELL_LEFT);
    for (; progress->shown > width; progress->shown--)
        fputc(' ', stderr);
    fflush(stderr);
    progress->shown = width;
}

void
cli_progress_show(cli_progress *progress, const char *const *ids,
                  const cli_running *running, size_t count, size_t settled,
                  size_t total)
{
    char line[sizeof progress->line];
    size_t length;

    if (progress->columns == 0)
        return;
    if (count == 0 || running[0].microseconds < CLI_SECOND) {
        cli_progress_erase(progress);
        return;
    }
    length = compose(line, sizeof line, ids, running, count, settled, total);
    if (progress->shown > 0 && strcmp(line, progress->line) == 0)
        return;
    memcpy(progress->line, line, sizeof line);
    draw(progress, length);
}

void
cli_progress_erase(cli_progress *progress)
{
    if (progress->shown == 0)
        return;
    fprintf(stderr, "\r%*s\r", (int)progress->shown, "");
    fflush(stderr);
    progress->shown = 0;
}
