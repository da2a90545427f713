/* rankcert-check: checks certificates, sharing nothing with what wrote them. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "program.h"

/* Where the file lies, with a slash at its end; "" for the current folder. */
static char *
folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const size_t length = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    char *folder = ck_allocate(length + 1, 1);

    memcpy(folder, path, length);
    return folder;
}

/* The case file of --case and its digest; 0 after a message. */
static int
read_case(const ck_options *options, ck_case_file *source, char **bytes)
{
    size_t most = options->limits.max_bytes;
    int why = ck_read_file(options->case_path, most, bytes, &source->length);

    if (why != 0) {
        ck_complain("cannot read %s: %s", options->case_path, strerror(why));
        return 0;
    }
    if (source->length > most) {
        ck_complain("%s is larger than %zu bytes (--max-bytes)",
                    options->case_path, most);
        return 0;
    }
    source->bytes = *bytes;
    ck_sha256_hex(source->digest, *bytes, source->length);
    return 1;
}

static int
check_files(const ck_options *options, int argc, char **argv)
{
    ck_files files = {NULL, 0, 0, 0};
    ck_case_file source;
    char *bytes = NULL, *folder = NULL;
    int code = CK_EXIT_UNREADABLE;

    if (options->case_path != NULL)
        folder = folder_of(options->case_path);
    source.folder = folder;
    if (options->case_path == NULL || read_case(options, &source, &bytes)) {
        for (int k = options->first; k < argc; k++)
            ck_files_add(&files, argv[k]);
        code = ck_run(options, &files,
                      options->case_path != NULL ? &source : NULL);
    }
    ck_files_clear(&files);
    ck_release(bytes);
    ck_release(folder);
    return code;
}

/* What could not be printed was not reported. */
static int
close_output(int code)
{
    int failed = ferror(stdout);

    if (fclose(stdout) != 0)
        failed = 1;
    if (!failed)
        return code;
    ck_complain("cannot write standard output");
    return code > CK_EXIT_SIGNAL ? code : CK_EXIT_OUTPUT;
}

/* A pipe must not take the place of a standard stream that is closed: what is
   opened there instead fails when it is used. */
static void
hold_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

int
main(int argc, char **argv)
{
    ck_options options;
    int code;

    hold_streams();
    (void)signal(SIGPIPE, SIG_IGN); /* a write that fails will tell */
    code = ck_options_read(&options, argc, argv);
    if (code < 0)
        code = check_files(&options, argc, argv);
    return close_output(code);
}
