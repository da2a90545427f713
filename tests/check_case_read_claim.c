/* Claims: ids, kinds, what is expected, and the order of checks. */

#include "check_case.h"

/* A model and a start for claims to speak of. */
static void
set_model(rc_case *c)
{
    memset(c, 0, sizeof *c);
    rc_case_model_init(&c->model);
    rc_matrix_init_empty(c->start);
    c->has_model = c->has_start = 1;
    c->model.tokens = 3;
    c->model.dim = 2;
}

static rc_status
read_claims(const char *yaml, int good, rc_case *c, fixture *f)
{
    fixture_open(f, yaml, 3, 2);
    return rc_read_claims(&f->r, f->root, kinds, KIND_COUNT, good, c);
}

static void
refuse(const char *yaml, const char *a, const char *b, const char *c,
       const char *d)
{
    rc_case read;
    fixture f;

    set_model(&read);
    ck_assert_int_eq(read_claims(yaml, 1, &read, &f), RC_INPUT);
    expect_errors(&f.errors, a, b, c, d, NULL);
    rc_case_clear(&read);
    fixture_close(&f);
}

START_TEST(claims_are_read_in_order)
{
    rc_case c;
    fixture f;

    set_model(&c);
    ck_assert_int_eq(
        read_claims("- {id: A.b_c-1, kind: mask, radius: 1, expect: refuted}\n"
                    "- kind: mask\n"
                    "  note: |\n"
                    "    two\n"
                    "    lines\n"
                    "- {kind: matrix-rank, matrix: [[1]], expect: undefined}\n",
                    1, &c, &f),
        RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_uint_eq(c.claim_count, 3);
    ck_assert_str_eq(c.claims[0].id, "A.b_c-1");
    ck_assert_int_eq(c.claims[0].expect, RC_REFUTED);
    ck_assert_int_eq(rc_claim_get(&c.claims[0], "radius")->integer, 1);
    ck_assert_ptr_null(rc_claim_get(&c.claims[0], "id"));
    ck_assert_str_eq(c.claims[1].id, "mask-2");
    ck_assert_str_eq(c.claims[1].note, "two\nlines");
    ck_assert_int_eq(c.claims[1].expect, RC_PROVED);
    ck_assert_uint_eq(c.claims[1].at.line, 2);
    ck_assert_uint_eq(c.claims[1].at.column, 3);
    ck_assert_str_eq(c.claims[2].id, "matrix-rank-3");
    ck_assert_ptr_eq(c.claims[2].schema, &kinds[3]);
    ck_assert_int_eq(c.claims[2].expect, RC_UNDEFINED);
    rc_case_clear(&c);
    fixture_close(&f);
}
END_TEST

START_TEST(ids_are_unique_file_names)
{
    refuse("- {id: a/b, kind: mask}\n- {id: .a, kind: mask}\n"
           "- {id: '', kind: mask}\n- {id: [], kind: mask}\n",
           "1:8: expected an id of letters", "2:8: expected an id",
           "3:8: expected text", "4:8: expected text");
    refuse("- {id: x, kind: mask}\n- {id: y, kind: mask}\n"
           "- {kind: mask, id: x}\n- {id: x, kind: mask}\n",
           "3:20: duplicate claim id 'x'; it is already that of the claim at "
           "1:8",
           "4:8: duplicate claim id 'x'", NULL, NULL);
    refuse("- {id: mask-2, kind: mask}\n- {kind: mask}\n",
           "2:3: duplicate claim id 'mask-2' (the default, since no id is "
           "given); it is already that of the claim at 1:8",
           NULL, NULL, NULL);
}
END_TEST

START_TEST(the_longest_id)
{
    char yaml[256], id[102];
    rc_case c;
    fixture f;

    memset(id, 'x', sizeof id);
    id[100] = '\0';
    snprintf(yaml, sizeof yaml, "- {id: %s, kind: mask}", id);
    set_model(&c);
    ck_assert_int_eq(read_claims(yaml, 1, &c, &f), RC_OK);
    rc_case_clear(&c);
    fixture_close(&f);
    id[100] = 'x';
    id[101] = '\0';
    snprintf(yaml, sizeof yaml, "- {id: %s, kind: mask}", id);
    refuse(yaml, "1:8: expected an id", NULL, NULL, NULL);
}
END_TEST

START_TEST(kinds_are_known)
{
    refuse("- {kind: maks}\n- {kind: collapse, rate: 1}\n- {kind: []}\n"
           "- {id: x}\n",
           "1:10: unknown claim kind 'maks'; did you mean 'mask'?",
           "2:10: claim kind 'collapse' is not yet supported",
           "3:10: expected a kind of claim, found a list",
           "4:3: the claim has no 'kind', which is required");
    refuse("- {kind: zzz}\n",
           "1:10: unknown claim kind 'zzz'; allowed: mask, orbit, "
           "equilibrium, matrix-rank",
           NULL, NULL, NULL);
}
END_TEST

START_TEST(keys_are_those_of_all_claims_and_of_the_kind)
{
    refuse("- {kind: mask, raduis: 1, near: [[1]], expct: proved}\n",
           "1:16: unknown key 'raduis' in the claim; did you mean 'radius'?",
           "1:27: unknown key 'near' in the claim; allowed: id, kind, "
           "expect, note, strongly-connected, radius, centres",
           "1:40: unknown key 'expct' in the claim; did you mean 'expect'?",
           NULL);
    refuse("- {kind: mask, expect: true, note: [1]}\n- mask\n",
           "1:24: unknown value 'true' for 'expect'; allowed: proved, "
           "refuted, undefined",
           "1:36: expected text, found a list",
           "2:3: expected a mapping: a claim, found 'mask'", NULL);
}
END_TEST

START_TEST(claims_are_a_list_that_is_not_empty)
{
    refuse("[]", "1:1: expected a list of claims, found an empty list", NULL,
           NULL, NULL);
    refuse("{kind: mask}", "1:1: expected a list of claims, found a mapping",
           NULL, NULL, NULL);
}
END_TEST

static const char ranks[] =
    "- {kind: equilibrium, near: [[1,2],[3,4],[5,6]], rank: 3}\n"
    "- {kind: equilibrium, near: [[1,2],[3,4],[5,6]], rank: 2}\n"
    "- {kind: equilibrium, near: [[1,2],[3,4]], rank: 4}\n";

START_TEST(validation_is_for_claims_without_errors)
{
    rc_case c;
    fixture f;

    refuse(ranks, "1:56: rank 3 exceeds the dimension 2",
           "3:29: 'near' is 2 x 2, expected 3 x 2 (tokens x dim)", NULL, NULL);
    set_model(&c); /* and for a good model */
    ck_assert_int_eq(read_claims(ranks, 0, &c, &f), RC_INPUT);
    expect_errors(&f.errors, "3:29: 'near' is 2 x 2", NULL);
    rc_case_clear(&c);
    fixture_close(&f);
}
END_TEST

START_TEST(what_claims_need_is_missed_once)
{
    const char *yaml = "- {kind: matrix-rank, matrix: [[1]]}\n"
                       "- {kind: mask}\n"
                       "- {kind: orbit, steps: 1, checks: [{quantity: mu, "
                       "at: 0}]}\n"
                       "- {kind: orbit, steps: 1, checks: [{quantity: mu, "
                       "at: 0}]}\n";
    rc_case c;
    fixture f;

    set_model(&c);
    c.has_model = c.has_start = 0;
    ck_assert_int_eq(read_claims(yaml, 1, &c, &f), RC_INPUT);
    expect_errors(&f.errors,
                  "2:3: a claim of kind 'mask' needs a 'model', and the file "
                  "has none",
                  "3:3: a claim of kind 'orbit' needs a 'start', and the file "
                  "has none",
                  NULL);
    rc_case_clear(&c);
    fixture_close(&f);
    set_model(&c);
    c.has_model = c.has_start = 0;
    ck_assert_int_eq(
        read_claims("[{kind: matrix-rank, matrix: [[1]]}]", 1, &c, &f), RC_OK);
    rc_case_clear(&c);
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        claims_are_read_in_order,
        ids_are_unique_file_names,
        the_longest_id,
        kinds_are_known,
        keys_are_those_of_all_claims_and_of_the_kind,
        claims_are_a_list_that_is_not_empty,
        validation_is_for_claims_without_errors,
        what_claims_need_is_missed_once,
    };

    return RUN_SUITE("case/read_claim", tests);
}
