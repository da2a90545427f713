/* Rational orbits: known ones, and what is not rational. */

#include "checker/exact_orbit.h"
#include "checker_collapse.h"

static void
read_parts(ck_model *m, ck_matrix *start, ck_outcome *o, const char *model,
           const char *text)
{
    json_t *model_json = checker_json(model), *start_json = checker_json(text);
    ck_node model_node = {.o = o, .json = model_json};
    ck_node start_node = {.o = o, .json = start_json};

    ck_outcome_init(o, &ck_default_limits);
    ck_model_init(m);
    ck_matrix_init(start);
    ck_assert_msg(ck_read_model(&model_node, m), "%s", o->message);
    ck_assert_msg(ck_read_matrix(&start_node, m->tokens, m->dim, start), "%s",
                  o->message);
    json_decref(start_json);
    json_decref(model_json);
}

static void
expect_mu(const ck_exact_orbit *orbit, const char *value)
{
    mpq_t x, wanted;

    mpq_init(x);
    mpq_init(wanted);
    mpq_set_str(wanted, value, 10);
    ck_exact_orbit_mu(x, orbit);
    ck_assert_msg(mpq_equal(x, wanted), "at layer %ld, not %s", orbit->t,
                  value);
    mpq_clear(wanted);
    mpq_clear(x);
}

/* N mu(t)^2 for the layers from 0 on. */
static void
expect_orbit(const char *model, const char *text, const char *const *values,
             long count)
{
    ck_exact_orbit orbit;
    ck_matrix start;
    ck_outcome o;
    ck_model m;

    read_parts(&m, &start, &o, model, text);
    ck_assert(ck_exact_orbit_init(&orbit, &m, &start));
    for (long t = 0; t < count; t++) {
        ck_assert_int_eq(orbit.t, t);
        expect_mu(&orbit, values[t]);
        ck_assert(ck_exact_orbit_step(&orbit));
    }
    ck_exact_orbit_clear(&orbit);
    ck_matrix_clear(&start);
    ck_model_clear(&m);
}

START_TEST(known)
{
    static const char *const halving[] = {"2", "1/2", "1/8", "1/32"};
    static const char *const still[] = {"0", "0"};
    /* (0,0), (1/3,1/7): the difference is multiplied by 2/3 and turned */
    static const char *const turned[] = {"58/441", "232/3969", "928/35721"};
    /* differences times 1/2, 1/3, 1/2 2 */
    static const char *const layers[] = {"2", "1/2", "1/18", "1/18"};
    /* columns 0 1 0 and 0 1 2; then 1/2 1/3 1/2 and 1/2 1 3/2 */
    static const char *const window[] = {"8", "14/9"};

    expect_orbit(COLLAPSE_HALVING, COLLAPSE_APART, halving, 4);
    expect_orbit(COLLAPSE_HALVING, "[['1/3','1'],['1/3','1']]", still, 2);
    expect_orbit(COLLAPSE_MODEL("{'fixed': [['1','0'],['1/3','2/3']]}", "2",
                                COLLAPSE_CAUSAL, COLLAPSE_ROTATION, "none"),
                 "[['0','0'],['1/3','1/7']]", turned, 3);
    expect_orbit(
        COLLAPSE_MODEL("{'fixed': {'layers': [[['1','0'],['1/2','1/2']], "
                       "[['1','0'],['2/3','1/3']]]}}",
                       "2", COLLAPSE_CAUSAL,
                       "{'layers': [" COLLAPSE_IDENTITY ", " COLLAPSE_ROTATION
                       ", [['2','0'],['0','2']]]}",
                       "none"),
        COLLAPSE_APART, layers, 4);
    expect_orbit(COLLAPSE_MODEL("'uniform'", "3", COLLAPSE_WINDOW,
                                COLLAPSE_IDENTITY, "none"),
                 "[['0','0'],['1','1'],['0','2']]", window, 2);
}
END_TEST

/* At the start it is only that which counts. */
static void
expect_no_step(const char *model, const char *text)
{
    ck_exact_orbit orbit;
    ck_matrix start;
    ck_outcome o;
    ck_model m;

    read_parts(&m, &start, &o, model, text);
    ck_assert(ck_exact_orbit_init(&orbit, &m, &start));
    expect_mu(&orbit, "2");
    ck_assert(!ck_exact_orbit_step(&orbit));
    expect_mu(&orbit, "2");
    ck_exact_orbit_clear(&orbit);
    ck_matrix_clear(&start);
    ck_model_clear(&m);
}

START_TEST(steps)
{
    expect_no_step(COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                                  COLLAPSE_IDENTITY, "rms"),
                   COLLAPSE_APART);
    expect_no_step(COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", COLLAPSE_CAUSAL,
                                  COLLAPSE_IDENTITY, "none"),
                   COLLAPSE_APART);
    expect_no_step(COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                                  "[['sqrt(2)','0'],['0','1']]", "none"),
                   COLLAPSE_APART);
}
END_TEST

START_TEST(starts)
{
    ck_exact_orbit orbit;
    ck_matrix start;
    ck_outcome o;
    ck_model m;

    read_parts(&m, &start, &o, COLLAPSE_HALVING, "[['0','0'],['1','sqrt(2)']]");
    ck_assert(!ck_exact_orbit_init(&orbit, &m, &start));
    ck_matrix_clear(&start);
    ck_model_clear(&m);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exact_orbit");

    tcase_add_test(tcase, known);
    tcase_add_test(tcase, steps);
    tcase_add_test(tcase, starts);
    return run_checker_tests("exact_orbit", tcase);
}
