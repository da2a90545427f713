/* The kinds of claims, for rankcert show --kinds. */

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <rankcert/claim.h>

#include "cli/kinds.h"

enum { COLUMNS = 78, STEP = 4 };

/* Prints text in lines of at most COLUMNS columns. */
static void
put_wrapped(const char *text, int indent)
{
    int column = 0;

    while (*text != '\0') {
        int length = (int)strcspn(text, " ");

        if (column > 0 && column + 1 + length > COLUMNS) {
            putchar('\n');
            column = 0;
        }
        if (column == 0)
            column = printf("%*s%.*s", indent, "", length, text);
        else
            column += printf(" %.*s", length, text);
        text += length;
        text += strspn(text, " ");
    }
    putchar('\n');
}

static void
put_words(const char *const *words)
{
    for (size_t k = 0; words != NULL && words[k] != NULL; k++)
        printf("%s%s", k == 0 ? "" : " | ", words[k]);
    if (words == NULL)
        printf("text");
}

static void
put_integer_range(const rc_field *field)
{
    if (field->most >= INT_MAX)
        printf("integer from %ld", field->least);
    else
        printf("integer from %ld to %ld", field->least, field->most);
}

static void
put_type(const rc_field *field)
{
    switch (field->type) {
    case RC_FIELD_BOOL:
        printf("true | false");
        break;
    case RC_FIELD_INTEGER:
        put_integer_range(field);
        break;
    case RC_FIELD_INTEGER_OR_WORD:
        put_integer_range(field);
        printf(" | ");
        put_words(field->words);
        break;
    case RC_FIELD_WORD:
        put_words(field->words);
        break;
    case RC_FIELD_NUMBER:
        printf("number");
        break;
    case RC_FIELD_TOKENS:
        printf("list of tokens");
        break;
    case RC_FIELD_INTEGERS:
        printf("list of integers from %ld to %ld", field->least, field->most);
        break;
    case RC_FIELD_MODEL:
        printf("mapping: keys of the model");
        break;
    case RC_FIELD_MATRIX:
        printf(field->shape == RC_SHAPE_TOKENS_BY_DIM
                   ? "matrix, one row per token"
                   : "matrix");
        break;
    case RC_FIELD_MAP:
        printf("mapping");
        break;
    case RC_FIELD_LIST:
        printf("list of mappings");
        break;
    }
}

static void
put_fields(const rc_field *field, int indent)
{
    for (; field != NULL && field->name != NULL; field++) {
        printf("%*s%s: ", indent, "", field->name);
        put_type(field);
        if (field->flags & RC_FIELD_LATER)
            printf(" (not yet supported)");
        else if (field->flags & RC_FIELD_REQUIRED)
            printf(" (required)");
        putchar('\n');
        if (field->help != NULL)
            put_wrapped(field->help, indent + STEP);
        put_fields(field->fields, indent + STEP);
    }
}

void
cli_print_kinds(void)
{
    size_t count;
    const rc_claim_schema *kinds = rc_claim_schemas(&count);

    for (size_t k = 0; k < count; k++) {
        const char *meaning = rc_claim_meaning(kinds[k].kind);

        printf("%s%s%s\n", k == 0 ? "" : "\n", kinds[k].kind,
               kinds[k].fields == NULL ? " (not yet supported)" : "");
        if (meaning != NULL)
            put_wrapped(meaning, STEP);
        put_fields(kinds[k].fields, STEP);
    }
}
