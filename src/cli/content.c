/* Whole files in memory, and files written whole. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/content.h"

/* ---- Reading ---- */

static rc_status
grow(cli_content *file)
{
    size_t allocated = file->allocated == 0 ? 65536 : 2 * file->allocated;
    char *bytes = realloc(file->bytes, allocated);

    if (bytes == NULL)
        return RC_NOMEM;
    file->bytes = bytes;
    file->allocated = allocated;
    return RC_OK;
}

/* Reads to the end. RC_OK, RC_IO with errno set, RC_NOMEM. */
static rc_status
read_all(cli_content *file, int descriptor)
{
    for (;;) {
        ssize_t got;

        if (file->length == file->allocated && grow(file) != RC_OK)
            return RC_NOMEM;
        got = read(descriptor, file->bytes + file->length,
                   file->allocated - file->length);
        if (got == 0)
            return RC_OK;
        if (got < 0 && errno != EINTR)
            return RC_IO;
        if (got > 0)
            file->length += (size_t)got;
        if (file->length > CLI_FILE_MAX) {
            errno = EFBIG;
            return RC_IO;
        }
    }
}

rc_status
cli_content_read(cli_content *file, const char *path)
{
    int standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    rc_status status;
    int error;

    if (descriptor < 0)
        return RC_IO;
    status = read_all(file, descriptor);
    error = errno;
    if (!standard)
        close(descriptor);
    errno = error;
    return status;
}

/* ---- Writing ---- */

/* Makes the folders that path lies in; path is changed meanwhile. What cannot
   be made shows when the file is. */
static void
make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0777);
        *slash = '/';
    }
}

/* The rights that a new file gets. */
static mode_t
usual_rights(void)
{
    mode_t mask = umask(0);

    (void)umask(mask);
    return 0666 & ~mask;
}

static int
write_all(int descriptor, const char *text)
{
    size_t left = strlen(text);

    while (left > 0) {
        ssize_t written = write(descriptor, text, left);

        if (written < 0 && errno != EINTR)
            return -1;
        if (written > 0) {
            text += written;
            left -= (size_t)written;
        }
    }
    return 0;
}

/* Fills the temporary file and gives it its name; 0, or -1 with errno set. */
static int
fill(const char *temporary, int descriptor, const char *path, const char *text)
{
    int failed = fchmod(descriptor, usual_rights()) != 0 ||
                 write_all(descriptor, text) != 0;
    int error = errno;

    /* Some file systems tell only now that there was no room. */
    if (close(descriptor) != 0 && !failed) {
        failed = 1;
        error = errno;
    }
    if (!failed && rename(temporary, path) != 0) {
        failed = 1;
        error = errno;
    }
    if (failed)
        (void)unlink(temporary);
    errno = error;
    return failed ? -1 : 0;
}

rc_status
cli_content_write(const char *path, const char *text)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    static const char name[] = ".rankcert-XXXXXX";
    char *temporary = malloc(strlen(path) + sizeof name);
    rc_status status = RC_IO;
    int descriptor, error;

    if (temporary == NULL)
        return RC_NOMEM;
    strcpy(temporary, path);
    make_folders(temporary);
    strcpy(temporary + folder, name);
    descriptor = mkstemp(temporary);
    if (descriptor >= 0 && fill(temporary, descriptor, path, text) == 0)
        status = RC_OK;
    error = errno;
    free(temporary);
    errno = error;
    return status;
}

/* ---- Names ---- */

char *
cli_join(const char *first, const char *separator, const char *second,
         const char *end)
{
    size_t size =
        strlen(first) + strlen(separator) + strlen(second) + strlen(end) + 1;
    char *made = malloc(size);

    if (made != NULL)
        snprintf(made, size, "%s%s%s%s", first, separator, second, end);
    return made;
}

/* The separator after a folder's name. */
static const char *
slash_after(const char *folder)
{
    size_t length = strlen(folder);

    return length > 0 && folder[length - 1] != '/' ? "/" : "";
}

char *
cli_certificate_path(const char *directory, const char *name, const char *id)
{
    char *folder = cli_join(directory, slash_after(directory), name, "/");
    char *path = folder != NULL ? cli_join(folder, "", id, ".json") : NULL;

    free(folder);
    return path;
}
