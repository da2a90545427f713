/* The leaves of case files, and what all their readers share. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case_reader.h"

int
ck_case_integer(const ck_node *node, long least, long most, long *x)
{
    const char *text;
    size_t digits;

    *x = 0;
    if (!ck_text(node, &text))
        return 0;
    digits = strspn(text, "0123456789");
    errno = 0;
    *x = strtol(text, NULL, 10);
    if (errno == ERANGE || digits < 1 || text[digits] != '\0' ||
        (text[0] == '0' && digits > 1) || *x < least || *x > most)
        return ck_node_malformed(
            node, "expected an integer from %ld to %ld, found '%.40s'", least,
            most, text);
    return 1;
}

json_t *
ck_case_integer_json(const ck_node *node, long least, long most)
{
    long x;

    return ck_case_integer(node, least, most, &x) ? json_integer(x) : NULL;
}

int
ck_case_number(const ck_node *node, ck_number *x)
{
    const char *text, *why;

    if (!ck_text(node, &text))
        return 0;
    return ck_number_parse(x, text, strlen(text), 0, node->o->limits, &why) ||
           ck_node_malformed(node, "'%.60s' is not a number: %s", text, why);
}

int
ck_case_rational(const ck_node *node, mpq_t x)
{
    ck_number number;
    int good;

    ck_number_init(&number);
    good = ck_case_number(node, &number);
    /* no test can see this: after a failure only its message counts */
    if (good && !ck_number_is_rational(&number))
        good = ck_node_malformed(node, "is not rational");
    mpq_set(x, number.rational);
    ck_number_clear(&number);
    return good;
}

json_t *
ck_case_rational_json(mpq_srcptr x)
{
    ck_number number;
    json_t *made;
    char *text;

    ck_number_init(&number);
    mpq_set(number.rational, x);
    text = ck_number_text(&number);
    made = json_string(text);
    ck_release(text);
    ck_number_clear(&number);
    return made;
}

json_t *
ck_case_bool(const ck_node *node)
{
    static const char *const words[] = {"false", "true", NULL};
    int which;

    return ck_word(node, words, &which) ? json_boolean(which) : NULL;
}

json_t *
ck_case_share(const ck_node *node)
{
    /* Counting references takes no const; the value is left as it is. */
    return json_incref((json_t *)(size_t)node->json);
}

json_t *
ck_case_text(const ck_node *node)
{
    const char *text;

    return ck_text(node, &text) ? ck_case_share(node) : NULL;
}

int
ck_case_put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

int
ck_case_form(const ck_node *node, const char *const *forms, int *which,
             ck_node *value)
{
    if (json_object_size(node->json) != 1)
        return ck_node_malformed(node, "expected a mapping of one key");
    for (*which = 0; forms[*which] != NULL; ++*which) {
        ck_member(value, node, forms[*which]);
        if (value->json != NULL)
            return 1;
    }
    return ck_node_malformed(node, "none of the forms that are known");
}
