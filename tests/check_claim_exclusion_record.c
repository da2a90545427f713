/* The record of an exclusion, and the JSON that is made of it. */

#include "claim/exclusion_record.h"
#include "claim_support.h"

/* The record as JSON with ' for "; to be freed. */
static char *
written(const rc_exclusion *e, const arf_struct *reach)
{
    rc_certificate *out = rc_certificate_new();
    char *text;

    ck_assert_ptr_nonnull(out);
    rc_exclusion_put(out, "e", e, reach);
    ck_assert_int_eq(rc_certificate_status(out), RC_OK);
    text = rc_certificate_values_json(out);
    ck_assert_ptr_nonnull(text);
    rc_certificate_free(out);
    for (char *at = text; *at != '\0'; at++)
        if (*at == '"')
            *at = '\'';
    return text;
}

static void
expect(const rc_exclusion *e, const arf_struct *reach, const char *json)
{
    char *text = written(e, reach);

    ck_assert_str_eq(text, json);
    free(text);
}

/* X's row i = (2 i, 2 i + 1) sixteenths +- 1/32. */
static void
set_rows(arb_mat_t X)
{
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong a = 0; a < 2; a++) {
            arb_set_si(arb_mat_entry(X, i, a), 2 * i + a);
            arb_mul_2exp_si(arb_mat_entry(X, i, a), arb_mat_entry(X, i, a), -4);
            mag_set_ui_2exp_si(arb_radref(arb_mat_entry(X, i, a)), 1, -5);
        }
}

static void
set_proof(rc_exclusion *e, slong tokens)
{
    rc_point centre;
    arf_t r[3];

    rc_point_init(&centre, tokens, 2);
    for (slong i = 0; i < tokens; i++) {
        arb_set_si(arb_mat_entry(centre.lambda, i, 0), i + 5);
        arb_set_si(arb_mat_entry(centre.X, i, 1), 10 * i + 1);
        arb_add_error_2exp_si(arb_mat_entry(centre.X, i, 1), 3);
    }
    for (slong k = 0; k < 3; k++) {
        arf_init(r[k]);
        arf_set_si_2exp_si(r[k], 1, -10 * k - 1);
    }
    rc_exclusion_set_unique(e, &centre, r[2], r[0], r[1]);
    for (slong k = 0; k < 3; k++)
        arf_clear(r[k]);
    rc_point_clear(&centre);
}

#define BOX_1 "[[['-1*2^-5','1*2^-5'],['1*2^-5','3*2^-5']]]"
#define BOX_2 "[[['3*2^-5','5*2^-5'],['5*2^-5','7*2^-5']]]"
#define UNIQUE_2                                                               \
    "{'centre':[['0','11*2^0']],'lambda':['3*2^1'],"                           \
    "'radii':['1*2^-21','1*2^-1','1*2^-11']}"

START_TEST(trees_are_written_in_preorder)
{
    rc_exclusion e;
    arb_mat_t X;

    arb_mat_init(X, 2, 2);
    set_rows(X);
    rc_exclusion_init(&e);
    rc_exclusion_open_group(&e, 0, 1, X);
    rc_exclusion_add_split(&e, 0, 1);
    rc_exclusion_add_out(&e, 0, RC_OUT_LENGTH);
    rc_exclusion_add_cut(&e, X);
    rc_exclusion_add_split(&e, 0, 0);
    rc_exclusion_add_out(&e, 0, RC_OUT_SIGN);
    rc_exclusion_add_split(&e, 0, 0);
    rc_exclusion_add_out(&e, 0, RC_OUT_PLAIN);
    rc_exclusion_add_split(&e, 0, 0);
    rc_exclusion_add_out(&e, 0, RC_OUT_MEAN_VALUE);
    rc_exclusion_add_out(&e, 0, RC_OUT_SIEVE);
    rc_exclusion_close_group(&e, RC_THEN_EXCLUDED);
    expect(&e, NULL,
           "{'e':{'groups':[{'box':" BOX_1 ",'then':'excluded','tree':["
           "['split',1,2],['out',1,'length'],['cut'," BOX_1 "],"
           "['split',1,1],['out',1,'sign'],['split',1,1],['out',1,'plain'],"
           "['split',1,1],['out',1,'mean-value'],['out',1,'sieve']]}]}}");
    rc_exclusion_clear(&e);
    arb_mat_clear(X);
}
END_TEST

/* Rows of a later group are counted from the first token, and a whole group
   has several. */
