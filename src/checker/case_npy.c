/* {file: path}: a matrix from a .npy file beside the case. */

#include "case_npy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case_reader.h"

/* A file's bytes. */
typedef struct {
    unsigned char *bytes; /* owned */
    size_t length;
} content;

/* The path below the folder of the case, to be released with ck_release. */
static char *
locate(const char *folder, const char *path)
{
    const size_t head = strlen(folder), tail = strlen(path);
    char *whole = ck_allocate(head + tail + 1, 1);

    memcpy(whole, folder, head);
    memcpy(whole + head, path, tail);
    return whole;
}

static int
cannot_read(const ck_node *node, const char *why)
{
    return ck_node_malformed(node, "the file cannot be read: %s", why);
}

/* All the bytes that fstat has promised. */
static int
read_all(const ck_node *node, int fd, content *c)
{
    size_t done = 0;

    c->bytes = ck_allocate(c->length + 1, 1);
    while (done < c->length) {
        const ssize_t got = read(fd, c->bytes + done, c->length - done);

        /* no test can see this: plain files are read at once */
        if (got == 0)
            return cannot_read(node, "it became shorter");
        /* no test can see this: reading them does not fail */
        if (got < 0 && errno != EINTR)
            return cannot_read(node, strerror(errno));
        /* no test can see this: nor is it interrupted */
        if (got > 0)
            done += (size_t)got;
    }
    return 1;
}

/* A plain file, of moderate size: others may never end. */
static int
read_plain(const ck_node *node, int fd, content *c)
{
    const size_t most = node->o->limits->max_bytes;
    struct stat facts;

    /* no test can see this: it is open */
    if (fstat(fd, &facts) != 0)
        return cannot_read(node, strerror(errno));
    if (!S_ISREG(facts.st_mode))
        return cannot_read(node, "it is no plain file");
    if ((uintmax_t)facts.st_size > most)
        return ck_node_malformed(node,
                                 "limit: the file is larger than %zu bytes "
                                 "(--max-bytes)",
                                 most);
    c->length = (size_t)facts.st_size;
    return read_all(node, fd, c);
}

static int
read_content(const ck_node *node, const char *path, content *c)
{
    const char *folder = node->o->case_folder;
    char *whole;
    int fd, good;

    if (folder == NULL)
        return cannot_read(node, "the case has no folder");
    if (path[0] == '/')
        return cannot_read(node, "the path does not begin at the folder of the "
                                 "case");
    whole = locate(folder, path);
    fd = open(whole, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    ck_release(whole);
    if (fd < 0)
        return cannot_read(node, strerror(errno));
    good = read_plain(node, fd, c);
    (void)close(fd);
    return good;
}

/* Row i; NULL after a failure. */
static json_t *
read_row(const ck_node *node, const ck_npy *npy, const content *c, long i,
         mpq_t x)
{
    json_t *row = json_array();

    for (long j = 0; j < npy->cols; j++) {
        if (!ck_npy_entry(x, npy, c->bytes, i, j)) {
            ck_node_malformed(node,
                              "the file has no number in row %ld, column %ld",
                              i + 1, j + 1);
            json_decref(row);
            return NULL;
        }
        (void)json_array_append_new(row, ck_case_rational_json(x));
    }
    return row;
}

static json_t *
read_rows(const ck_node *node, const ck_npy *npy, const content *c)
{
    json_t *made = json_array();
    int good = 1;
    mpq_t x;

    mpq_init(x);
    for (long i = 0; good && i < npy->rows; i++)
        good = json_array_append_new(made, read_row(node, npy, c, i, x)) == 0;
    mpq_clear(x);
    if (good)
        return made;
    json_decref(made);
    return NULL;
}

json_t *
ck_case_npy(const ck_node *node)
{
    content c = {NULL, 0};
    const char *path, *why;
    json_t *made = NULL;
    ck_npy npy;

    if (ck_text(node, &path) && read_content(node, path, &c)) {
        if (ck_npy_header(&npy, c.bytes, c.length, node->o->limits->max_dim,
                          &why))
            made = read_rows(node, &npy, &c);
        else
            ck_node_malformed(node, "the file is not read: %s", why);
    }
    ck_release(c.bytes);
    return made;
}
