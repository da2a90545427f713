/* rankcert verify: certifies the claims of case files. */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rankcert/rankcert.h>

#include "case/quote.h"
#include "cli/cli.h"
#include "cli/documents.h"
#include "cli/jobs.h"
#include "cli/load.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/records.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "report/report.h"

enum {
    BITS_DEFAULT = 16384,
    BITS_LEAST = 64,
    BITS_MOST = 1 << 20,
    JOBS_MOST = 1024
};

enum {
    AGAINST,
    CLAIM,
    HELP,
    JOBS,
    JSON,
    MARGIN,
    MAX_BITS,
    OUT,
    QUIET,
    TIMEOUT
};

static const cli_option table[] = {
    [AGAINST] = {"against", 'a', "DIR",
                 "compare with the certificates that an earlier\n"
                 "run wrote to DIR, and tell what was lost"},
    [CLAIM] = {"claim", 'c', "ID", "only the claims with this id"},
    [HELP] = {"help", 'h', NULL, "print this help and exit"},
    [JOBS] = {"jobs", 'j', "N",
              "verify N claims at a time\n"
              "(default: as many as processors are online)"},
    [JSON] = {"json", 0, NULL,
              "print one JSON document instead of the table\n"
              "(default: the table)"},
    [MARGIN] = {"margin", 'm', "F",
                "with --against: a radius or room may shrink\n"
                "by the factor F, from 1 (default: 2)"},
    [MAX_BITS] = {"max-bits", 'b', "N",
                  "raise the precision up to N bits, 64 to 1048576\n"
                  "(default: 16384)"},
    [OUT] = {"out", 'o', "DIR",
             "write a certificate of each decided claim\n"
             "to DIR/CASE/CLAIM.json"},
    [QUIET] = {"quiet", 'q', NULL,
               "list only the claims that were not met\n"
               "(default: all)"},
    [TIMEOUT] = {"timeout", 't', "SECONDS",
                 "leave a claim undecided after this time;\n"
                 "decimals are allowed (default: no limit)"},
    {NULL, 0, NULL, NULL}};

static const char description[] =
    "Certifies the claims of case files by rigorous ball arithmetic and says\n"
    "of each whether it came out as expected. Folders are searched for *.yaml\n"
    "and *.yml; '-' is standard input. Without operands the folder ./cases is\n"
    "verified or, when there is none, the cases that were installed.\n"
    "\n"
    "Certificates (--out, --against) are named after the case, that is the\n"
    "file's path below the folder that was named, without .yaml or .yml.\n"
    "\n"
    "Ctrl-C stops with what was decided so far; a second one stops at once.\n"
    "\n"
    "Exit codes: 0 every claim met what was expected of it; 1 one came out\n"
    "the other way, or something was lost against an earlier run; 2 one is\n"
    "undecided or unsupported and none came out the other way; 64 wrong "
    "usage;\n"
    "65 bad input in a file, 66 a file cannot be read (the others still run);\n"
    "70 internal error; 74 output cannot be written; 130 or 143 stopped by\n"
    "Ctrl-C or SIGTERM.";

static int run(int argc, char **argv);

const cli_command cli_verify_command = {"verify",
                                        "[FILE or FOLDER]...",
                                        "certify the claims of case files",
                                        description,
                                        table,
                                        run};

typedef struct {
    const char *claim;   /* NULL: all */
    const char *timeout; /* as written; NULL: none */
    const char *margin;  /* as written; NULL: the default */
    int json, quiet;
    cli_jobs_limits limits;
} options;

/* Everything about one run of the command. */
typedef struct {
    options options;
    cli_cases cases;
    cli_records records;
    rc_report_table table;
    cli_progress progress;
    cli_documents documents;
    size_t not_run, left_behind;
    int failed; /* out of memory, or an internal error in some claim */
} verification;

/* ---- Options ---- */

static size_t
online_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count < 1 ? 1 : count > JOBS_MOST ? JOBS_MOST : (size_t)count;
}

static int
wrong_argument(int option, const char *text, const char *allowed)
{
    rc_quotation quotation;

    return cli_usage_error(&cli_verify_command, "--%s %s: %s",
                           table[option].name,
                           rc_quote(&quotation, text, strlen(text)), allowed);
}

