/* Models for the tests of the checker. */

#ifndef RANKCERT_TESTS_CHECKER_MODEL_H
#define RANKCERT_TESTS_CHECKER_MODEL_H

#include "checker_support.h"

#include "checker/model.h"

/* Reads a model; *json is to be released with json_decref. */
static inline int
try_model(ck_outcome *o, ck_model *m, json_t **json, const char *text)
{
    ck_node node;

    *json = checker_json(text);
    ck_outcome_init(o, &ck_default_limits);
    node = (ck_node){.o = o, .json = *json};
    ck_model_init(m);
    return ck_read_model(&node, m);
}

/* m is initialised by this, and to be cleared. */
static inline void
read_model(ck_model *m, const char *text)
{
    ck_outcome o;
    json_t *json;

    ck_assert_msg(try_model(&o, m, &json, text), "%s: %s", o.path, o.message);
    json_decref(json);
}

#endif
