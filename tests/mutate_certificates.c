/* Edits certificates one place at a time and feeds every mutant to the
   checker. No mutant whose statement turned false may be accepted.

   usage: mutate_certificates [--every] CASES FILE...

   Each FILE must itself be accepted. A place is any value of the JSON tree;
   at each several edits are tried: numbers moved, negated, emptied, made huge;
   words exchanged; list items dropped, doubled, swapped; keys dropped,
   renamed, added. An edit of the statement is tried with its digest as it was,
   which must never be accepted, and with the digest made right again.

   A mutant that is accepted with the statement and verdict it had is still
   true. One that is accepted with another statement is written as a case file
   into the folder CASES, with the verdict as what is expected: the caller has
   the engine confirm it.

   Without --every, PLACES places of each file are tried, times
   RANKCERT_TEST_MULTIPLIER, chosen at random with the seed printed. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gmp.h>
#include <jansson.h>

#include "checker/claim.h"
#include "random.h"

#define PLACES 12

/* One value in the tree: where it hangs. The root has no parent. */
typedef struct {
    json_t *parent;
    const char *key; /* in an object, else NULL */
    size_t index;    /* in a list */
    int in_statement;
} place;

typedef struct {
    place *items;
    size_t count, allocated;
} places;

typedef struct {
    json_t *root;
    json_t *statement; /* as it was */
    char *verdict;
    const char *cases; /* the folder */
    long rejected, malformed, still_true, changed, wrong;
    const char *file;
} run;

static void *
need(void *memory)
{
    if (memory == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(70);
    }
    return memory;
}

/* ---- Places ---- */

static void
add_place(places *all, place one)
{
    if (all->count == all->allocated) {
        all->allocated = 2 * all->allocated + 64;
        all->items =
            need(realloc(all->items, all->allocated * sizeof *all->items));
    }
    all->items[all->count++] = one;
}

static void
collect(places *all, json_t *json, int in_statement)
{
    if (json_is_object(json)) {
        const char *key;
        json_t *value;

        json_object_foreach(json, key, value)
        {
            const int inside = in_statement || strcmp(key, "statement") == 0;

            add_place(all, (place){json, key, 0, inside});
            collect(all, value, inside);
        }
        return;
    }
    for (size_t k = 0; k < json_array_size(json); k++) {
        add_place(all, (place){json, NULL, k, in_statement});
        collect(all, json_array_get(json, k), in_statement);
    }
}

static json_t *
at(const place *p)
{
    return p->key != NULL ? json_object_get(p->parent, p->key)
                          : json_array_get(p->parent, p->index);
}

static void
put(const place *p, json_t *value)
{
    const int failed = p->key != NULL
                           ? json_object_set(p->parent, p->key, value)
                           : json_array_set(p->parent, p->index, value);

    if (failed)
        need(NULL);
}

/* ---- Edits of a value: the edited copy, or NULL when there is no such ---- */

static json_t *
edit_integer(json_int_t x, int edit)
{
    switch (edit) {
    case 0:
        return json_integer(x + 1);
    case 1:
        return json_integer(x - 1);
    case 2:
        return json_integer(-x);
    case 3:
        return json_integer(1000000000);
    case 4:
        return json_real((double)x);
    case 5:
        return json_sprintf("%lld", (long long)x);
    default:
        return NULL;
    }
}

static json_t *
take_text(char *text)
{
    json_t *made = json_string(need(text));
    void (*release)(void *, size_t);

    mp_get_memory_functions(NULL, NULL, &release);
    release(text, strlen(text) + 1);
    return need(made);
}

