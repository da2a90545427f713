/* The certificates of claims that compare two orbits. */

#include "slower_support.h"

START_TEST(the_statement_holds_both_models)
{
    json_t *root = document_of(SLOWER("causal", "none", SPREAD,
                                      "than: {mask: complete, norm: rms, "
                                      "value: [[1/2, 0], [0, 0.5]]}, at: [8, "
                                      "1, 2]"),
                               0, RC_PROVED);

    expect_part(root, "statement/claim/at", "[1,2,8]");
    expect_part(root, "statement/claim/kind", "'slower'");
    expect_part(root, "statement/claim/than",
                "{'attention':'uniform','dim':2,'mask':[[[1,3]],[[1,3]],[[1,3]]"
                "],'norm':'rms','tokens':3,'value':[['1/2','0'],['0','1/2']]"
                "}");
    expect_part(root, "statement/model/mask", "[[[1,1]],[[1,2]],[[1,3]]]");
    expect_part(root, "statement/model/norm", "'none'");
    expect_part(root, "statement/start", "[['1','0'],['0','1'],['3','1']]");
    expect_part(root, "hypotheses", "[]");
    json_decref(root);
}
END_TEST

/* ---- Rooms ---- */

/* mu of layer t of the claim's model or of the other one, with many bits. */
typedef struct {
    slong at;
    arb_struct *mu;
} place;

static rc_status
keep(void *context, slong t, const arb_mat_t X, slong prec)
{
    const place *p = context;

    if (t == p->at)
        rc_mu(p->mu, X, prec);
    return RC_OK;
}

static void
get_mu(arb_t mu, const claim_run *run, const rc_case_model *model, slong at)
{
    rc_layer *layers;
    rc_orbit orbit = {.start = run->c.start, .steps = at};
    rc_orbit_place where;
    place p = {.at = at, .mu = mu};

    ck_assert_int_eq(rc_model_layers(&layers, &orbit.period, model, at + 1),
                     RC_OK);
    orbit.layers = layers;
    ck_assert_int_eq(rc_orbit_run(&orbit, keep, &p, &where, 2048), RC_OK);
    free(layers);
}

/* mu of the first is certified at least mu of the other plus the room, which
   is worth something: at least an eighth of the distance. */
static void
verify_room(const char *yaml, json_t *room, slong at, int model_first)
{
    claim_run run;
    arb_t mu[2], distance, least;
    fmpq_t q;

    claim_open(&run, yaml);
    for (int k = 0; k < 2; k++)
        arb_init(mu[k]);
    arb_init(distance);
    arb_init(least);
    fmpq_init(q);
    get_mu(mu[model_first ? 0 : 1], &run, &run.c.model, at);
    get_mu(mu[model_first ? 1 : 0], &run,
           rc_claim_get(run.c.claims, "than")->model, at);
    json_dyadic(q, room);
    arb_set_fmpq(least, q, 2048);
    arb_sub(distance, mu[0], mu[1], 2048);
    ck_assert(arb_ge(distance, least));
    arb_mul_2exp_si(distance, distance, -3);
    ck_assert(arb_le(distance, least));
    fmpq_clear(q);
    arb_clear(least);
    arb_clear(distance);
    for (int k = 0; k < 2; k++)
        arb_clear(mu[k]);
    claim_close(&run);
}

START_TEST(rooms_are_certified_distances)
{
    static const char *const claims[] = {
        SLOWER("causal", "none", SPREAD,
               "than: {mask: complete}, at: [1, 2, 8]"),
        SLOWER("causal", "none", SPREAD,
               "than: {value: [[1 - 2^-200, 0], [0, 1 - 2^-200]]}, at: [1, "
               "2, 8]"),
        SLOWER("{window: 1}", "rms", SPREAD,
               "than: {mask: complete}, at: [3, 4, 5]"),
    };

    for (size_t k = 0; k < sizeof claims / sizeof *claims; k++) {
        json_t *root = document_of(claims[k], 0, RC_PROVED), *room;
        size_t i;

        expect_part(root, "results", "['R6','R28']");
        ck_assert_uint_eq(json_object_size(document_at(root, "witness")), 1);
        ck_assert_uint_eq(json_array_size(document_at(root, "witness/rooms")),
                          3);
        json_array_foreach(document_at(root, "witness/rooms"), i, room)
        {
            json_t *at =
                json_array_get(document_at(root, "statement/claim/at"), i);

            ck_assert_str_ne(json_string_value(room), "0");
            verify_room(claims[k], room, json_integer_value(at), 1);
        }
        ck_assert_int_ge(json_integer_value(document_at(root, "bits")),
                         k == 1 ? 264 : 64);
        json_decref(root);
    }
}
END_TEST

START_TEST(a_refutation_has_the_layer_and_its_room)
{
    const char *claim = SLOWER("causal", "none", SPREAD,
                               "than: {value: {per-layer: [[[1/2, 0], [0, "
                               "1/2]], [[4, 0], [0, 4]]]}}, at: [1, 2, 4]");
    json_t *root = document_of(claim, 0, RC_REFUTED);

    expect_part(root, "results", "['R6','R28']");
    expect_part(root, "witness/layer", "2");
    ck_assert_uint_eq(json_object_size(document_at(root, "witness")), 2);
    verify_room(claim, document_at(root, "witness/room"), 2, 0);
    json_decref(root);
    root = document_of(
        SLOWER("causal", "none", EQUAL, "than: {mask: {window: 0}}, at: [3]"),
        0, RC_REFUTED);
    expect_part(root, "witness", "{'layer':3,'room':'0'}");
    json_decref(root);
}
END_TEST

START_TEST(a_breakdown_has_its_place)
{
    json_t *root =
        document_of(SLOWER("{edges: [[1, 2], [2, 1]]}", "rms", OPPOSITE,
                           "than: {mask: causal}, at: [1]"),
                    0, RC_UNDEFINED);

    expect_part(root, "witness", "{'layer':0,'of':'model','token':1}");
    expect_part(root, "results", "['R24']");
    expect_part(root, "bits", "0");
    json_decref(root);
    root = document_of(SLOWER("{window: 0}", "rms", OPPOSITE,
                              "than: {value: {per-layer: [[[1, 0], [0, 1]], "
                              "[[0, 0], [0, 0]]]}}, at: [2]"),
                       0, RC_UNDEFINED);
    expect_part(root, "witness", "{'layer':1,'of':'than','token':1}");
    json_decref(root);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("slower witness");

    tcase_add_test(tcase, the_statement_holds_both_models);
    tcase_add_test(tcase, rooms_are_certified_distances);
    tcase_add_test(tcase, a_refutation_has_the_layer_and_its_room);
    tcase_add_test(tcase, a_breakdown_has_its_place);
    return run_claim_tests(tcase);
}
