/* What certificates of claim kind `orbit` state and show. */

#include "claim/orbit.h"
#include "claim_document.h"
#include "random.h"

#define MODEL(sizes, norm, value, start)                                       \
    "rankcert: 1\n"                                                            \
    "model: {" sizes ", mask: causal, attention: uniform, norm: " norm         \
    ", value: " value "}\n"                                                    \
    "start: " start "\n"                                                       \
    "claims:\n  - {kind: orbit, "

/* mu(t) = 2^-t sqrt(2) exactly */
#define HALVED MODEL("tokens: 2, dim: 1", "none", "[[1]]", "[[0], [2]]")
/* mu = 2, norm-max 1, diameter 2: exact in binary */
#define SQUARE                                                                 \
    MODEL("tokens: 4, dim: 1", "none", "[[1]]", "[[1], [1], [-1], [-1]]")
#define ONE_CHECK(steps, check) "steps: " steps ", checks: [{" check "}]}"

static void
expect_witness(const char *yaml, rc_verdict verdict, const char *witness,
               const char *results)
{
    json_t *root = document_of(yaml, 0, verdict);

    expect_part(root, "witness", witness);
    expect_part(root, "results", results);
    json_decref(root);
}

/* ---- The statement ---- */

START_TEST(checks_of_several_bounds_are_several_checks)
{
    json_t *root = document_of(
        HALVED "steps: 2, checks: [{quantity: mu, more-than: 0, at-most: 4/2, "
               "less-than: sqrt(5), at-least: 1e-3}, {at-most: 0, quantity: "
               "sigma   1, at: 2}, {quantity: norm-max, at: all, at-most: "
               "2}]}",
        0, RC_REFUTED);

    expect_part(root, "statement/claim",
                "{'checks':["
                "{'at':'all','bound':'1/1000','comparison':'at-least',"
                "'quantity':'mu'},"
                "{'at':'all','bound':'2','comparison':'at-most','quantity':"
                "'mu'},"
                "{'at':'all','bound':'sqrt(5)','comparison':'less-than',"
                "'quantity':'mu'},"
                "{'at':'all','bound':'0','comparison':'more-than','quantity':"
                "'mu'},"
                "{'at':2,'bound':'0','comparison':'at-most','quantity':"
                "'sigma 1'},"
                "{'at':'all','bound':'2','comparison':'at-most','quantity':"
                "'norm-max'}],'kind':'orbit','steps':2}");
    expect_part(root, "statement/start", "[['0'],['2']]");
    expect_part(root, "witness/check", "5"); /* counted in this list */
    json_decref(root);
    root = document_of(HALVED "steps: 0}", 0, RC_PROVED);
    expect_part(root, "statement/claim",
                "{'checks':[],'kind':'orbit','steps':0}");
    json_decref(root);
}
END_TEST

/* ---- Rooms ---- */

START_TEST(rooms_are_powers_of_two_below_half_the_distance)
{
    /* mu(1) = 0.70710678: 0.0071 away, 2^-9 = 0.00195 */
    expect_witness(HALVED ONE_CHECK("1", "quantity: mu, at: 1, at-least: 0.7"),
                   RC_PROVED, "{'rooms':['1*2^-9']}", "['R28']");
    expect_witness(HALVED ONE_CHECK("1", "quantity: mu, at: 1, at-most: 0.72"),
                   RC_PROVED, "{'rooms':['1*2^-8']}", "['R28']");
    /* of all layers the least: mu(2) - 0.35 = 0.00355 */
    expect_witness(HALVED ONE_CHECK("2", "quantity: mu, at-least: 0.35"),
                   RC_PROVED, "{'rooms':['1*2^-10']}", "['R28']");
    expect_witness(HALVED "steps: 1, checks: [{quantity: mu, at: 0, at-least: "
                          "1, less-than: 3}, {quantity: diameter, at: 1, "
                          "at-most: 100}]}",
                   RC_PROVED, "{'rooms':['1*2^-3','1*2^-1','1*2^5']}",
                   "['R28']");
    expect_witness(HALVED "steps: 3}", RC_PROVED, "{'rooms':[]}", "['R28']");
}
END_TEST

