/* Two sets of tokens that nothing enters. */

#include "checker_model.h"

#define MODEL(mask)                                                            \
    "{'attention': 'uniform', 'dim': 1, 'mask': " mask ", 'norm': 'none', "    \
    "'tokens': 4, 'value': [['1']]}"
/* 1 and 2 attend to each other, 3 to itself, 4 to all */
#define MASK "[[[1,2]],[[1,2]],[[3,3]],[[1,4]]]"

static void
check_sources(const char *list, ck_verdict verdict, const char *message)
{
    json_t *json = checker_json(list);
    ck_outcome o;
    ck_node node = {.o = &o, .json = json};
    ck_model m;

    read_model(&m, MODEL(MASK));
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_int_eq(ck_check_sources(&node, &m), verdict == CK_OPEN);
    ck_assert_int_eq(o.verdict, verdict);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    ck_model_clear(&m);
    json_decref(json);
}

START_TEST(two_sources)
{
    check_sources("[[1,2],[3]]", CK_OPEN, "");
    check_sources("[[3],[1,2]]", CK_OPEN, "");
    check_sources("[[1],[3]]", CK_REJECTED,
                  "token 1 of a source attends to token 2 outside of it");
    check_sources("[[3],[2]]", CK_REJECTED,
                  "token 2 of a source attends to token 1 outside of it");
    check_sources("[[1,2],[4]]", CK_REJECTED,
                  "token 4 of a source attends to token 1");
    check_sources("[[3],[1,2,3]]", CK_REJECTED, "token 3 is in both sources");
    check_sources("[[3],[3]]", CK_REJECTED, "token 3 is in both sources");
}
END_TEST

START_TEST(forms)
{
    check_sources("[[1,2],[]]", CK_MALFORMED, "expected 1 to 4 items");
    check_sources("[[],[3]]", CK_MALFORMED, "expected 1 to 4 items");
    check_sources("[[1,2]]", CK_MALFORMED, "expected 2 to 2 items");
    check_sources("[[1,2],[3],[3]]", CK_MALFORMED, "expected 2 to 2 items");
    check_sources("[[2,1],[3]]", CK_MALFORMED, "from 3 to 4");
    check_sources("[[1,2],[5]]", CK_MALFORMED, "from 1 to 4");
    check_sources("{}", CK_MALFORMED, "expected a list");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("sources");

    tcase_add_test(tcase, two_sources);
    tcase_add_test(tcase, forms);
    return run_checker_tests("sources", tcase);
}
