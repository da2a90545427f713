/* The certificates of an earlier run. They are listed first and read afterwards
   in the order of their names, so that messages about them come in the same
   order everywhere. */

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/content.h"
#include "cli/golden.h"
#include "report/glyph.h"

/* A link that leads back to a folder above ends here. */
#define DEPTH_MOST 64

/* One walk through the folders. */
typedef struct {
    cli_golden *golden;
    const char *directory, *only;
} walk;

void
cli_golden_clear(cli_golden *golden)
{
    for (size_t k = 0; k < golden->count; k++) {
        free(golden->items[k].name);
        free(golden->items[k].id);
        if (golden->items[k].readable)
            rc_summary_clear(&golden->items[k].summary);
    }
    free(golden->items);
    memset(golden, 0, sizeof *golden);
}

/* ---- The list ---- */

static rc_status
add(cli_golden *golden, const char *name, const char *id, size_t length)
{
    cli_golden_item *item;

    if (golden->count == golden->allocated) {
        size_t allocated = golden->allocated == 0 ? 64 : 2 * golden->allocated;

        item = realloc(golden->items, allocated * sizeof *item);
        if (item == NULL)
            return RC_NOMEM;
        golden->items = item;
        golden->allocated = allocated;
    }
    item = &golden->items[golden->count++];
    memset(item, 0, sizeof *item);
    item->name = strdup(name);
    item->id = strndup(id, length);
    return item->name != NULL && item->id != NULL ? RC_OK : RC_NOMEM;
}

static int
compare(const void *a, const void *b)
{
    const cli_golden_item *x = a, *y = b;
    int names = strcmp(x->name, y->name);

    return names != 0 ? names : strcmp(x->id, y->id);
}

/* Sorts the list and keeps each item once. */
static void
sort(cli_golden *golden)
{
    size_t kept = 0;

    if (golden->count == 0)
        return;
    qsort(golden->items, golden->count, sizeof *golden->items, compare);
    for (size_t k = 1; k < golden->count; k++) {
        cli_golden_item *item = &golden->items[k];

        if (compare(&golden->items[kept], item) != 0) {
            golden->items[++kept] = *item;
        } else {
            free(item->name);
            free(item->id);
        }
    }
    golden->count = kept + 1;
}

cli_golden_item *
cli_golden_find(const cli_golden *golden, const char *name, const char *id)
{
    size_t low = 0, high = golden->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        cli_golden_item *item = &golden->items[middle];
        int order = strcmp(name, item->name);

        if (order == 0)
            order = strcmp(id, item->id);
        if (order == 0)
            return item;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- Looking for certificates ---- */

/* The length of name without .json, or 0. */
static size_t
id_length(const char *name)
{
    size_t length = strlen(name);

    if (length <= 5 || strcmp(name + length - 5, ".json") != 0)
        return 0;
    return length - 5;
}

static rc_status
add_file(const walk *w, const char *name, const char *file)
{
    size_t length = id_length(file);

    if (length == 0 || (w->only != NULL && (strlen(w->only) != length ||
                                            memcmp(w->only, file, length))))
        return RC_OK;
    return add(w->golden, name, file, length);
}

/* directory/name, or directory for the name "". */
static char *
path_of(const walk *w, const char *name)
{
    return cli_join(w->directory, *name != '\0' ? "/" : "", name, "");
}

static rc_status look_below(const walk *w, const char *name, int depth);

/* An entry of the folder of the case `name`: a certificate, or a folder when
   depth is left to go into it. */
static rc_status
look_at(const walk *w, const char *name, const char *entry, int depth)
{
    char *inner = cli_join(name, *name != '\0' ? "/" : "", entry, "");
    char *path = inner != NULL ? path_of(w, inner) : NULL;
    rc_status status = RC_OK;
    struct stat found;

    if (path == NULL)
        status = RC_NOMEM;
    else if (stat(path, &found) == 0 && S_ISDIR(found.st_mode)) {
        if (depth > 0 && entry[0] != '.')
            status = look_below(w, inner, depth - 1);
    } else if (*name != '\0') { /* what lies outside of any case is none */
        status = add_file(w, name, entry);
    }
    free(inner);
    free(path);
    return status;
}

static rc_status
cannot_read(const walk *w, const char *path)
{
    cli_cannot_read(path);
    w->golden->unreadable++;
    return RC_OK;
}

/* The folder of the case `name` may be missing, but for "", the top one. */
static rc_status
look_below(const walk *w, const char *name, int depth)
{
    char *path = path_of(w, name);
    DIR *folder = path != NULL ? opendir(path) : NULL;
    rc_status status = RC_OK;
    struct dirent *entry;

    if (path == NULL)
        return RC_NOMEM;
    if (folder == NULL) {
        if (*name == '\0' || (errno != ENOENT && errno != ENOTDIR))
            status = cannot_read(w, path);
        free(path);
        return status;
    }
    while (errno = 0, status == RC_OK && (entry = readdir(folder)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            status = look_at(w, name, entry->d_name, depth);
    if (status == RC_OK && errno != 0)
        status = cannot_read(w, path);
    closedir(folder);
    free(path);
    return status;
}

/* ---- Reading them ---- */

static void
say_bad(cli_golden *golden, const char *path, const char *why)
{
    fputs("rankcert: ", stderr);
    rc_glyph_put(stderr, path, strlen(path));
    fputs(": not a certificate: ", stderr);
    rc_glyph_put(stderr, why, strlen(why));
    fputc('\n', stderr);
    golden->bad++;
}

static rc_status
parse(cli_golden *golden, cli_golden_item *item, const char *path,
      const cli_content *file)
{
    rc_summary_error error;
    rc_status status =
        rc_summary_read(&item->summary, file->bytes, file->length, &error);

    item->readable = status == RC_OK;
    if (status == RC_INPUT)
        say_bad(golden, path, error.message);
    if (status == RC_OK && strcmp(item->summary.claim, item->id) != 0) {
        rc_summary_clear(&item->summary);
        item->readable = 0;
        say_bad(golden, path, "it is about another claim");
    }
    return status == RC_NOMEM ? RC_NOMEM : RC_OK;
}

static rc_status
read_item(const walk *w, cli_golden_item *item)
{
    char *path = cli_certificate_path(w->directory, item->name, item->id);
    cli_content file = {NULL, 0, 0};
    rc_status status = RC_NOMEM;

    if (path != NULL)
        status = cli_content_read(&file, path);
    if (status == RC_IO)
        status = cannot_read(w, path);
    else if (status == RC_OK)
        status = parse(w->golden, item, path, &file);
    free(file.bytes);
    free(path);
    return status;
}

rc_status
cli_golden_read(cli_golden *golden, const char *directory,
                const cli_cases *cases, const char *only)
{
    walk w = {golden, directory, only};
    rc_status status =
        look_below(&w, "", cases->files.has_folder ? DEPTH_MOST : 0);

    for (size_t k = 0; k < cases->count && status == RC_OK; k++)
        status = look_below(&w, cases->items[k].name, 0);
    sort(golden);
    for (size_t k = 0; k < golden->count && status == RC_OK; k++)
        status = read_item(&w, &golden->items[k]);
    return status;
}
