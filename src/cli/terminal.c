/* What is known about the terminal behind a stream. */

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/terminal.h"

enum { USUAL_COLUMNS = 80 };

size_t
cli_terminal_columns(int descriptor)
{
    struct winsize size;

    if (!isatty(descriptor))
        return 0;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return USUAL_COLUMNS;
    return size.ws_col;
}

int
cli_terminal_has_colour(int descriptor)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (refused != NULL && *refused != '\0')
        return 0;
    if (terminal == NULL || strcmp(terminal, "dumb") == 0)
        return 0;
    return isatty(descriptor);
}
