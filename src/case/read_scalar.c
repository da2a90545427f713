/* Texts of the tree as integers, words and exact numbers. */

#include "case/reader.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/quote.h"
#include "utf8.h"

/* -?(0|[1-9][0-9]*): 010 is ten to some and eight to others. */
static int
is_integer(const char *text, size_t length)
{
    size_t k = length > 0 && text[0] == '-';

    if (k == length || (text[k] == '0' && length > k + 1))
        return 0;
    for (; k < length; k++)
        if (text[k] < '0' || text[k] > '9')
            return 0;
    return 1;
}

int
rc_parse_integer(const char *text, size_t length, long least, long most,
                 long *x)
{
    long value = 0;
    int negative = length > 0 && text[0] == '-';

    if (!is_integer(text, length))
        return 0;
    /* Counted downwards, since LONG_MIN has no counterpart. */
    for (size_t k = (size_t)negative; k < length; k++) {
        int digit = text[k] - '0';

        if (value < (LONG_MIN + digit) / 10)
            return 0;
        value = 10 * value - digit;
    }
    if (!negative && value == LONG_MIN)
        return 0;
    value = negative ? value : -value;
    if (value < least || value > most)
        return 0;
    *x = value;
    return 1;
}

rc_status
rc_read_integer(rc_reader *r, const rc_node *node, long least, long most,
                long *x)
{
    if (node->kind == RC_NODE_SCALAR &&
        rc_parse_integer(rc_node_text(r->tree, node), node->count, least, most,
                         x))
        return RC_OK;

    char what[96];

    snprintf(what, sizeof what, "an integer from %ld to %ld", least, most);
    return rc_expected(r, node, what);
}

rc_status
rc_read_bool(rc_reader *r, const rc_node *node, long *x)
{
    if (rc_node_is(r->tree, node, "true"))
        *x = 1;
    else if (rc_node_is(r->tree, node, "false"))
        *x = 0;
    else
        return rc_expected(r, node, "true or false");
    return RC_OK;
}

/* Where byte `offset` of the node's text stands in the file. */
static rc_position
position_inside(const rc_reader *r, const rc_node *node, size_t offset)
{
    rc_position at = rc_node_at(node);

    if (node->verbatim && offset <= node->count)
        at.column += rc_utf8_count(rc_node_text(r->tree, node), offset);
    return at;
}

rc_status
rc_read_number(rc_reader *r, const rc_node *node, rc_number_t x)
{
    rc_text_error error;
    rc_quotation q;

    if (node->kind != RC_NODE_SCALAR || (node->plain && node->count == 0))
        return rc_expected(r, node, "a number");

    const char *text = rc_node_text(r->tree, node);
    rc_status status = rc_number_set_text(x, text, node->count, &error);

    if (status == RC_INPUT)
        rc_errors_add(r->errors, position_inside(r, node, error.offset),
                      "%s is not a number: %s", rc_quote(&q, text, node->count),
                      error.message);
    return status;
}

rc_status
rc_read_word(rc_reader *r, const rc_node *node, const char *name,
             const char *const *words, size_t *index)
{
    char where[64];

    if (node->kind != RC_NODE_SCALAR || node->count == 0)
        return rc_expected(r, node, "a word");
    for (size_t k = 0; words[k] != NULL; k++)
        if (rc_node_is(r->tree, node, words[k])) {
            *index = k;
            return RC_OK;
        }
    snprintf(where, sizeof where, " for '%s'", name);
    return rc_unknown(r, node, "value", where, words);
}

static int
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static int
has_controls(const char *text, size_t length, int several_lines)
{
    for (size_t k = 0; k < length;) {
        unsigned long code = 0;
        size_t bytes = rc_utf8_decode(&code, text + k, length - k);

        if (bytes == 0)
            return 1;
        if ((code < 0x20 || (code >= 0x7f && code <= 0x9f)) &&
            !(several_lines && (code == '\n' || code == '\t')))
            return 1;
        k += bytes;
    }
    return 0;
}

rc_status
rc_read_text(rc_reader *r, const rc_node *node, int several_lines, char **text)
{
    if (node->kind != RC_NODE_SCALAR)
        return rc_expected(r, node, "text");

    const char *from = rc_node_text(r->tree, node);
    size_t length = node->count;

    while (length > 0 && is_blank(from[length - 1]))
        length--;
    if (length == 0)
        return rc_expected(r, node, "text that is not blank");
    if (has_controls(from, length, several_lines))
        return rc_expected(r, node,
                           several_lines ? "text without control characters"
                                         : "one line of text without control "
                                           "characters");

    *text = malloc(length + 1);
    if (*text == NULL)
        return RC_NOMEM;
    memcpy(*text, from, length);
    (*text)[length] = '\0';
    return RC_OK;
}