START_TEST(equality_has_no_room)
{
    expect_witness(SQUARE ONE_CHECK("0", "quantity: mu, at-least: 2, at-most: "
                                         "2"),
                   RC_PROVED, "{'rooms':['0','0']}", "['R28']");
    /* 2 is not < 2, without room; the other way */
    expect_witness(SQUARE ONE_CHECK("0", "quantity: mu, less-than: 2"),
                   RC_REFUTED, "{'check':1,'layer':0,'room':'0'}", "['R28']");
    expect_witness(SQUARE ONE_CHECK("0", "quantity: mu, more-than: 2"),
                   RC_REFUTED, "{'check':1,'layer':0,'room':'0'}", "['R28']");
    /* one of the layers */
    expect_witness(MODEL("tokens: 1, dim: 1", "none", "[[1/2]]", "[[4]]")
                       ONE_CHECK("2", "quantity: norm-max, at-least: 1"),
                   RC_PROVED, "{'rooms':['0']}", "['R28']");
}
END_TEST

START_TEST(refutations_name_check_and_layer)
{
    /* mu(2) = 0.3535: 0.1465 from 1/2 */
    expect_witness(HALVED "steps: 5, checks: [{quantity: mu, less-than: 2}, "
                          "{quantity: mu, at-most: 2, at-least: 1/2}]}",
                   RC_REFUTED, "{'check':2,'layer':2,'room':'1*2^-4'}",
                   "['R28']");
    expect_witness(HALVED ONE_CHECK("5", "quantity: mu, at: 3, more-than: 9"),
                   RC_REFUTED, "{'check':1,'layer':3,'room':'1*2^2'}",
                   "['R28']");
    expect_witness(HALVED ONE_CHECK("5", "quantity: mu, less-than: 1/2"),
                   RC_REFUTED, "{'check':1,'layer':0,'room':'1*2^-2'}",
                   "['R28']");
}
END_TEST

START_TEST(breakdowns_name_layer_and_token)
{
    json_t *root = document_of(
        MODEL("tokens: 2, dim: 1", "rms", "[[1]]", "[[1], [-1]]") "steps: 5}",
        0, RC_UNDEFINED);

    expect_part(root, "witness", "{'layer':0,'token':2}");
    expect_part(root, "results", "['R24']");
    expect_part(root, "bits", "0");
    json_decref(root);
    /* X(1) = (1, 1, 0) before LayerNorm; a check had failed before */
    root = document_of(
        MODEL("tokens: 3, dim: 1", "rms", "[[1]]", "[[1], [1], [-2]]")
            ONE_CHECK("5", "quantity: mu, at-most: 0"),
        0, RC_UNDEFINED);
    expect_part(root, "witness", "{'layer':0,'token':3}");
    json_decref(root);
    /* X(1) = (-1, 1) */
    root = document_of(
        MODEL("tokens: 2, dim: 1", "rms", "[[-1]]", "[[1], [-3]]") "steps: 2}",
        0, RC_UNDEFINED);
    expect_part(root, "witness", "{'layer':1,'token':2}");
    json_decref(root);
}
END_TEST

/* ---- Bits ---- */

static slong
bits_of(const char *yaml, rc_verdict verdict)
{
    json_t *root = document_of(yaml, 0, verdict);
    const slong bits = (slong)json_integer_value(json_object_get(root, "bits"));

    ck_assert_int_eq(bits % 32, 0);
    json_decref(root);
    return bits;
}

static void
expect_bits(const char *yaml, rc_verdict verdict, slong least, slong most)
{
    const slong bits = bits_of(yaml, verdict);

    ck_assert_msg(bits >= least && bits <= most, "%s\n%ld bits", yaml,
                  (long)bits);
}

START_TEST(bits_grow_with_what_the_checks_need)
{
    expect_bits(HALVED ONE_CHECK("1", "quantity: mu, at-most: 9"), RC_PROVED,
                64, 128);
    expect_bits(SQUARE ONE_CHECK("1", "quantity: mu, at-least: 0"), RC_PROVED,
                64, 128);
    /* a bound 2^-200 away */
    expect_bits(HALVED ONE_CHECK("1", "quantity: mu, at: 1, at-most: "
                                      "sqrt(2)/2+2^-200"),
                RC_PROVED, 200 + 32, 200 + 128);
    /* every check counts, also the first */
    expect_bits(HALVED "steps: 1, checks: [{quantity: mu, at: 1, at-most: "
                       "sqrt(2)/2+2^-200}, {quantity: mu, at: 1, at-most: "
                       "1}]}",
                RC_PROVED, 200 + 32, 200 + 128);
    /* but of a refutation only that one, and what came before */
    expect_bits(HALVED "steps: 1, checks: [{quantity: mu, at: 1, at-most: 1}, "
                       "{quantity: mu, at: 1, at-most: 1/2}]}",
                RC_REFUTED, 64, 128);
    expect_bits(HALVED ONE_CHECK("1", "quantity: mu, at: 1, at-least: "
                                      "sqrt(2)/2+2^-200"),
                RC_REFUTED, 200 + 32, 200 + 128);
}
END_TEST

