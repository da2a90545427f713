/* The command line of rankcert-check. */

#include <config.h>

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program.h"

enum { JOBS_MOST = 256, LIMIT_MOST = 1000000000 };

/* What getopt_long returns for options without a letter. */
enum { OPTION_CASE = 1000, OPTION_JSON, OPTION_LIMIT };

typedef struct {
    const char *name, *help;
    long least, most; /* most 0: a size */
} limit;

/* In the order of `place`. */
static const limit limits[] = {
    {"max-bytes", "size of a file", 0, 0},
    {"max-memory", "memory for one file", 0, 0},
    {"max-seconds", "processor time for one file", 1, LIMIT_MOST},
    {"max-depth", "nesting of JSON", 1, LIMIT_MOST},
    {"max-dim", "rows or columns of a matrix, tokens", 1, LIMIT_MOST},
    {"max-bits", "bits of precision, and of a number", 32, LIMIT_MOST},
    {"max-exponent", "exponents of numbers", 1, LIMIT_MOST},
    {"max-steps", "layers of an orbit", 1, LIMIT_MOST},
};

enum { LIMITS = sizeof limits / sizeof *limits };

/* Where the k-th limit is: a size or a count. */
static size_t *
size_place(ck_limits *l, size_t k)
{
    return k == 0 ? &l->max_bytes : &l->max_memory;
}

static long *
count_place(ck_limits *l, size_t k)
{
    long *const places[LIMITS] = {
        NULL,        NULL,         &l->max_seconds,  &l->max_depth,
        &l->max_dim, &l->max_bits, &l->max_exponent, &l->max_steps};

    return places[k];
}

void
ck_complain(const char *format, ...)
{
    va_list arguments;
    char text[2048];

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fputs("rankcert-check: ", stderr);
    ck_put_clean(stderr, text);
    fputc('\n', stderr);
}

long
ck_parse_count(const char *text, long least, long most)
{
    char *end;
    long x;

    /* no test can see this: it leaves at once what is above '9' */
    if (*text < '0' || *text > '9')
        return -1;
    errno = 0;
    x = strtol(text, &end, 10);
    if (errno != 0 || *end != '\0' || x < least || x > most)
        return -1;
    return x;
}

size_t
ck_parse_size(const char *text)
{
    unsigned long long x;
    unsigned shift = 0;
    char *end;

    /* no test can see this: what is above '9' counts as 0 */
    if (*text < '0' || *text > '9')
        return 0;
    errno = 0;
    x = strtoull(text, &end, 10);
    if (errno != 0)
        return 0;
    if (*end != '\0') {
        const char *suffix = memchr("KMG", *end, 3);

        if (suffix == NULL || end[1] != '\0')
            return 0;
        shift = *end == 'K' ? 10 : *end == 'M' ? 20 : 30;
    }
    return x > SIZE_MAX >> shift ? 0 : (size_t)x << shift;
}

/* ---- Help ---- */

static void
print_default(size_t k)
{
    ck_limits defaults = ck_default_limits;

    if (limits[k].most != 0) {
        printf("%ld", *count_place(&defaults, k));
        return;
    }
    size_t x = *size_place(&defaults, k);

    if (x % (1 << 30) == 0)
        printf("%zuG", x >> 30);
    else if (x % (1 << 20) == 0)
        printf("%zuM", x >> 20);
    else
        printf("%zu", x);
}

static int
print_help(void)
{
    printf("Usage: rankcert-check [OPTION]... FILE...\n"
           "\n"
           "Checks certificates that rankcert wrote, with arithmetic of its "
           "own. Folders are\nsearched for *.json; '-' is standard input.\n"
           "\n"
           "Options:\n"
           "      --case CASE.yaml   every certificate must be of this case\n"
           "  -h, --help             print this help and exit\n"
           "  -j, --jobs N           check N files at a time (default: as many "
           "as\n                         processors are online)\n"
           "      --json             print one JSON document\n"
           "  -q, --quiet            list only what was not accepted, and the "
           "summary\n"
           "  -V, --version          print versions and exit\n"
           "\n"
           "Limits; what exceeds one is never accepted. Sizes may end in K, M "
           "or G.\n");
    for (size_t k = 0; k < LIMITS; k++) {
        printf("      --%s N%*s%s (default: ", limits[k].name,
               (int)(15 - strlen(limits[k].name)), "", limits[k].help);
        print_default(k);
        printf(")\n");
    }
    return CK_EXIT_ACCEPTED;
}

