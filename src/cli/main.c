/* rankcert: certified claims about the dynamics of self-attention. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <rankcert/rankcert.h>

#include "case/nearest.h"
#include "case/quote.h"
#include "cli/cli.h"

static const cli_command *const commands[] = {&cli_verify_command,
                                              &cli_show_command};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

/* FLINT calls this when it runs out of memory; whatever thread that happens
   in, the exit code tells. */
static _Noreturn void
on_flint_abort(void)
{
    static const char message[] = "rankcert: internal error in FLINT\n";

    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(CLI_INTERNAL);
    _exit(CLI_INTERNAL);
}

static int
print_usage(void)
{
    printf("Usage: rankcert COMMAND [OPTION]... [OPERAND]...\n"
           "\n"
           "Certifies claims about the dynamics of self-attention by rigorous "
           "ball\narithmetic.\n"
           "\n"
           "Commands:\n");
    for (size_t k = 0; k < COMMAND_COUNT; k++)
        printf("  %-18s %s\n", commands[k]->name, commands[k]->summary);
    printf("  help [COMMAND]     print this help or that of a command\n"
           "\n"
           "Options:\n"
           "  --help             print this help and exit\n"
           "  --version          print versions and exit\n");
    return CLI_MET;
}

static int
print_version(void)
{
    printf("rankcert %s\nFLINT %s, MPFR %s, GMP %s\n", rc_version(),
           FLINT_VERSION, mpfr_get_version(), gmp_version);
    return CLI_MET;
}

/* "unknown WHAT 'WORD'; did you mean ..." */
static int
complain(const char *what, const char *word, const rc_nearest *nearest)
{
    rc_quotation quotation;

    rc_quote(&quotation, word, strlen(word));
    if (nearest->name != NULL && !nearest->tied)
        cli_error("unknown %s %s; did you mean '%s'?", what, quotation.text,
                  nearest->name);
    else
        cli_error("unknown %s %s", what, quotation.text);
    fputs("Try 'rankcert help'.\n", stderr);
    return CLI_USAGE;
}

static int
unknown_command(const char *word)
{
    rc_nearest nearest = {.name = NULL};

    for (size_t k = 0; k < COMMAND_COUNT; k++)
        rc_nearest_offer(&nearest, word, strlen(word), commands[k]->name);
    rc_nearest_offer(&nearest, word, strlen(word), "help");
    return complain("command", word, &nearest);
}

static int
unknown_option(const char *word)
{
    rc_nearest nearest = {.name = NULL};

    rc_nearest_offer(&nearest, word, strlen(word), "--help");
    rc_nearest_offer(&nearest, word, strlen(word), "--version");
    return complain("option", word, &nearest);
}

static const cli_command *
find_command(const char *word)
{
    for (size_t k = 0; k < COMMAND_COUNT; k++)
        if (strcmp(commands[k]->name, word) == 0)
            return commands[k];
    return NULL;
}

static int
print_help(const char *word)
{
    const cli_command *command;

    if (word == NULL || strcmp(word, "help") == 0)
        return print_usage();
    command = find_command(word);
    if (command == NULL)
        return unknown_command(word);
    cli_help(command);
    return CLI_MET;
}

static int
dispatch(int argc, char **argv)
{
    const cli_command *command;
    const char *word = argc > 1 ? argv[1] : NULL;

    if (word == NULL) {
        cli_error("a command is missing");
        fputs("Try 'rankcert help'.\n", stderr);
        return CLI_USAGE;
    }
    if (strcmp(word, "help") == 0)
        return print_help(argc > 2 ? argv[2] : NULL);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return print_usage();
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        return print_version();
    if (*word == '-')
        return unknown_option(word);
    command = find_command(word);
    if (command == NULL)
        return unknown_command(word);
    return command->run(argc - 1, argv + 1);
}

int
main(int argc, char **argv)
{
    int code;

    flint_set_abort(on_flint_abort);
    code = cli_close_output(dispatch(argc, argv));
    flint_cleanup_master();
    return code;
}
