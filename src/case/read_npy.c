/* {file: weights.npy}: a matrix from a file beside the case. */

#include "case/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case/npy.h"
#include "case/quote.h"

typedef struct {
    rc_reader *r;
    const rc_node *node; /* the path */
    const char *path;    /* as it is written */
    int descriptor;
    size_t length; /* of the file */
    rc_npy npy;
} npy_file;

/* Adds "<path> <why>" and returns RC_INPUT. */
static rc_status
report(const npy_file *file, const char *why)
{
    rc_quotation q;

    rc_errors_add(file->r->errors, rc_node_at(file->node), "%s %s",
                  rc_quote(&q, file->path, strlen(file->path)), why);
    return RC_INPUT;
}

/* The same words on every system. */
static const char *
why_not_read(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "cannot be read: there is no such file beside the case";
    case EACCES:
        return "cannot be read: permission denied";
    default:
        return "cannot be read";
    }
}

/* The path where the file is, in memory of its own; NULL: out of memory. */
static char *
locate(const rc_reader *r, const char *path)
{
    const size_t folder = strlen(r->folder);
    char *whole = malloc(folder + strlen(path) + 2);

    if (whole == NULL)
        return NULL;
    strcpy(whole, r->folder);
    if (folder > 0 && whole[folder - 1] != '/')
        strcat(whole, "/");
    strcat(whole, path);
    return whole;
}

/* A plain file: what is read from others may never end. */
static rc_status
open_file(npy_file *file)
{
    char *whole = locate(file->r, file->path);
    struct stat facts;

    if (whole == NULL)
        return RC_NOMEM;
    file->descriptor =
        open(whole, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    free(whole);
    if (file->descriptor < 0)
        return report(file, why_not_read(errno));
    if (fstat(file->descriptor, &facts) != 0)
        return report(file, why_not_read(errno));
    if (!S_ISREG(facts.st_mode))
        return report(file, "cannot be read: it is no plain file");
    file->length = (size_t)facts.st_size;
    return RC_OK;
}

/* Exactly length bytes, which fstat has promised. */
static rc_status
read_bytes(const npy_file *file, unsigned char *bytes, size_t length,
           size_t offset)
{
    while (length > 0) {
        ssize_t got = pread(file->descriptor, bytes, length, (off_t)offset);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return report(file, why_not_read(errno));
        if (got == 0)
            return report(file, "became shorter while it was read");
        bytes += got;
        offset += (size_t)got;
        length -= (size_t)got;
    }
    return RC_OK;
}

static rc_status
read_header(npy_file *file)
{
    const size_t length =
        file->length < RC_NPY_HEADER_MAX ? file->length : RC_NPY_HEADER_MAX;
    unsigned char *bytes = malloc(length + 1);
    rc_npy_error error;
    rc_status status;

    if (bytes == NULL)
        return RC_NOMEM;
    status = read_bytes(file, bytes, length, 0);
    if (status == RC_OK) {
        status = rc_npy_read_header(&file->npy, bytes, length, &error);
        if (status != RC_OK)
            report(file, error.text);
    }
    free(bytes);
    return status;
}

/* The size of the entries, checked against that of the file. */
static rc_status
check_length(const npy_file *file, size_t *size)
{
    const rc_npy *npy = &file->npy;
    const size_t whole =
        npy->offset + (size_t)npy->rows * (size_t)npy->cols * npy->size;
    rc_quotation q;

    *size = whole - npy->offset;
    if (file->length == whole)
        return RC_OK;
    rc_errors_add(file->r->errors, rc_node_at(file->node),
                  "%s has %zu bytes, but its %ld x %ld entries of %zu bytes "
                  "make it %zu",
                  rc_quote(&q, file->path, strlen(file->path)), file->length,
                  (long)npy->rows, (long)npy->cols, npy->size, whole);
    return RC_INPUT;
}

/* The entries; the first that is no number is reported. */
static rc_status
set_entries(const npy_file *file, const unsigned char *bytes, rc_matrix_t m)
{
    const rc_npy *npy = &file->npy;
    const char *name = "";
    rc_quotation q;

    for (slong i = 0; i < m->rows; i++)
        for (slong j = 0; j < m->cols; j++) {
            slong k = npy->by_columns ? j * m->rows + i : i * m->cols + j;

            if (rc_npy_get(rc_matrix_entry(m, i, j)->rational, npy,
                           bytes + (size_t)k * npy->size, &name) == RC_OK)
                continue;
            rc_errors_add(file->r->errors, rc_node_at(file->node),
                          "%s has %s in row %ld, column %ld; entries must be "
                          "finite",
                          rc_quote(&q, file->path, strlen(file->path)), name,
                          (long)i + 1, (long)j + 1);
            return RC_INPUT;
        }
    return RC_OK;
}

static rc_status
read_entries(npy_file *file, rc_matrix_t m)
{
    size_t size = 0;
    unsigned char *bytes;
    rc_status status = check_length(file, &size);

    if (status == RC_OK)
        status = rc_spend_entries(file->r, file->node, file->npy.rows,
                                  file->npy.cols);
    if (status == RC_OK)
        status = rc_matrix_resize(m, file->npy.rows, file->npy.cols);
    if (status != RC_OK)
        return status;
    bytes = malloc(size);
    if (bytes == NULL)
        return RC_NOMEM;
    status = read_bytes(file, bytes, size, file->npy.offset);
    if (status == RC_OK)
        status = set_entries(file, bytes, m);
    free(bytes);
    return status;
}

/* A path that means the same wherever the case lies. */
static rc_status
check_path(const npy_file *file)
{
    if (file->r->folder == NULL)
        return report(file, "is not read: this case is read without files");
    if (file->path[0] == '/')
        return report(file, "is not read: paths start at the folder of the "
                            "case, without '/'");
    return RC_OK;
}

rc_status
rc_read_npy(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    char *path = NULL;
    rc_status status = rc_read_text(r, node, 0, &path);
    npy_file file = {.r = r, .node = node, .path = path, .descriptor = -1};

    if (status == RC_OK)
        status = check_path(&file);
    if (status == RC_OK)
        status = open_file(&file);
    if (status == RC_OK)
        status = read_header(&file);
    if (status == RC_OK)
        status = read_entries(&file, m);
    if (file.descriptor >= 0)
        (void)close(file.descriptor);
    free(path);
    return status;
}
