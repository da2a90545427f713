/* The case files that a command line names. */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/files.h"

/* The folders being read, innermost first: a link may lead back to one. */
typedef struct ancestor {
    const struct ancestor *parent;
    dev_t device;
    ino_t inode;
} ancestor;

void
cli_files_init(cli_files *files)
{
    memset(files, 0, sizeof *files);
}

void
cli_files_clear(cli_files *files)
{
    for (size_t k = 0; k < files->count; k++) {
        free(files->items[k].path);
        free(files->items[k].name);
    }
    free(files->items);
    cli_files_init(files);
}

static rc_status
cannot_read(cli_files *files, const char *path)
{
    cli_cannot_read(path);
    files->unreadable++;
    return RC_OK;
}

static int
is_case_name(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL &&
           (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

/* The name's length without .yaml or .yml; a name of dots alone, which would
   mean some folder, keeps it. */
static size_t
stem_length(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *last = slash != NULL ? slash + 1 : name;
    const char *dot = strrchr(name, '.');

    if (!is_case_name(name) || strspn(last, ".") >= (size_t)(dot - last))
        return strlen(name);
    return (size_t)(dot - name);
}

/* path[below..] without its extension names the case. */
static rc_status
append(cli_files *files, const char *path, size_t below, dev_t device,
       ino_t inode)
{
    const char *name = strcmp(path, "-") == 0 ? "stdin" : path + below;
    cli_file *file;

    files->found++;
    for (size_t k = 0; k < files->count; k++)
        if (files->items[k].device == device && files->items[k].inode == inode)
            return RC_OK;
    if (files->count == files->allocated) {
        size_t allocated = files->allocated == 0 ? 16 : 2 * files->allocated;

        file = realloc(files->items, allocated * sizeof *file);
        if (file == NULL)
            return RC_NOMEM;
        files->items = file;
        files->allocated = allocated;
    }
    file = &files->items[files->count];
    file->path = strdup(path);
    file->name = strndup(name, stem_length(name));
    if (file->path == NULL || file->name == NULL) {
        free(file->path);
        free(file->name);
        return RC_NOMEM;
    }
    file->device = device;
    file->inode = inode;
    files->count++;
    return RC_OK;
}

/* folder/name in memory of its own, or NULL. */
static char *
join(const char *folder, const char *name)
{
    size_t length = strlen(folder), size = strlen(name) + 1;
    int slash = length > 0 && folder[length - 1] != '/';
    char *path = malloc(length + (size_t)slash + size);

    if (path == NULL)
        return NULL;
    memcpy(path, folder, length);
    if (slash)
        path[length] = '/';
    memcpy(path + length + slash, name, size);
    return path;
}

typedef struct {
    char **items;
    size_t count, allocated;
} names;

static void
names_clear(names *list)
{
    for (size_t k = 0; k < list->count; k++)
        free(list->items[k]);
    free(list->items);
}

static rc_status
names_add(names *list, const char *name)
{
    if (list->count == list->allocated) {
        size_t allocated = list->allocated == 0 ? 32 : 2 * list->allocated;
        char **items = realloc(list->items, allocated * sizeof *items);

        if (items == NULL)
            return RC_NOMEM;
        list->items = items;
        list->allocated = allocated;
    }
    list->items[list->count] = strdup(name);
    if (list->items[list->count] == NULL)
        return RC_NOMEM;
    list->count++;
    return RC_OK;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder but hidden ones, sorted. RC_OK, RC_IO, RC_NOMEM. */
static rc_status
list_folder(names *list, const char *path)
{
    DIR *folder = opendir(path);
    rc_status status = RC_OK;
    struct dirent *entry;

    if (folder == NULL)
        return RC_IO;
    while (errno = 0, status == RC_OK && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            status = names_add(list, entry->d_name);
    if (status == RC_OK && errno != 0)
        status = RC_IO;
    closedir(folder);
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare_names);
    return status;
}

static int
is_above(const ancestor *folder, const struct stat *status)
{
    for (; folder != NULL; folder = folder->parent)
        if (folder->device == status->st_dev && folder->inode == status->st_ino)
            return 1;
    return 0;
}

static rc_status add_folder(cli_files *files, const char *path, size_t below,
                            const ancestor *self);

static rc_status
add_entry(cli_files *files, const char *path, size_t below,
          const ancestor *folder)
{
    struct stat status;

    if (stat(path, &status) != 0) {
        /* A dangling link matters only when it has the name of a case. */
        return is_case_name(path) ? cannot_read(files, path) : RC_OK;
    }
    if (S_ISDIR(status.st_mode)) {
        ancestor self = {folder, status.st_dev, status.st_ino};

        return is_above(folder, &status)
                   ? RC_OK
                   : add_folder(files, path, below, &self);
    }
    if (!is_case_name(path))
        return RC_OK;
    return append(files, path, below, status.st_dev, status.st_ino);
}

static rc_status
add_folder(cli_files *files, const char *path, size_t below,
           const ancestor *self)
{
    names list = {NULL, 0, 0};
    rc_status status = list_folder(&list, path);

    if (status == RC_IO)
        status = cannot_read(files, path);
    for (size_t k = 0; k < list.count && status == RC_OK; k++) {
        char *inner = join(path, list.items[k]);

        status =
            inner == NULL ? RC_NOMEM : add_entry(files, inner, below, self);
        free(inner);
    }
    names_clear(&list);
    return status;
}

/* Where the last component of path begins. */
static size_t
after_slash(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

rc_status
cli_files_add(cli_files *files, const char *operand)
{
    size_t before = files->found + files->unreadable;
    size_t length, below;
    struct stat status;
    rc_status result;

    /* Standard input is read once too; no file has this device and inode. */
    if (strcmp(operand, "-") == 0)
        return append(files, operand, 0, (dev_t)-1, (ino_t)-1);
    if (stat(operand, &status) != 0)
        return cannot_read(files, operand);
    if (!S_ISDIR(status.st_mode))
        return append(files, operand, after_slash(operand), status.st_dev,
                      status.st_ino);
    ancestor self = {NULL, status.st_dev, status.st_ino};
    files->has_folder = 1;
    length = strlen(operand);
    below = length + (operand[length - 1] != '/');
    result = add_folder(files, operand, below, &self);
    if (result == RC_OK && files->found + files->unreadable == before) {
        /* Certifying nothing must not look like success. */
        cli_error("no case file (*.yaml, *.yml) is below %s", operand);
        files->unreadable++;
    }
    return result;
}