/* Takes one option with its argument; CLI_USAGE after a message. */
static int
take_option(verification *v, int option, const char *argument)
{
    options *o = &v->options;
    long number;

    switch (option) {
    case AGAINST:
        v->documents.against.directory = argument;
        break;
    case CLAIM:
        o->claim = argument;
        break;
    case JOBS:
        number = cli_parse_integer(argument, 1, JOBS_MOST);
        if (number < 0)
            return wrong_argument(option, argument,
                                  "not a number from 1 to 1024");
        o->limits.threads = (size_t)number;
        break;
    case JSON:
        o->json = 1;
        break;
    case MARGIN:
        o->margin = argument;
        break;
    case MAX_BITS:
        number = cli_parse_integer(argument, BITS_LEAST, BITS_MOST);
        if (number < 0)
            return wrong_argument(option, argument,
                                  "not a number of bits from 64 to 1048576");
        o->limits.max_bits = (slong)number;
        break;
    case OUT:
        v->documents.out = argument;
        break;
    case QUIET:
        o->quiet = 1;
        break;
    case TIMEOUT:
        o->timeout = argument;
        o->limits.timeout = cli_parse_seconds(argument);
        if (o->limits.timeout < 0)
            return wrong_argument(option, argument,
                                  "not a positive number of seconds");
        break;
    }
    return 0;
}

/* -1: go on; else the exit code. */
static int
read_options(verification *v, int argc, char **argv)
{
    options *o = &v->options;
    cli_options pass;
    const char *argument;
    int option;

    o->limits.threads = online_processors();
    o->limits.max_bits = BITS_DEFAULT;
    cli_options_start(&pass, &cli_verify_command, argc, argv);
    while ((option = cli_options_next(&pass, &argument)) >= 0) {
        if (option == HELP) {
            cli_help(&cli_verify_command);
            return 0;
        }
        if (take_option(v, option, argument) != 0)
            return CLI_USAGE;
    }
    return option == CLI_OPTIONS_WRONG ? CLI_USAGE : -1;
}

/* What options say together; the factor of --margin. -1 or CLI_USAGE. */
static int
check_options(verification *v)
{
    cli_documents *d = &v->documents;
    const char *against = d->against.directory, *margin = v->options.margin;

    if ((d->out != NULL && *d->out == '\0') ||
        (against != NULL && *against == '\0'))
        return cli_usage_error(&cli_verify_command, "a folder has no name");
    if (margin == NULL)
        return -1;
    if (against == NULL)
        return cli_usage_error(&cli_verify_command,
                               "--margin is of no use without --against");
    if (cli_parse_factor(d->against.factor, margin) != 0)
        return wrong_argument(MARGIN, margin, "not a rational number from 1");
    return -1;
}

/* ---- Running ---- */

static void
on_settled(void *context, size_t k)
{
    verification *v = context;

    if (!v->options.json || cli_documents_wanted(&v->documents))
        cli_progress_erase(&v->progress);
    if (cli_records_settle(&v->records, k, v->options.timeout) != RC_OK ||
        cli_documents_settle(&v->documents, &v->records, k) != RC_OK ||
        v->records.jobs[k].end == CLI_END_FAILED)
        v->failed = 1;
    if (v->records.jobs[k].end == CLI_END_NOT_RUN)
        v->not_run++;
    if (v->options.json)
        return;
    rc_report_table_row(&v->table, stdout, v->records.files[k],
                        &v->records.claims[k]);
    /* A reader sees each row when it is known, through a pipe too. */
    fflush(stdout);
}

static void
on_tick(void *context, const cli_running *running, size_t count, size_t settled)
{
    verification *v = context;

    cli_progress_show(&v->progress, v->records.ids, running, count, settled,
                      v->records.count);
}

static void
verify_all(verification *v)
{
    cli_jobs_watch watch = {on_settled, NULL, v};

    cli_progress_init(&v->progress);
    if (v->progress.columns > 0)
        watch.tick = on_tick;
    cli_signals_watch();
    if (cli_jobs_run(v->records.jobs, v->records.count, &v->options.limits,
                     &watch, &v->left_behind) != RC_OK) {
        cli_error("cannot start a thread");
        v->failed = 1;
    }
    if (cli_signals_caught() == 0)
        cli_signals_forget();
    cli_progress_erase(&v->progress);
}

