/* The files that a command line names, and their bytes. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program.h"

/* Folders below folders. */
enum { DEPTH_MOST = 64 };

static char *
join(const char *folder, const char *name)
{
    size_t head = strlen(folder), tail = strlen(name);
    int slash = head > 0 && folder[head - 1] != '/';
    char *path = ck_allocate(head + (size_t)slash + tail + 1, 1);

    memcpy(path, folder, head);
    if (slash) /* no test can see this: the name comes over it */
        path[head] = '/';
    memcpy(path + head + slash, name, tail);
    return path;
}

static char *
copy(const char *path)
{
    size_t size = strlen(path) + 1;
    char *made = ck_allocate(size, 1);

    memcpy(made, path, size);
    return made;
}

/* Takes over the path. */
static void
append(ck_files *files, char *path)
{
    /* no test can see this: more room does no harm */
    if (files->count == files->allocated) {
        size_t more = 2 * files->allocated + 16;
        char **paths = ck_allocate(more, sizeof *paths);

        if (files->count > 0) /* no test can see this: none are copied */
            memcpy(paths, files->paths, files->count * sizeof *paths);
        ck_release(files->paths);
        files->paths = paths;
        files->allocated = more;
    }
    files->paths[files->count++] = path;
}

void
ck_files_clear(ck_files *files)
{
    for (size_t k = 0; k < files->count; k++)
        ck_release(files->paths[k]);
    ck_release(files->paths);
    memset(files, 0, sizeof *files);
}

static int
by_bytes(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;

    return strcmp(*a, *b);
}

static void
cannot_read(ck_files *files, const char *path, int why)
{
    ck_complain("cannot read %s: %s", path, strerror(why));
    files->unreadable++;
}

/* The names in a folder but hidden ones, joined to its path and sorted; 0 or an
   errno. */
static int
list(const char *folder, ck_files *names)
{
    DIR *stream = opendir(folder);
    struct dirent *entry;
    int why;

    if (stream == NULL)
        return errno;
    for (errno = 0; (entry = readdir(stream)) != NULL; errno = 0)
        if (entry->d_name[0] != '.')
            append(names, join(folder, entry->d_name));
    why = errno;
    (void)closedir(stream);
    if (names->count > 0)
        qsort(names->paths, names->count, sizeof *names->paths, by_bytes);
    return why;
}

static int
is_named_json(const char *path)
{
    size_t length = strlen(path);

    return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

static void search(ck_files *files, const char *folder, int depth);

/* Folders are entered but for links to folders, which may lead back. */
static void
consider(ck_files *files, const char *path, int depth)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        cannot_read(files, path, errno);
    else if (S_ISDIR(status.st_mode))
        search(files, path, depth + 1);
    else if (is_named_json(path) &&
             (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)))
        append(files, copy(path));
}

static void
search(ck_files *files, const char *folder, int depth)
{
    ck_files names = {NULL, 0, 0, 0};
    int why = depth > DEPTH_MOST ? ELOOP : list(folder, &names);

    if (why != 0)
        cannot_read(files, folder, why);
    for (size_t k = 0; k < names.count; k++)
        consider(files, names.paths[k], depth);
    ck_files_clear(&names);
}

/* A file is not looked at before its turn: what cannot be read is found by its
   child. */
void
ck_files_add(ck_files *files, const char *operand)
{
    size_t before = files->count;
    int unreadable = files->unreadable;
    struct stat status;

    if (strcmp(operand, "-") == 0 || stat(operand, &status) != 0 ||
        !S_ISDIR(status.st_mode)) {
        append(files, copy(operand));
        return;
    }
    search(files, operand, 0);
    if (files->count == before && files->unreadable == unreadable) {
        /* Checking nothing must not look like success. */
        ck_complain("no certificate (*.json) is below %s", operand);
        files->unreadable++;
    }
}

/* ---- Reading one ---- */

/* Reads to the end or until `most` + 1 bytes are there. */
static int
read_all(int fd, size_t most, char **bytes, size_t *length)
{
    size_t allocated = 0;

    for (;;) {
        ssize_t got;

        if (*length == allocated) {
            size_t more = allocated > 0 ? 2 * allocated : 65536;
            char *longer;

            if (allocated > most)
                return 0;
            if (more > most)
                more = most + 1;
            longer = ck_allocate(more, 1);
            if (*length > 0)
                memcpy(longer, *bytes, *length);
            ck_release(*bytes);
            *bytes = longer;
            allocated = more;
        }
        got = read(fd, *bytes + *length, allocated - *length);
        if (got == 0)
            return 0;
        if (got > 0)
            *length += (size_t)got;
        else if (errno != EINTR)
            return errno;
    }
}

int
ck_read_file(const char *path, size_t most, char **bytes, size_t *length)
{
    int is_input = strcmp(path, "-") == 0;
    int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_NOCTTY);
    int why;

    *bytes = NULL;
    *length = 0;
    if (fd < 0)
        return errno;
    if (most > SIZE_MAX / 2)
        most = SIZE_MAX / 2;
    why = read_all(fd, most, bytes, length);
    if (!is_input)
        (void)close(fd);
    if (why != 0) {
        ck_release(*bytes);
        *bytes = NULL;
        *length = 0;
    }
    return why;
}