START_TEST(squares_of_singular_values_need_twice_the_bits)
{
#define CROSSED                                                                \
    MODEL("tokens: 2, dim: 2", "none", "{identity: 2}", "[[1, 1], [-1, -1]]")
    /* the second singular value is zero: 2^-200 squared, against 2 */
    expect_bits(CROSSED ONE_CHECK("0", "quantity: sigma 2, at-most: 2^-200"),
                RC_PROVED, 400 + 32, 2 * 400);
    expect_bits(CROSSED ONE_CHECK("0", "quantity: rank-one-distance, at-most: "
                                       "2^-200"),
                RC_PROVED, 400 + 32, 2 * 400);
    expect_bits(CROSSED ONE_CHECK("0", "quantity: sigma 1, at-least: "
                                       "2-2^-200"),
                RC_PROVED, 200 + 32, 2 * 200);
    /* zero is zero, whatever the bits */
    expect_bits(MODEL("tokens: 2, dim: 1", "none", "[[1]]", "[[0], [0]]")
                    ONE_CHECK("1", "quantity: sigma 1, at-most: 9"),
                RC_PROVED, 64, 128);
}
END_TEST

START_TEST(lengths_near_zero_need_bits)
{
    /* ||y_2|| = 2^-201 */
    expect_bits(MODEL("tokens: 2, dim: 1", "rms", "[[1]]",
                      "[[sqrt(2)], [-sqrt(2)+2^-200]]") "steps: 1}",
                RC_PROVED, 201 + 32, 2 * 256);
}
END_TEST

/* ---- Rooms by hand ---- */

static void
expect_note(size_t comparison, int answer, const char *value, const char *bound,
            int good, double room)
{
    rc_orbit_check one = {.comparison = rc_orbit_comparisons + comparison};
    arb_t x, b;

    arf_init(one.room);
    arb_init(x);
    arb_init(b);
    ck_assert_int_eq(arb_set_str(x, value, 64), 0);
    ck_assert_int_eq(arb_set_str(b, bound, 64), 0);
    ck_assert_int_eq(rc_orbit_note_room(&one, answer, x, b, NULL, 64), good);
    ck_assert_int_eq(one.has_room, good);
    ck_assert_int_eq(arf_cmp_d(one.room, room), 0);
    arb_clear(b);
    arb_clear(x);
    arf_clear(one.room);
}

START_TEST(an_answer_that_excludes_equality_needs_a_distance)
{
    enum { AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN };

    expect_note(AT_LEAST, 1, "2", "2", 1, 0);
    expect_note(AT_MOST, 1, "2", "2", 1, 0);
    expect_note(LESS_THAN, 1, "2", "2", 0, 0);
    expect_note(MORE_THAN, 1, "2", "2", 0, 0);
    expect_note(AT_LEAST, -1, "2", "2", 0, 0);
    expect_note(AT_MOST, -1, "2", "2", 0, 0);
    expect_note(LESS_THAN, -1, "2", "2", 1, 0);
    expect_note(MORE_THAN, -1, "2", "2", 1, 0);
    expect_note(AT_LEAST, 1, "3", "2", 1, 1);
    expect_note(AT_MOST, 1, "1", "2", 1, 1);
    expect_note(LESS_THAN, 1, "1", "2", 1, 1);
    expect_note(MORE_THAN, 1, "3", "2", 1, 1);
    expect_note(AT_LEAST, -1, "1", "2", 1, 1);
    expect_note(AT_MOST, -1, "3", "2", 1, 1);
    expect_note(LESS_THAN, -1, "3", "2", 1, 1);
    expect_note(MORE_THAN, -1, "1", "2", 1, 1);
}
END_TEST

