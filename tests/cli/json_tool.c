/* usage: json_tool get PATH <FILE      the value at a path like cases.0.sha256
          json_tool without KEY <FILE   the document without any such key

   Both read one JSON document strictly: nothing after it, no key twice. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static json_t *
step(json_t *at, const char *name)
{
    if (json_is_array(at))
        return json_array_get(at, (size_t)atol(name));
    return json_object_get(at, name);
}

static int
get(json_t *document, char *path)
{
    json_t *at = document;

    for (char *name = strtok(path, "."); name != NULL && at != NULL;
         name = strtok(NULL, "."))
        at = step(at, name);
    if (at == NULL)
        return 1;
    if (json_is_string(at))
        printf("%s", json_string_value(at));
    else
        json_dumpf(at, stdout, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    putchar('\n');
    return 0;
}

static void
take_out(json_t *at, const char *key)
{
    const char *name;
    json_t *value;
    size_t k;

    if (json_is_object(at))
        json_object_del(at, key);
    json_object_foreach(at, name, value)
    {
        take_out(value, key);
    }
    json_array_foreach(at, k, value)
    {
        take_out(value, key);
    }
}

int
main(int argc, char **argv)
{
    json_error_t error;
    json_t *document = json_loadf(stdin, JSON_REJECT_DUPLICATES, &error);
    int code = 0;

    if (document == NULL || argc != 3) {
        fprintf(stderr, "json_tool: line %d: %s\n", error.line, error.text);
        json_decref(document);
        return 1;
    }
    if (strcmp(argv[1], "get") == 0) {
        code = get(document, argv[2]);
    } else {
        take_out(document, argv[2]);
        json_dumpf(document, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
        putchar('\n');
    }
    json_decref(document);
    return code;
}