/* "m*2^e" */
static json_t *
edit_dyadic(const char *text, int edit)
{
    const char *star = strchr(text, '*');
    const long e = strtol(star + 3, NULL, 10);
    char *digits = need(strdup(text));
    json_t *made = NULL;
    mpz_t m;

    digits[star - text] = '\0';
    mpz_init(m);
    if (mpz_set_str(m, digits, 10) == 0) {
        if (edit == 0)
            mpz_add_ui(m, m, 2);
        else if (edit == 1)
            mpz_neg(m, m);
        else if (edit == 2 || edit == 3)
            mpz_add_ui(m, m, 0);
        free(digits);
        digits = need(malloc(mpz_sizeinbase(m, 10) + 2));
        mpz_get_str(digits, 10, m);
        if (edit <= 1)
            made = json_sprintf("%s*2^%ld", digits, e);
        else if (edit <= 3)
            made = json_sprintf("%s*2^%ld", digits, edit == 2 ? e + 1 : e - 1);
        else if (edit == 4)
            made = json_string("0");
        else if (edit == 5)
            made = json_sprintf("%s*2^1000000000", digits);
        else if (edit == 6)
            made = json_sprintf("%s*2^%ld", digits, e + 40);
        else if (edit == 7)
            made = json_sprintf("%s*2^%ld", digits, e - 40);
        else if (edit == 8)
            made = json_string("nan");
    }
    mpz_clear(m);
    free(digits);
    return made;
}

static json_t *
edit_rational(const char *text, int edit)
{
    json_t *made = NULL;
    mpq_t x, one;

    mpq_init(x);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    if (edit < 5 && mpq_set_str(x, text, 10) == 0) {
        mpq_canonicalize(x);
        if (edit == 0)
            mpq_add(x, x, one);
        else if (edit == 1)
            mpq_sub(x, x, one);
        else if (edit == 2)
            mpq_neg(x, x);
        else if (edit == 3)
            mpq_div_2exp(x, x, 1);
        else {
            mpq_div_2exp(one, one, 20);
            mpq_add(x, x, one);
        }
        made = take_text(mpq_get_str(NULL, 10, x));
    } else if (edit == 5) {
        made = json_string("inf");
    } else if (edit == 6) {
        made = json_sprintf("%s.0", text);
    }
    mpq_clear(one);
    mpq_clear(x);
    return made;
}

/* Words that stand for each other. */
static const char *const words[] = {
    "proved",    "refuted",     "undefined",
    "none",      "rms",         "layer",
    "uniform",   "at-least",    "at-most",
    "less-than", "more-than",   "mu",
    "diameter",  "sigma 1",     "sigma 2",
    "norm-max",  "cosine-min",  "cosine-max",
    "all",       "box",         "unique",
    "excluded",  "split",       "cut",
    "out",       "length",      "sign",
    "plain",     "sieve",       "mean-value",
    "left",      "right",       "subspace",
    "value",     "weights",     "mask",
    "orbit",     "equilibrium", "R1",
    "R11",       "R12",         "rank-one-distance",
    "collapse",  "spectrum",    "slower",
    "model",     "than"};

#define WORDS (sizeof words / sizeof words[0])

static json_t *
edit_word(const char *text, int edit)
{
    size_t here = 0;

    while (here < WORDS && strcmp(words[here], text) != 0)
        here++;
    if (edit == 0)
        return json_sprintf("%sx", text);
    if (edit == 1)
        return json_string("");
    if (edit == 2 && strlen(text) > 1) {
        char *changed = need(strdup(text));
        json_t *made;

        changed[strlen(text) / 2] = text[strlen(text) / 2] == '1' ? '2' : '1';
        made = json_string(changed);
        free(changed);
        return made;
    }
    if (edit == 3 || here == WORDS || edit > 7)
        return edit == 3 ? json_null() : NULL;
    /* the neighbours in the list are the likeliest to fit */
    return json_string(
        words[(here + (size_t)edit + WORDS - 6 + (edit >= 6 ? 1 : 0)) % WORDS]);
}

static json_t *
edit_text(const char *text, int edit)
{
    const char *star = strstr(text, "*2^");

    if (star != NULL && strspn(text, "-0123456789") == (size_t)(star - text))
        return edit_dyadic(text, edit);
    if (*text != '\0' && strspn(text, "-0123456789/") == strlen(text))
        return edit_rational(text, edit);
    return edit_word(text, edit);
}