/* The distance of balls is that of their nearest ends. */
START_TEST(radii_take_from_the_distance)
{
    rc_orbit_check one = {.comparison = rc_orbit_comparisons};
    arb_t x, b;

    arf_init(one.room);
    arb_init(x);
    arb_init(b);
    arb_set_si(x, 8);
    mag_one(arb_radref(x));
    arb_set_si(b, 2);
    mag_set_ui(arb_radref(b), 2);
    ck_assert_int_eq(rc_orbit_note_room(&one, 1, x, b, NULL, 64), 1);
    ck_assert_int_eq(arf_cmp_si(one.room, 3), 0);
    /* the least room of a proof stays */
    mag_zero(arb_radref(x));
    ck_assert_int_eq(rc_orbit_note_room(&one, 1, x, b, NULL, 64), 1);
    ck_assert_int_eq(arf_cmp_si(one.room, 3), 0);
    mag_set_ui(arb_radref(x), 2);
    ck_assert_int_eq(rc_orbit_note_room(&one, 1, x, b, NULL, 64), 1);
    ck_assert_int_eq(arf_cmp_si(one.room, 2), 0);
    /* a refutation has its own */
    arb_set_si(x, -8);
    ck_assert_int_eq(rc_orbit_note_room(&one, -1, x, b, NULL, 64), 1);
    ck_assert_int_eq(arf_cmp_si(one.room, 8), 0);
    arb_clear(b);
    arb_clear(x);
    arf_clear(one.room);
}
END_TEST

START_TEST(documents_are_the_same_on_every_run)
{
    static const char yaml[] =
        MODEL("tokens: 3, dim: 2", "rms", "[[1, 1/3], [0, 1]]",
              "[[1, 0], [sqrt(2), 1], [1, 1]]")
            ONE_CHECK("6", "quantity: rank-one-distance, at: 6, less-than: 1, "
                           "more-than: 0");
    json_t *first = document_of(yaml, 0, RC_PROVED);

    for (int k = 0; k < 3; k++) {
        json_t *again = document_of(yaml, 0, RC_PROVED);

        ck_assert(json_equal(first, again));
        json_decref(again);
    }
    json_decref(first);
}
END_TEST

/* ---- Rooms verified from the statement ---- */

/* square = (diameter of X(t))^2 = ||(x_2 - x_1) W^t||^2 / 4^t for two tokens in
   the plane. */
static void
exact_diameter_square(fmpq_t square, json_t *root, slong t)
{
    fmpq_mat_t W, difference;
    fmpq_t x;

    fmpq_mat_init(W, 2, 2);
    fmpq_mat_init(difference, 1, 2);
    fmpq_init(x);
    for (slong a = 0; a < 2; a++) {
        char path[64];

        for (slong b = 0; b < 2; b++) {
            snprintf(path, sizeof path, "statement/model/value/%ld/%ld",
                     (long)a + 1, (long)b + 1);
            json_number(fmpq_mat_entry(W, a, b), document_at(root, path));
        }
        snprintf(path, sizeof path, "statement/start/2/%ld", (long)a + 1);
        json_number(fmpq_mat_entry(difference, 0, a), document_at(root, path));
        snprintf(path, sizeof path, "statement/start/1/%ld", (long)a + 1);
        json_number(x, document_at(root, path));
        fmpq_sub(fmpq_mat_entry(difference, 0, a),
                 fmpq_mat_entry(difference, 0, a), x);
    }
    for (slong k = 0; k < t; k++)
        fmpq_mat_mul(difference, difference, W);
    fmpq_zero(square);
    for (slong a = 0; a < 2; a++)
        fmpq_addmul(square, fmpq_mat_entry(difference, 0, a),
                    fmpq_mat_entry(difference, 0, a));
    fmpq_div_2exp(square, square, (ulong)(2 * t));
    fmpq_clear(x);
    fmpq_mat_clear(difference);
    fmpq_mat_clear(W);
}

/* q >= limit or q <= limit, for the square root q >= 0. */
static int
root_compares(const fmpq_t square, int above, const fmpq_t limit)
{
    fmpq_t x;
    int order;

    if (fmpq_sgn(limit) < 0)
        return above;
    fmpq_init(x);
    fmpq_mul(x, limit, limit);
    order = fmpq_cmp(square, x);
    fmpq_clear(x);
    return above ? order >= 0 : order <= 0;
}

/* The room, on the side where the check holds or where it fails. */
static void
verify_room(json_t *root, json_t *check, slong t, json_t *room, int holds)
{
    const char *comparison =
        json_string_value(json_object_get(check, "comparison"));
    const int below = strcmp(comparison, "at-most") == 0 ||
                      strcmp(comparison, "less-than") == 0;
    const int strict = strstr(comparison, "than") != NULL;
    const int above = below != holds;
    fmpq_t bound, r, square;

    fmpq_init(bound);
    fmpq_init(r);
    fmpq_init(square);
    json_number(bound, json_object_get(check, "bound"));
    json_dyadic(r, room);
    ck_assert_int_ge(fmpq_sgn(r), strict == holds);
    if (above)
        fmpq_add(bound, bound, r);
    else
        fmpq_sub(bound, bound, r);
    exact_diameter_square(square, root, t);
    ck_assert(root_compares(square, above, bound));
    fmpq_clear(square);
    fmpq_clear(r);
    fmpq_clear(bound);
}

