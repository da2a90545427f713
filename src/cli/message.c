/* Messages, help, and the end of standard output. */

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "report/glyph.h"

void
cli_error(const char *format, ...)
{
    va_list arguments;

    fputs("rankcert: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

static void
say_cannot(const char *what, const char *path)
{
    const char *why = strerror(errno);

    fprintf(stderr, "rankcert: cannot %s ", what);
    rc_glyph_put(stderr, path, strlen(path));
    fprintf(stderr, ": %s\n", why);
}

void
cli_cannot_read(const char *path)
{
    say_cannot("read", path);
}

void
cli_cannot_write(const char *path)
{
    say_cannot("write", path);
}

int
cli_usage_error(const cli_command *command, const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "rankcert %s: ", command->name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry 'rankcert help %s'.\n", command->name);
    return CLI_USAGE;
}

enum { HELP_COLUMN = 27 };

/* "  -j, --jobs N", then the help from HELP_COLUMN on. */
static void
put_option(const cli_option *option)
{
    const char *line = option->help;
    int width = 0;

    if (option->letter != 0)
        width += printf("  -%c, ", option->letter);
    else
        width += printf("      ");
    width += printf("--%s", option->name);
    if (option->argument != NULL)
        width += printf(" %s", option->argument);
    while (line != NULL) {
        const char *end = strchr(line, '\n');
        int length = (int)(end != NULL ? (size_t)(end - line) : strlen(line));

        printf("%*s%.*s\n", width < HELP_COLUMN ? HELP_COLUMN - width : 1, "",
               length, line);
        line = end != NULL ? end + 1 : NULL;
        width = 0;
    }
}

void
cli_help(const cli_command *command)
{
    const cli_option *option;

    printf("Usage: rankcert %s [OPTION]... %s\n\n%s\n\nOptions:\n",
           command->name, command->operands, command->description);
    for (option = command->options; option->name != NULL; option++)
        put_option(option);
}

int
cli_close_output(int code)
{
    int failed = ferror(stdout);

    errno = 0;
    if (fclose(stdout) != 0)
        failed = 1;
    if (!failed)
        return code;
    if (errno != 0)
        cli_error("cannot write standard output: %s", strerror(errno));
    else
        cli_error("cannot write standard output");
    return code > CLI_SIGNAL ? code : CLI_OUTPUT;
}
