/* Options of a command, read with getopt_long. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case/nearest.h"
#include "case/quote.h"
#include "cli/clock.h"
#include "cli/options.h"

/* getopt_long returns WORD + k for option k. */
enum { WORD = 1000 };

#define SECONDS_MOST INT64_C(1000000000)

void
cli_options_start(cli_options *options, const cli_command *command, int argc,
                  char **argv)
{
    char *letter = options->letters;
    int k;

    options->command = command;
    options->argc = argc;
    options->argv = argv;
    *letter++ = ':'; /* tells a missing argument from an unknown option */
    for (k = 0; k < CLI_OPTIONS_MAX && command->options[k].name != NULL; k++) {
        const cli_option *option = &command->options[k];
        int takes = option->argument != NULL;

        options->words[k].name = option->name;
        options->words[k].has_arg = takes ? required_argument : no_argument;
        options->words[k].flag = NULL;
        options->words[k].val = WORD + k;
        if (option->letter != 0)
            *letter++ = (char)option->letter;
        if (option->letter != 0 && takes)
            *letter++ = ':';
    }
    *letter = '\0';
    memset(&options->words[k], 0, sizeof options->words[k]);
    opterr = 0;
}

static const char *
name_of(const cli_options *options, int value)
{
    const cli_option *option = options->command->options;

    if (value >= WORD)
        return option[value - WORD].name;
    for (; option->name != NULL; option++)
        if (option->letter == value)
            return option->name;
    return NULL;
}

/* --word, which is no option, or the beginning of several. */
static void
unknown_word(const cli_options *options, const char *word)
{
    const cli_option *option = options->command->options;
    size_t length = strcspn(word, "=");
    rc_nearest nearest = {.name = NULL};
    rc_quotation quotation;

    for (; option->name != NULL; option++)
        rc_nearest_offer(&nearest, word, length, option->name);
    rc_quote(&quotation, word - 2, length + 2);
    if (nearest.name != NULL && !nearest.tied)
        cli_usage_error(options->command,
                        "unknown option %s; did you mean '--%s'?",
                        quotation.text, nearest.name);
    else
        cli_usage_error(options->command, "unknown option %s", quotation.text);
}

static void
complain(const cli_options *options, int found)
{
    const char *last = options->argv[optind - 1];
    const char *name = name_of(options, optopt);
    char word[2] = {'-', (char)optopt};
    rc_quotation quotation;

    if (found == ':')
        cli_usage_error(options->command, "option '--%s' needs an argument",
                        name);
    else if (optopt >= WORD)
        cli_usage_error(options->command, "option '--%s' takes no argument",
                        name);
    else if (optopt != 0)
        cli_usage_error(options->command, "unknown option %s",
                        rc_quote(&quotation, word, sizeof word));
    else
        unknown_word(options, last + 2);
}

int
cli_options_next(cli_options *options, const char **argument)
{
    int found = getopt_long(options->argc, options->argv, options->letters,
                            options->words, NULL);
    const cli_option *table = options->command->options;

    *argument = optarg;
    if (found == -1)
        return CLI_OPTIONS_END;
    if (found >= WORD)
        return found - WORD;
    if (found != '?' && found != ':')
        for (int k = 0; table[k].name != NULL; k++)
            if (table[k].letter == found)
                return k;
    complain(options, found);
    return CLI_OPTIONS_WRONG;
}

long
cli_parse_integer(const char *text, long least, long most)
{
    char *end;
    long value;

    if (*text < '0' || *text > '9')
        return -1;
    errno = 0;
    value = strtol(text, &end, 10);
    if (errno != 0 || *end != '\0' || value < least || value > most)
        return -1;
    return value;
}

/* Digits after the point, in microseconds; what is beyond rounds up. */
static int64_t
parse_fraction(const char **text)
{
    int64_t value = 0, unit = CLI_SECOND;
    int beyond = 0;

    for (; **text >= '0' && **text <= '9'; (*text)++) {
        unit /= 10;
        value += unit * (**text - '0');
        beyond |= unit == 0 && **text != '0';
    }
    return value + beyond;
}

int64_t
cli_parse_seconds(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    int64_t value = 0;

    for (; *text >= '0' && *text <= '9'; text++) {
        value = 10 * value + (*text - '0');
        if (value > SECONDS_MOST)
            return -1;
    }
    value *= CLI_SECOND;
    if (*text == '.') {
        text++;
        digits += strspn(text, "0123456789");
        value += parse_fraction(&text);
    }
    return digits > 0 && *text == '\0' && value > 0 ? value : -1;
}