static int
print_version(void)
{
    printf("rankcert-check %s\nMPFI %s, MPFR %s, GMP %s\n", PACKAGE_VERSION,
           mpfi_get_version(), mpfr_get_version(), gmp_version);
    return CK_EXIT_ACCEPTED;
}

/* ---- Reading ---- */

static int
usage(void)
{
    fputs("Try 'rankcert-check --help'.\n", stderr);
    return CK_EXIT_USAGE;
}

static int
set_limit(ck_limits *l, size_t k, const char *text)
{
    long x;

    if (limits[k].most == 0) {
        size_t *size = size_place(l, k);

        *size = ck_parse_size(text);
        if (*size > 0)
            return -1;
        ck_complain("--%s takes a size like 64M, not '%s'", limits[k].name,
                    text);
        return usage();
    }
    x = ck_parse_count(text, limits[k].least, limits[k].most);
    if (x < 0) {
        ck_complain("--%s takes an integer from %ld to %ld, not '%s'",
                    limits[k].name, limits[k].least, limits[k].most, text);
        return usage();
    }
    *count_place(l, k) = x;
    return -1;
}

static int
set_jobs(ck_options *options, const char *text)
{
    options->jobs = ck_parse_count(text, 1, JOBS_MOST);
    if (options->jobs > 0)
        return -1;
    ck_complain("--jobs takes an integer from 1 to %d, not '%s'", JOBS_MOST,
                text);
    return usage();
}

/* One option; -1 or the code to exit with. */
static int
take(ck_options *options, int option, const char *argument, const char *word)
{
    switch (option) {
    case OPTION_CASE:
        options->case_path = argument;
        return -1;
    case OPTION_JSON:
        options->json = 1;
        return -1;
    case 'q':
        options->quiet = 1;
        return -1;
    case 'j':
        return set_jobs(options, argument);
    case 'h':
        return print_help();
    case 'V':
        return print_version();
    case ':':
        ck_complain("%s needs an argument", word);
        return usage();
    case '?':
        ck_complain("unknown option %s, or an argument it does not take", word);
        return usage();
    default:
        return set_limit(&options->limits, (size_t)(option - OPTION_LIMIT),
                         argument);
    }
}

static long
default_jobs(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    return online < 1 ? 1 : online > JOBS_MOST ? JOBS_MOST : online;
}

/* At least one file, and standard input at most once. */
static int
check_operands(const ck_options *options, int argc, char **argv)
{
    int inputs = 0;

    if (options->first == argc) {
        ck_complain("no file is named");
        return usage();
    }
    for (int k = options->first; k < argc; k++)
        inputs += strcmp(argv[k], "-") == 0;
    if (options->case_path != NULL && strcmp(options->case_path, "-") == 0)
        inputs++;
    if (inputs > 1) {
        ck_complain("standard input ('-') can be read once only");
        return usage();
    }
    return -1;
}

int
ck_options_read(ck_options *options, int argc, char **argv)
{
    static const struct option plain[] = {
        {"case", required_argument, NULL, OPTION_CASE},
        {"help", no_argument, NULL, 'h'},
        {"jobs", required_argument, NULL, 'j'},
        {"json", no_argument, NULL, OPTION_JSON},
        {"quiet", no_argument, NULL, 'q'},
        {"version", no_argument, NULL, 'V'},
    };
    enum { PLAIN = sizeof plain / sizeof *plain };
    struct option words[PLAIN + LIMITS + 1] = {{NULL, 0, NULL, 0}};
    int option, code;

    options->limits = ck_default_limits;
    options->json = 0;
    options->quiet = 0;
    options->jobs = default_jobs();
    options->case_path = NULL;
    memcpy(words, plain, sizeof plain);
    for (size_t k = 0; k < LIMITS; k++) {
        words[PLAIN + k].name = limits[k].name;
        words[PLAIN + k].has_arg = required_argument;
        words[PLAIN + k].val = OPTION_LIMIT + (int)k;
    }
    opterr = 0;
    for (;;) {
        char letter[] = "-?";

        option = getopt_long(argc, argv, ":hj:qV", words, NULL);
        if (option == -1)
            break;
        letter[1] = (char)optopt; /* of what is wrong: 0 for a word */
        code = take(options, option, optarg,
                    optopt == 0 || optopt >= OPTION_CASE ? argv[optind - 1]
                                                         : letter);
        if (code >= 0)
            return code;
    }
    options->first = optind;
    return check_operands(options, argc, argv);
}