static json_t *
edit_list(json_t *list, int edit)
{
    const size_t n = json_array_size(list);
    json_t *made = json_copy(list);

    if (edit == 0 && n > 0)
        json_array_remove(made, n - 1);
    else if (edit == 1 && n > 1)
        json_array_remove(made, 0);
    else if (edit == 2 && n > 0)
        json_array_append(made, json_array_get(list, n - 1));
    else if (edit == 3 && n > 1) {
        json_array_set(made, 0, json_array_get(list, 1));
        json_array_set(made, 1, json_array_get(list, 0));
    } else if (edit == 4 && n > 0)
        json_array_clear(made);
    else if (edit == 5)
        json_array_append_new(made, json_null());
    else {
        json_decref(made);
        return NULL;
    }
    return made;
}

static json_t *
edit_object(json_t *object, int edit)
{
    json_t *made;

    if (edit > 0)
        return NULL;
    made = json_copy(object);
    json_object_set_new(made, "extra", json_integer(1));
    return made;
}

static json_t *
edited(json_t *value, int edit)
{
    switch (json_typeof(value)) {
    case JSON_INTEGER:
        return edit_integer(json_integer_value(value), edit);
    case JSON_STRING:
        return edit_text(json_string_value(value), edit);
    case JSON_ARRAY:
        return edit_list(value, edit);
    case JSON_OBJECT:
        return edit_object(value, edit);
    case JSON_TRUE:
    case JSON_FALSE:
        return edit == 0   ? json_boolean(json_is_false(value))
               : edit == 1 ? json_null()
                           : NULL;
    default:
        return edit == 0 ? json_integer(1) : edit == 1 ? json_integer(0) : NULL;
    }
}

/* ---- Accepted mutants as cases ---- */

static json_t *
mask_matrix(const json_t *runs, size_t n)
{
    json_t *matrix = json_array();

    for (size_t i = 0; i < n; i++) {
        const json_t *row = json_array_get(runs, i);
        json_t *out = json_array();

        for (json_int_t j = 1; j <= (json_int_t)n; j++) {
            int marked = 0;

            for (size_t k = 0; k < json_array_size(row); k++) {
                const json_t *pair = json_array_get(row, k);

                marked |= j >= json_integer_value(json_array_get(pair, 0)) &&
                          j <= json_integer_value(json_array_get(pair, 1));
            }
            json_array_append_new(out, json_integer(marked));
        }
        json_array_append_new(matrix, out);
    }
    return matrix;
}

/* {"at", "bound", "comparison", "quantity"} -> {"at", comparison: bound, ...}
 */
static json_t *
case_checks(const json_t *checks)
{
    json_t *list = json_array();

    for (size_t k = 0; k < json_array_size(checks); k++) {
        json_t *map = json_copy(json_array_get(checks, k));

        json_object_set(map,
                        json_string_value(json_object_get(map, "comparison")),
                        json_object_get(map, "bound"));
        json_object_del(map, "comparison");
        json_object_del(map, "bound");
        json_array_append_new(list, map);
    }
    return list;
}

/* {"at-least", "at-most"} -> {"second-eigenvalue": {"at-least", "at-most"}} */
static void
set_case_spectrum(json_t *claim)
{
    static const char *const bounds[] = {"at-least", "at-most"};
    json_t *both = json_object();

    for (int k = 0; k < 2; k++) {
        json_t *bound = json_object_get(claim, bounds[k]);

        if (bound == NULL)
            continue;
        json_object_set(both, bounds[k], bound);
        json_object_del(claim, bounds[k]);
    }
    json_object_set_new(claim, "second-eigenvalue", both);
}

/* {"layers": [...]} -> {"per-layer": [...]}, for a weight of that form. */
static void
set_case_weight(json_t *holder, const char *key)
{
    json_t *weight = json_object_get(holder, key);
    json_t *layers = json_object_get(weight, "layers");

    if (layers == NULL)
        return;
    json_object_set(weight, "per-layer", layers);
    json_object_del(weight, "layers");
}

static json_t *
case_model(const json_t *stated)
{
    json_t *model = json_deep_copy(stated), *mask = json_object();
    json_t *attention, *softmax;
    const json_int_t n = json_integer_value(json_object_get(model, "tokens"));

    json_object_set_new(mask, "matrix",
                        mask_matrix(json_object_get(model, "mask"), (size_t)n));
    json_object_set_new(model, "mask", mask);
    attention = json_object_get(model, "attention");
    softmax = json_object_get(attention, "softmax");
    set_case_weight(model, "value");
    set_case_weight(attention, "fixed");
    set_case_weight(softmax, "query");
    set_case_weight(softmax, "key");
    return model;
}