static void
verify_witness(json_t *root, slong steps)
{
    json_t *checks = document_at(root, "statement/claim/checks");
    json_t *rooms = document_at(root, "witness/rooms"), *check;
    json_t *number = document_at(root, "witness/check");
    size_t k;

    if (rooms == NULL) {
        verify_room(
            root,
            json_array_get(checks, (size_t)json_integer_value(number) - 1),
            json_integer_value(document_at(root, "witness/layer")),
            document_at(root, "witness/room"), 0);
        return;
    }
    ck_assert_uint_eq(json_array_size(rooms), json_array_size(checks));
    json_array_foreach(checks, k, check)
    {
        for (slong t = 0; t <= steps; t++)
            if (json_is_string(json_object_get(check, "at")) ||
                json_integer_value(json_object_get(check, "at")) == t)
                verify_room(root, check, t, json_array_get(rooms, k), 1);
    }
}

/* Numerators of random checks, about the size of the diameters. */
static int
write_random(char *text, size_t size, uint64_t *state, slong steps)
{
    static const char *const comparisons[] = {"at-least", "at-most",
                                              "less-than", "more-than"};
    long n[8];
    int used;

    for (int k = 0; k < 8; k++)
        n[k] = random_below(state, 9) - 4;
    used = snprintf(text, size,
                    MODEL("tokens: 2, dim: 2", "none",
                          "[[%ld/2, %ld], [%ld, "
                          "%ld/2]]",
                          "[[%ld, %ld/3], [%ld, %ld]]") "steps: %ld, checks: "
                                                        "[",
                    n[0], n[1] / 2, n[2] / 2, n[3], n[4], n[5], n[6], n[7],
                    (long)steps);
    for (int k = 0; k < 2; k++) {
        char at[32] = "all";

        if (random_below(state, 2))
            snprintf(at, sizeof at, "%ld", random_below(state, steps + 1));
        used += snprintf(
            text + used, size - (size_t)used,
            "%s{quantity: diameter, at: %s, %s: %ld/4}", k > 0 ? ", " : "", at,
            comparisons[random_below(state, 4)], random_below(state, 40));
    }
    return used + snprintf(text + used, size - (size_t)used, "]}");
}

START_TEST(random_rooms_are_there)
{
    const long trials = random_trials(400);
    uint64_t state = random_start();
    long counts[2] = {0, 0};

    for (long trial = 0; trial < trials; trial++) {
        const slong steps = random_below(&state, 4);
        char text[1024];
        claim_run run;
        json_t *root;

        ck_assert_int_lt(write_random(text, sizeof text, &state, steps),
                         (int)sizeof text);
        claim_open(&run, text);
        claim_verify(&run, 0, &(rc_limits){.max_bits = 256});
        if (run.verdict == RC_PROVED || run.verdict == RC_REFUTED) {
            root = claim_document(&run, 0);
            verify_witness(root, steps);
            counts[run.verdict == RC_PROVED]++;
            json_decref(root);
        }
        claim_close(&run);
    }
    printf("%ld proved, %ld refuted\n", counts[1], counts[0]);
    ck_assert_int_gt(counts[0], trials / 4);
    ck_assert_int_gt(counts[1], trials / 20);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit witness");

    tcase_add_test(tcase, checks_of_several_bounds_are_several_checks);
    tcase_add_test(tcase, rooms_are_powers_of_two_below_half_the_distance);
    tcase_add_test(tcase, equality_has_no_room);
    tcase_add_test(tcase, refutations_name_check_and_layer);
    tcase_add_test(tcase, breakdowns_name_layer_and_token);
    tcase_add_test(tcase, bits_grow_with_what_the_checks_need);
    tcase_add_test(tcase, squares_of_singular_values_need_twice_the_bits);
    tcase_add_test(tcase, lengths_near_zero_need_bits);
    tcase_add_test(tcase, an_answer_that_excludes_equality_needs_a_distance);
    tcase_add_test(tcase, radii_take_from_the_distance);
    tcase_add_test(tcase, documents_are_the_same_on_every_run);
    tcase_add_test(tcase, random_rooms_are_there);
    return run_claim_tests(tcase);
}