static void
report(verification *v)
{
    const cli_records *records = &v->records;
    rc_report_totals totals =
        rc_report_count(records->cases, records->case_count);
    rc_report_rest rest = {v->not_run, cli_signals_caught() != 0, v->cases.bad,
                           v->cases.files.unreadable};

    const rc_report_against against = cli_against_report(&v->documents.against);
    const rc_report_against *compared =
        against.directory != NULL ? &against : NULL;

    if (!v->options.json) {
        rc_report_summary(stdout, &totals, &rest);
        if (compared != NULL)
            rc_report_changes(stdout, compared);
    } else if (rc_report_json(stdout, rc_version(), records->cases,
                              records->case_count, compared) == RC_NOMEM) {
        v->failed = 1;
    }
}

static int
exit_code(const verification *v)
{
    rc_report_totals totals =
        rc_report_count(v->records.cases, v->records.case_count);
    rc_report_against against = cli_against_report(&v->documents.against);

    if (cli_signals_caught() != 0)
        return CLI_SIGNAL + cli_signals_caught();
    if (v->failed)
        return CLI_INTERNAL;
    if (v->documents.unwritten > 0)
        return CLI_OUTPUT;
    if (v->cases.bad > 0 || v->documents.against.golden.bad > 0)
        return CLI_BAD_INPUT;
    if (v->cases.files.unreadable > 0 ||
        v->documents.against.golden.unreadable > 0)
        return CLI_UNREADABLE;
    if (totals.unmet > 0 || rc_report_count_losses(&against) > 0)
        return CLI_UNMET;
    return totals.undecided > 0 ? CLI_UNDECIDED : CLI_MET;
}

static int
run_records(verification *v)
{
    rc_report_style style = {cli_terminal_has_colour(STDOUT_FILENO),
                             cli_terminal_columns(STDOUT_FILENO),
                             v->options.quiet};

    rc_report_table_init(&v->table, v->records.cases, v->records.case_count,
                         v->options.limits.max_bits, &style);
    verify_all(v);
    if (cli_against_finish(&v->documents.against) != RC_OK) {
        cli_error("out of memory");
        v->failed = 1;
    }
    report(v);
    return exit_code(v);
}

static int
run_cases(verification *v)
{
    const char *only = v->options.claim;
    rc_quotation quotation;
    rc_status status = cli_documents_prepare(&v->documents, &v->cases, only);
    int code;

    if (status == RC_INPUT)
        return CLI_USAGE;
    if (status != RC_OK ||
        cli_records_init(&v->records, &v->cases, only) != RC_OK) {
        cli_error("out of memory");
        code = CLI_INTERNAL;
    } else if (only != NULL && v->records.count == 0 && v->cases.bad == 0 &&
               v->cases.files.unreadable == 0) {
        code = cli_usage_error(&cli_verify_command, "no claim has the id %s",
                               rc_quote(&quotation, only, strlen(only)));
    } else {
        code = run_records(v);
    }
    /* What threads still read is theirs until the process ends. */
    if (v->left_behind > 0)
        _exit(cli_close_output(code));
    cli_records_clear(&v->records);
    return code;
}

/* ./cases when it is a folder, else the cases that were installed. */
static char *
default_operand(void)
{
    static char here[] = "cases", installed[] = RANKCERT_PKGDATADIR "/cases";
    struct stat status;

    if (stat(here, &status) == 0 && S_ISDIR(status.st_mode))
        return here;
    return installed;
}

static int
run(int argc, char **argv)
{
    verification v;
    char *standard = default_operand();
    char **operands = &standard;
    size_t count = 1;
    int code;

    memset(&v, 0, sizeof v);
    cli_documents_init(&v.documents);
    code = read_options(&v, argc, argv);
    if (code < 0)
        code = check_options(&v);
    if (code >= 0) {
        cli_documents_clear(&v.documents);
        return code;
    }
    if (optind < argc) {
        operands = argv + optind;
        count = (size_t)(argc - optind);
    }
    cli_cases_init(&v.cases);
    if (cli_cases_load(&v.cases, operands, count) == RC_OK) {
        code = run_cases(&v);
    } else {
        cli_error("out of memory");
        code = CLI_INTERNAL;
    }
    cli_cases_clear(&v.cases);
    cli_documents_clear(&v.documents);
    return code;
}