static json_t *
case_claim(json_t *stated, const char *verdict)
{
    json_t *claim = json_copy(stated);
    const char *kind = json_string_value(json_object_get(claim, "kind"));
    const json_t *checks = json_object_get(claim, "checks");
    const json_t *than = json_object_get(claim, "than");

    if (checks != NULL && json_array_size(checks) == 0)
        json_object_del(claim, "checks");
    else if (checks != NULL)
        json_object_set_new(claim, "checks", case_checks(checks));
    if (than != NULL)
        json_object_set_new(claim, "than", case_model(than));
    if (strcmp(kind, "spectrum") == 0)
        set_case_spectrum(claim);
    json_object_set_new(claim, "expect", json_string(verdict));
    return claim;
}

static json_t *
case_of(const json_t *statement, const char *verdict)
{
    json_t *c = json_object(), *claims = json_array();
    const json_t *model = json_object_get(statement, "model");
    const json_t *start = json_object_get(statement, "start");

    json_object_set_new(c, "rankcert", json_integer(1));
    json_array_append_new(
        claims, case_claim(json_object_get(statement, "claim"), verdict));
    json_object_set_new(c, "claims", claims);
    if (model != NULL)
        json_object_set_new(c, "model", case_model(model));
    if (start != NULL)
        json_object_set_new(c, "start", json_deep_copy(start));
    return c;
}

static void
write_case(run *r, const json_t *statement, const char *verdict)
{
    json_t *c = case_of(statement, verdict);
    char path[4096];
    FILE *out;

    snprintf(path, sizeof path, "%s/%06ld.yaml", r->cases, r->changed);
    out = need(fopen(path, "w"));
    fprintf(out, "# a mutant of %s\n", r->file);
    if (json_dumpf(c, out, JSON_SORT_KEYS) != 0 || fclose(out) != 0) {
        fprintf(stderr, "cannot write %s\n", path);
        exit(74);
    }
    json_decref(c);
}

/* ---- Running ---- */

static void
set_digest(json_t *root)
{
    const json_t *statement = json_object_get(root, "statement");
    char digest[65];
    char *text;

    if (statement == NULL)
        return;
    text = need(
        json_dumps(statement, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY));
    ck_sha256_hex(digest, text, strlen(text));
    free(text);
    json_object_set_new(root, "statement-sha256", json_string(digest));
}

static ck_verdict
check(json_t *root, char *message, size_t size)
{
    char *text = need(json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS));
    const size_t length = strlen(text);
    ck_outcome o;
    ck_report report;

    text[length] = '\n'; /* in place of the zero: bytes are counted */
    ck_outcome_init(&o, &ck_default_limits);
    memset(&report, 0, sizeof report);
    ck_check_certificate(&o, &report, text, length + 1, NULL);
    ck_report_clear(&report);
    snprintf(message, size, "%s: %s", o.path, o.message);
    text[length] = '\0';
    free(text);
    return o.verdict;
}

static void
complain(run *r, const place *p, const char *what)
{
    char *value = json_dumps(at(p), JSON_ENCODE_ANY | JSON_COMPACT);

    fprintf(stderr, "%s: %s%s%lu now %.200s: %s\n", r->file,
            p->key != NULL ? p->key : "item", p->key != NULL ? " #" : " ",
            (unsigned long)p->index, value != NULL ? value : "(removed)", what);
    free(value);
    r->wrong++;
}

/* Checks the tree as it is now, with the statement's digest made right. */
static void
judge(run *r, const place *p)
{
    const json_t *statement = json_object_get(r->root, "statement");
    const char *verdict =
        json_string_value(json_object_get(r->root, "verdict"));
    char message[1400];

    switch (check(r->root, message, sizeof message)) {
    case CK_REJECTED:
        r->rejected++;
        return;
    case CK_MALFORMED:
        r->malformed++;
        return;
    case CK_ACCEPTED:
        break;
    default:
        complain(r, p, "nothing was concluded");
        return;
    }
    if (json_equal(statement, r->statement) &&
        strcmp(verdict, r->verdict) == 0) {
        r->still_true++;
        return;
    }
    r->changed++;
    write_case(r, statement, verdict);
}