START_TEST(groups_are_written_in_order)
{
    rc_exclusion e;
    arb_mat_t X;
    arf_t reach;

    arf_init(reach);
    arf_set_si_2exp_si(reach, 3, -6);
    arb_mat_init(X, 2, 2);
    set_rows(X);
    rc_exclusion_init(&e);
    for (slong i = 0; i < 2; i++) {
        rc_exclusion_open_group(&e, i, i + 1, X);
        set_proof(&e, 2);
        rc_exclusion_add_unique(&e);
        if (i == 0)
            rc_exclusion_close_group(&e, RC_THEN_BOX);
        else
            rc_exclusion_close_group(&e, RC_THEN_UNIQUE);
    }
    expect(&e, reach,
           "{'e':{'groups':[{'box':" BOX_1 ",'then':'box','tree':[]},"
           "{'box':" BOX_2
           ",'then':'unique','tree':[['unique']],'unique':" UNIQUE_2
           "}],'reach':'3*2^-6'}}");
    rc_exclusion_reset(&e);
    expect(&e, NULL, "{'e':{'groups':[]}}");
    rc_exclusion_open_group(&e, 0, 2, X);
    rc_exclusion_add_out(&e, 1, RC_OUT_SIEVE);
    rc_exclusion_close_group(&e, RC_THEN_EXCLUDED);
    expect(&e, NULL,
           "{'e':{'groups':[{'box':[[['-1*2^-5','1*2^-5'],['1*2^-5','3*2^-5']],"
           "[['3*2^-5','5*2^-5'],['5*2^-5','7*2^-5']]],'then':'excluded',"
           "'tree':[['out',2,'sieve']]}]}}");
    rc_exclusion_clear(&e);
    arb_mat_clear(X);
    arf_clear(reach);
}
END_TEST

/* The proof is written when a leaf or the conclusion refers to it. */
START_TEST(what_nothing_refers_to_is_left_out)
{
    arb_mat_t X;

    arb_mat_init(X, 2, 2);
    set_rows(X);
    for (int leaf = 0; leaf < 2; leaf++)
        for (int then = 0; then < 3; then++) {
            rc_exclusion e;
            char *text;

            rc_exclusion_init(&e);
            rc_exclusion_open_group(&e, 0, 1, X);
            set_proof(&e, 2);
            if (leaf)
                rc_exclusion_add_unique(&e);
            else
                rc_exclusion_add_out(&e, 0, RC_OUT_SIGN);
            rc_exclusion_close_group(&e, (rc_then)then);
            text = written(&e, NULL);
            ck_assert_int_eq(strstr(text, "'radii'") != NULL,
                             then == RC_THEN_UNIQUE ||
                                 (then == RC_THEN_EXCLUDED && leaf));
            ck_assert_int_eq(strstr(text, "'tree':[]") != NULL,
                             then == RC_THEN_BOX);
            free(text);
            rc_exclusion_clear(&e);
        }
    arb_mat_clear(X);
}
END_TEST

START_TEST(no_record_is_fine)
{
    arb_mat_t X;

    arb_mat_init(X, 2, 2);
    rc_exclusion_open_group(NULL, 0, 1, X);
    set_proof(NULL, 1);
    rc_exclusion_add_split(NULL, 0, 0);
    rc_exclusion_add_cut(NULL, X);
    rc_exclusion_add_out(NULL, 0, RC_OUT_SIGN);
    rc_exclusion_add_unique(NULL);
    rc_exclusion_close_group(NULL, RC_THEN_BOX);
    arb_mat_clear(X);
}
END_TEST

/* A record that ran out of memory takes no more, and can be cleared. */
START_TEST(a_lost_record_stays_as_it_is)
{
    rc_exclusion e;
    arb_mat_t X;

    arb_mat_init(X, 2, 2);
    set_rows(X);
    rc_exclusion_init(&e);
    rc_exclusion_open_group(&e, 0, 1, X);
    e.lost = 1;
    rc_exclusion_open_group(&e, 1, 2, X);
    set_proof(&e, 2);
    rc_exclusion_add_split(&e, 0, 0);
    rc_exclusion_add_cut(&e, X);
    rc_exclusion_add_out(&e, 0, RC_OUT_SIGN);
    rc_exclusion_add_unique(&e);
    rc_exclusion_close_group(&e, RC_THEN_UNIQUE);
    ck_assert_int_eq(e.count, 1);
    ck_assert_int_eq(e.groups[0].count, 0);
    ck_assert(!e.groups[0].has_unique);
    ck_assert_int_eq(e.groups[0].then, RC_THEN_BOX);
    rc_exclusion_clear(&e);
    arb_mat_clear(X);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exclusion_record");

    tcase_add_test(tcase, trees_are_written_in_preorder);
    tcase_add_test(tcase, groups_are_written_in_order);
    tcase_add_test(tcase, what_nothing_refers_to_is_left_out);
    tcase_add_test(tcase, no_record_is_fine);
    tcase_add_test(tcase, a_lost_record_stays_as_it_is);
    return run_claim_tests(tcase);
}
