/* rankcert show: what was read, in words. */

#include <stdio.h>
#include <stdlib.h>

#include <rankcert/claim.h>

#include "cli/cli.h"
#include "cli/kinds.h"
#include "cli/load.h"
#include "cli/options.h"

enum { HELP, KINDS };

static const cli_option table[] = {
    [HELP] = {"help", 'h', NULL, "print this help and exit"},
    [KINDS] = {"kinds", 'k', NULL,
               "list the kinds of claims, what a proof of each means,\n"
               "and their fields (default: show the cases)"},
    {NULL, 0, NULL, NULL}};

static const char description[] =
    "Prints the statement that each case file makes, in words, as it was "
    "read.\n"
    "Folders are searched for *.yaml and *.yml; '-' is standard input.\n"
    "\n"
    "Exit codes: 0 all were shown; 64 wrong usage; 65 bad input in a file, 66\n"
    "a file cannot be read (the others are still shown); 70 internal error;\n"
    "74 output cannot be written.";

static int run(int argc, char **argv);

const cli_command cli_show_command = {
    "show",      "CASE...", "print the statement of a case in words",
    description, table,     run};

static rc_status
show(const cli_case *c, int with_name)
{
    char *text = rc_case_describe(&c->parsed);

    if (text == NULL)
        return RC_NOMEM;
    if (with_name)
        printf("%s:\n", c->path);
    fputs(text, stdout);
    free(text);
    return RC_OK;
}

static rc_status
show_all(const cli_cases *cases)
{
    rc_status status = RC_OK;
    int any = 0;

    for (size_t k = 0; k < cases->count && status == RC_OK; k++) {
        if (cases->items[k].errors.count > 0)
            continue;
        if (any)
            putchar('\n');
        any = 1;
        status = show(&cases->items[k], cases->count > 1);
    }
    return status;
}

static int
show_operands(char *const *operands, size_t count)
{
    cli_cases cases;
    rc_status status;
    int code = CLI_MET;

    cli_cases_init(&cases);
    status = cli_cases_load(&cases, operands, count);
    if (status == RC_OK)
        status = show_all(&cases);
    if (status != RC_OK) {
        cli_error("out of memory");
        code = CLI_INTERNAL;
    } else if (cases.bad > 0) {
        code = CLI_BAD_INPUT;
    } else if (cases.files.unreadable > 0) {
        code = CLI_UNREADABLE;
    }
    cli_cases_clear(&cases);
    return code;
}

static int
run(int argc, char **argv)
{
    cli_options pass;
    const char *argument;
    int option, kinds = 0;

    cli_options_start(&pass, &cli_show_command, argc, argv);
    while ((option = cli_options_next(&pass, &argument)) >= 0) {
        if (option == HELP) {
            cli_help(&cli_show_command);
            return CLI_MET;
        }
        kinds = 1;
    }
    if (option == CLI_OPTIONS_WRONG)
        return CLI_USAGE;
    if (kinds && optind < argc)
        return cli_usage_error(&cli_show_command, "--kinds takes no case file");
    if (kinds) {
        cli_print_kinds();
        return CLI_MET;
    }
    if (optind == argc)
        return cli_usage_error(&cli_show_command, "which case?");
    return show_operands(argv + optind, (size_t)(argc - optind));
}