static void
try_place(run *r, const place *p, json_t *digest)
{
    char message[1400];

    if (!p->in_statement) {
        judge(r, p);
        return;
    }
    if (check(r->root, message, sizeof message) == CK_ACCEPTED)
        complain(r, p, "accepted with the digest of another statement");
    set_digest(r->root);
    judge(r, p);
    json_object_set(r->root, "statement-sha256", digest);
}

static void
mutate_place(run *r, const place *p, json_t *digest)
{
    json_t *kept = json_incref(at(p));

    for (int edit = 0; edit < 10; edit++) {
        json_t *value = edited(kept, edit);

        if (value == NULL)
            continue;
        if (!json_equal(value, kept)) {
            put(p, value);
            try_place(r, p, digest);
        }
        json_decref(value);
    }
    if (p->key != NULL) { /* dropped, and under another name */
        char name[128];
        char *key = need(strdup(p->key));
        const place same = {p->parent, key, 0, p->in_statement};

        json_object_del(p->parent, key);
        try_place(r, &same, digest);
        snprintf(name, sizeof name, "%sx", key);
        json_object_set(p->parent, name, kept);
        try_place(r, &same, digest);
        json_object_del(p->parent, name);
        put(&same, kept);
        free(key);
    } else {
        put(p, kept);
    }
    json_decref(kept);
}

static void
mutate_file(run *r, long most, uint64_t *state)
{
    places all = {0};
    json_t *digest = json_incref(json_object_get(r->root, "statement-sha256"));
    char message[1400];

    if (check(r->root, message, sizeof message) != CK_ACCEPTED) {
        fprintf(stderr, "%s is not accepted: %s\n", r->file, message);
        r->wrong++;
    }
    collect(&all, r->root, 0);
    for (size_t k = 0; k < all.count; k++) {
        /* Choose `most` of the places, each as likely as any other. */
        if (most > 0 && random_below(state, (long)(all.count - k)) >= most)
            continue;
        most -= most > 0;
        mutate_place(r, &all.items[k], digest);
        /* Keys move in memory when a member is put back: look again. */
        if (all.items[k].key != NULL) {
            const size_t here = k, count = all.count;

            all.count = 0;
            collect(&all, r->root, 0);
            if (all.count != count) {
                fprintf(stderr, "%s: the tree was not put back\n", r->file);
                exit(70);
            }
            k = here;
        }
        if (most == 0)
            break;
    }
    free(all.items);
    json_decref(digest);
}

static void
run_file(run *r, const char *file, long most, uint64_t *state)
{
    json_error_t error;

    r->file = file;
    r->root = json_load_file(file, JSON_REJECT_DUPLICATES, &error);
    if (r->root == NULL) {
        fprintf(stderr, "%s: %s\n", file, error.text);
        exit(66);
    }
    r->statement = json_deep_copy(json_object_get(r->root, "statement"));
    r->verdict =
        need(strdup(json_string_value(json_object_get(r->root, "verdict"))));
    mutate_file(r, most, state);
    free(r->verdict);
    json_decref(r->statement);
    json_decref(r->root);
}

int
main(int argc, char **argv)
{
    const int every = argc > 1 && strcmp(argv[1], "--every") == 0;
    const int first = every ? 3 : 2;
    run r = {0};
    uint64_t state;

    if (argc <= first) {
        fprintf(stderr, "usage: mutate_certificates [--every] CASES FILE...\n");
        return 64;
    }
    r.cases = argv[first - 1];
    state = random_start();
    for (int k = first; k < argc; k++)
        run_file(&r, argv[k], every ? -1 : random_trials(PLACES), &state);
    printf("%d certificates, %ld mutants: %ld rejected, %ld malformed, "
           "%ld accepted with the statement unchanged, %ld accepted with "
           "another statement\n",
           argc - first, r.rejected + r.malformed + r.still_true + r.changed,
           r.rejected, r.malformed, r.still_true, r.changed);
    return r.wrong == 0 ? 0 : 1;
}
