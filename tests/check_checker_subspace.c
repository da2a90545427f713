/* The checker's subspaces: by coordinates, by a rational basis, by the line of
   an eigenvector. */

#include "checker_model.h"

#include "checker/subspace.h"

#define MODEL(dim, norm, value)                                                \
    "{'attention': 'uniform', 'dim': " dim ", 'mask': [[[1,1]]], 'norm': "     \
    "'" norm "', 'tokens': 1, 'value': " value "}"

typedef struct {
    ck_outcome o;
    ck_model model;
    ck_layer layer;
    json_t *json;
    ck_subspace s;
    int good;
} trial;

/* Checks `text` as a subspace for that layer of the model; to be cleared. */
static void
try_subspace_of(trial *t, long layer, const char *model, const char *text)
{
    ck_node node;

    ck_outcome_init(&t->o, &ck_default_limits);
    t->o.bits = 64;
    read_model(&t->model, model);
    ck_assert(ck_layer_init(&t->layer, &t->model, layer, 64));
    t->json = checker_json(text);
    node = (ck_node){.o = &t->o, .json = t->json};
    t->good = ck_check_subspace(&node, &t->layer, &t->s);
}

static void
try_subspace(trial *t, const char *model, const char *text)
{
    try_subspace_of(t, 0, model, text);
}

static void
clear(trial *t)
{
    ck_subspace_clear(&t->s);
    json_decref(t->json);
    ck_layer_clear(&t->layer);
    ck_model_clear(&t->model);
}

static void
expect_dim(const char *model, const char *text, long dim)
{
    trial t;

    try_subspace(&t, model, text);
    ck_assert_msg(t.good, "%s: %s", text, t.o.message);
    ck_assert_int_eq((int)t.o.verdict, (int)CK_OPEN);
    ck_assert_int_eq(t.s.dim, dim);
    clear(&t);
}

static void
expect_refused(const char *model, const char *text, const char *message)
{
    trial t;

    try_subspace(&t, model, text);
    ck_assert_msg(!t.good, "%s", text);
    ck_assert_int_eq((int)t.o.verdict, (int)CK_REJECTED);
    ck_assert_msg(strstr(t.o.message, message) != NULL, "no '%s' in: %s",
                  message, t.o.message);
    clear(&t);
}

static void
expect_unreadable(const char *model, const char *text, const char *path)
{
    trial t;

    try_subspace(&t, model, text);
    ck_assert_msg(!t.good, "%s", text);
    ck_assert_int_eq((int)t.o.verdict, (int)CK_MALFORMED);
    ck_assert_str_eq(t.o.path, path);
    clear(&t);
}

/* U's entry holds the number and is no wider than 2^-20. */
static void
expect_near(const trial *t, long i, long j, long number)
{
    mpfi_srcptr x = ck_imatrix_at(&t->s.U, i, j);
    mpfr_t width;

    ck_assert(mpfi_is_inside_si(number, x));
    mpfr_init2(width, 64);
    mpfi_diam_abs(width, x);
    ck_assert(mpfr_cmp_ui_2exp(width, 1, -20) < 0);
    mpfr_clear(width);
}

static void
expect_exactly(const trial *t, long i, long j, long number)
{
    mpfi_srcptr x = ck_imatrix_at(&t->s.U, i, j);

    ck_assert_int_eq(mpfr_cmp_si(&x->left, number), 0);
    ck_assert_int_eq(mpfr_cmp_si(&x->right, number), 0);
}

/* ---- Coordinates ---- */

#define UPPER MODEL("3", "rms", "[['1','2','0'],['0','3','1'],['0','0','2']]")

START_TEST(coordinates_that_lead_nowhere_else)
{
    trial t;

    expect_dim(UPPER, "{'coordinates': [3]}", 1);
    expect_dim(UPPER, "{'coordinates': [1,2,3]}", 3);
    try_subspace(&t, UPPER, "{'coordinates': [2,3]}");
    ck_assert(t.good);
    ck_assert_int_eq(t.s.dim, 2);
    ck_assert_int_eq(t.s.pivots[0], 1);
    ck_assert_int_eq(t.s.pivots[1], 2);
    ck_assert_int_eq(t.s.U.rows, 2);
    for (long i = 0; i < 2; i++)
        for (long j = 0; j < 3; j++)
            expect_exactly(&t, i, j, j == i + 1);
    clear(&t);
}
END_TEST

START_TEST(coordinates_that_lead_out)
{
    expect_refused(UPPER, "{'coordinates': [2]}",
                   "entry 2, 3 of W is not exactly zero");
    expect_refused(UPPER, "{'coordinates': [1,3]}",
                   "entry 1, 2 of W is not exactly zero");
    expect_refused(UPPER, "{'coordinates': [1,2]}",
                   "entry 2, 3 of W is not exactly zero");
    expect_refused(
        MODEL("2", "rms", "[['1','0'],['1/1000000000000000000000','1']]"),
        "{'coordinates': [2]}", "entry 2, 1");
}
END_TEST

/* Row 2 has equal entries: centred it is zero. */
START_TEST(coordinates_of_the_centred_matrix)
{
    expect_dim(MODEL("2", "layer", "[['1','0'],['3','3']]"),
               "{'coordinates': [2]}", 1);
    expect_refused(MODEL("2", "rms", "[['1','0'],['3','3']]"),
                   "{'coordinates': [2]}", "entry 2, 1 of W is");
    expect_refused(MODEL("2", "layer", "[['1','0'],['0','2']]"),
                   "{'coordinates': [2]}", "entry 2, 1 of W, centred, is");
    expect_dim(MODEL("2", "rms", "[['1','0'],['0','2']]"),
               "{'coordinates': [2]}", 1);
}
END_TEST

/* What is not rational is no zero, and after centring nothing is known. */
START_TEST(coordinates_of_what_is_not_rational)
{
    expect_dim(MODEL("2", "rms", "[['sqrt(2)','1'],['0','2']]"),
               "{'coordinates': [2]}", 1);
    expect_refused(MODEL("2", "rms", "[['sqrt(2)','1'],['0','2']]"),
                   "{'coordinates': [1]}", "entry 1, 2");
    expect_refused(MODEL("2", "rms", "[['1','0'],['exp(1)-exp(1)','2']]"),
                   "{'coordinates': [2]}", "entry 2, 1");
    expect_refused(MODEL("2", "layer", "[['sqrt(2)','1'],['0','0']]"),
                   "{'coordinates': [2]}", "entry 2, 1 of W, centred,");
}
END_TEST

START_TEST(coordinates_are_read)
{
    expect_unreadable(UPPER, "{'coordinates': []}", "/coordinates");
    expect_unreadable(UPPER, "{'coordinates': [0]}", "/coordinates/0");
    expect_unreadable(UPPER, "{'coordinates': [3,2]}", "/coordinates/1");
    expect_unreadable(UPPER, "{'coordinates': [4]}", "/coordinates/0");
    expect_unreadable(UPPER, "{'coordinates': [1,2,3,4]}", "/coordinates");
    expect_unreadable(UPPER, "{'coordinates': 3}", "/coordinates");
    expect_unreadable(UPPER, "{'coordinates': [3], 'pivots': [3]}", "/");
    expect_unreadable(UPPER, "{'coordinates': [3], 'line': {}}", "/");
}
END_TEST

/* ---- A rational basis ---- */

/* (1, 1, 0) and (0, 0, 1) span what this maps into itself; (1, 0, 0) goes to
   (0, 1, 0). */
#define TURN                                                                   \
    MODEL("3", "rms", "[['0','1','0'],['1','0','1'],['1/2','1/2','5']]")

START_TEST(an_invariant_basis)
{
    trial t;

    try_subspace(&t, TURN,
                 "{'basis': [['1','1','0'],['0','0','1']], 'pivots': [2,3]}");
    ck_assert_msg(t.good, "%s", t.o.message);
    ck_assert_int_eq(t.s.dim, 2);
    ck_assert_int_eq(t.s.pivots[0], 1);
    ck_assert_int_eq(t.s.pivots[1], 2);
    expect_exactly(&t, 0, 0, 1);
    expect_exactly(&t, 0, 1, 1);
    expect_exactly(&t, 0, 2, 0);
    expect_exactly(&t, 1, 0, 0);
    expect_exactly(&t, 1, 1, 0);
    expect_exactly(&t, 1, 2, 1);
    clear(&t);
    expect_dim(TURN,
               "{'basis': [['1','1','0'],['0','0','1']], "
               "'pivots': [1,3]}",
               2);
}
END_TEST

START_TEST(a_basis_that_is_not_invariant)
{
    expect_refused(TURN, "{'basis': [['1','1','0']], 'pivots': [1]}",
                   "row 1 of the basis times W leaves it in coordinate 3");
    expect_refused(TURN,
                   "{'basis': [['1','0','0'],['0','0','1']], 'pivots': [1,3]}",
                   "row 1 of the basis times W leaves it in coordinate 2");
    expect_refused(TURN,
                   "{'basis': [['1','1','0'],['0','1/9','1']], "
                   "'pivots': [1,3]}",
                   "leaves it");
    /* only in the first coordinate of the last row */
    expect_refused(MODEL("2", "rms", "[['1','0'],['1','1']]"),
                   "{'basis': [['0','1']], 'pivots': [2]}",
                   "row 1 of the basis times W leaves it in coordinate 1");
}
END_TEST

/* Zero is invariant, and twice a vector spans what the vector does. */
START_TEST(a_basis_that_is_not_the_identity)
{
    expect_refused(TURN, "{'basis': [['0','0','0']], 'pivots': [1]}",
                   "entry 1, 1 is not 1");
    expect_refused(MODEL("2", "rms", "[['1','0'],['0','1']]"),
                   "{'basis': [['2','0']], 'pivots': [1]}",
                   "entry 1, 1 is not 1");
    expect_refused(MODEL("2", "rms", "[['1','0'],['0','1']]"),
                   "{'basis': [['1','0'],['1','1']], 'pivots': [1,2]}",
                   "entry 2, 1 is not 0");
    expect_refused(MODEL("2", "rms", "[['1','0'],['0','1']]"),
                   "{'basis': [['1','1'],['0','1']], 'pivots': [1,2]}",
                   "entry 1, 2 is not 0");
}
END_TEST

START_TEST(a_basis_for_the_centred_matrix)
{
    expect_dim(MODEL("2", "layer", "[['1','0'],['0','1']]"),
               "{'basis': [['1','-1']], 'pivots': [1]}", 1);
    expect_refused(MODEL("2", "layer", "[['1','0'],['0','1']]"),
                   "{'basis': [['1','0']], 'pivots': [1]}", "leaves it");
    expect_dim(MODEL("2", "rms", "[['1','0'],['0','1']]"),
               "{'basis': [['1','0']], 'pivots': [1]}", 1);
}
END_TEST

START_TEST(a_basis_needs_a_rational_matrix)
{
    expect_refused(MODEL("2", "rms", "[['sqrt(2)','0'],['0','1']]"),
                   "{'basis': [['1','0']], 'pivots': [1]}", "not rational");
}
END_TEST

START_TEST(a_basis_is_read)
{
    expect_unreadable(TURN, "{'basis': [['1','1','0']]}", "/");
    expect_unreadable(TURN, "{'pivots': [1]}", "/");
    expect_unreadable(TURN, "{}", "/");
    expect_unreadable(TURN, "[]", "/");
    expect_unreadable(TURN,
                      "{'basis': [['1','1','0']], 'pivots': [1], "
                      "'side': 1}",
                      "/");
    expect_unreadable(TURN, "{'basis': [['1','1','0']], 'pivots': []}",
                      "/pivots");
    expect_unreadable(TURN, "{'basis': [['1','1','0']], 'pivots': [1,3]}",
                      "/basis");
    expect_unreadable(TURN, "{'basis': [['1','1']], 'pivots': [1]}",
                      "/basis/0");
    expect_unreadable(TURN, "{'basis': [['1','sqrt(2)','0']], 'pivots': [1]}",
                      "/basis/0/1");
    expect_unreadable(TURN,
                      "{'basis': [['0','0','1'],['1','1','0']], "
                      "'pivots': [3,1]}",
                      "/pivots/1");
}
END_TEST

/* ---- The line of an eigenvector ---- */

#define LINE(centre, lambda, pivot, radius)                                    \
    "{'line': {'centre': " centre ", 'lambda': '" lambda "', 'pivot': " pivot  \
    ", 'radius': '" radius "'}}"

#define DIAGONAL MODEL("2", "rms", "[['1','0'],['0','2']]")
/* 3 belongs to (1, 1), 1 to (1, -1); 46341 / 2^16 is near sqrt(1/2) */
#define SYMMETRIC MODEL("2", "rms", "[['2','1'],['1','2']]")
#define HALF_ROOT "46341*2^-16"

START_TEST(eigenvectors)
{
    trial t;

    try_subspace(
        &t, SYMMETRIC,
        LINE("['" HALF_ROOT "','" HALF_ROOT "']", "3*2^0", "2", "1*2^-12"));
    ck_assert_msg(t.good, "%s", t.o.message);
    ck_assert_int_eq(t.s.dim, 1);
    ck_assert_int_eq(t.s.pivots[0], 1);
    expect_near(&t, 0, 0, 1);
    expect_exactly(&t, 0, 1, 1);
    clear(&t);
    try_subspace(
        &t, SYMMETRIC,
        LINE("['" HALF_ROOT "','-" HALF_ROOT "']", "1*2^0", "1", "1*2^-12"));
    ck_assert_msg(t.good, "%s", t.o.message);
    ck_assert_int_eq(t.s.pivots[0], 0);
    expect_exactly(&t, 0, 0, 1);
    expect_near(&t, 0, 1, -1);
    clear(&t);
}
END_TEST

/* Under LayerNorm `layer` only (1, -1) is left of the identity. */
START_TEST(an_eigenvector_of_the_centred_matrix)
{
    const char *line =
        LINE("['" HALF_ROOT "','-" HALF_ROOT "']", "1*2^0", "1", "1*2^-12");

    expect_dim(MODEL("2", "layer", "[['1','0'],['0','1']]"), line, 1);
    expect_refused(MODEL("2", "rms", "[['1','0'],['0','1']]"), line,
                   "solution");
}
END_TEST

/* With the matrix (1), K - c is +-2 e^2 for lambda. */
START_TEST(the_radius_of_a_line)
{
    const char *one = MODEL("1", "rms", "[['1']]");

    expect_dim(one, LINE("['1*2^0']", "1*2^0", "1", "4095*2^-13"), 1);
    expect_refused(one, LINE("['1*2^0']", "1*2^0", "1", "1*2^-1"), "solution");
    expect_refused(DIAGONAL, LINE("['0','1*2^0']", "1*2^0", "2", "1*2^-4"),
                   "solution");
}
END_TEST

START_TEST(the_pivot_of_a_line_is_not_zero)
{
    expect_dim(DIAGONAL, LINE("['0','1*2^0']", "1*2^1", "2", "1*2^-4"), 1);
    expect_refused(DIAGONAL, LINE("['0','1*2^0']", "1*2^1", "1", "1*2^-4"),
                   "coordinate 1 of the eigenvector is not certified not zero");
}
END_TEST

START_TEST(a_line_is_read)
{
    expect_unreadable(DIAGONAL, "{'line': 1}", "/line");
    expect_unreadable(DIAGONAL,
                      "{'line': {'centre': ['0','1*2^0'], 'lambda': '1*2^1', "
                      "'pivot': 2}}",
                      "/line");
    expect_unreadable(DIAGONAL,
                      "{'line': {'centre': ['0','1*2^0'], 'lambda': '1*2^1', "
                      "'pivot': 2, 'radius': '1*2^-4'}, 'pivots': [2]}",
                      "/");
    expect_unreadable(DIAGONAL, LINE("['0']", "1*2^1", "2", "1*2^-4"),
                      "/line/centre");
    expect_unreadable(DIAGONAL, LINE("['0','1']", "1*2^1", "2", "1*2^-4"),
                      "/line/centre/1");
    expect_unreadable(DIAGONAL, LINE("['0','1*2^0']", "2", "2", "1*2^-4"),
                      "/line/lambda");
    expect_unreadable(DIAGONAL, LINE("['0','1*2^0']", "1*2^1", "0", "1*2^-4"),
                      "/line/pivot");
    expect_unreadable(DIAGONAL, LINE("['0','1*2^0']", "1*2^1", "3", "1*2^-4"),
                      "/line/pivot");
    expect_unreadable(DIAGONAL, LINE("['0','1*2^0']", "1*2^1", "2", "0"),
                      "/line/radius");
    expect_unreadable(DIAGONAL, LINE("['0','1*2^0']", "1*2^1", "2", "-1*2^-4"),
                      "/line/radius");
}
END_TEST

/* ---- Layers ---- */

/* Upper and lower triangular in turn: each has a subspace of its own. */
static void
expect_of_layers(const char *first, const char *second, const char *text)
{
    char model[512];

    snprintf(model, sizeof model, MODEL("2", "rms", "{'layers': [%s, %s]}"),
             first, second);
    for (long layer = 0; layer < 4; layer++) {
        trial t;

        try_subspace_of(&t, layer, model, text);
        ck_assert_msg(t.good == (layer % 2 == 1), "%s: %s", text, t.o.message);
        clear(&t);
    }
}

START_TEST(layers_have_their_own)
{
    expect_of_layers("[['1','1'],['0','2']]", "[['1','0'],['1','2']]",
                     "{'coordinates': [1]}");
    expect_of_layers("[['pi','1'],['0','2']]", "[['pi','0'],['1','2']]",
                     "{'coordinates': [1]}");
    expect_of_layers("[['1','1'],['0','2']]", "[['1','0'],['1','2']]",
                     "{'basis': [['1','0']], 'pivots': [1]}");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("subspace");

    tcase_add_test(tcase, coordinates_that_lead_nowhere_else);
    tcase_add_test(tcase, coordinates_that_lead_out);
    tcase_add_test(tcase, coordinates_of_the_centred_matrix);
    tcase_add_test(tcase, coordinates_of_what_is_not_rational);
    tcase_add_test(tcase, coordinates_are_read);
    tcase_add_test(tcase, an_invariant_basis);
    tcase_add_test(tcase, a_basis_that_is_not_invariant);
    tcase_add_test(tcase, a_basis_that_is_not_the_identity);
    tcase_add_test(tcase, a_basis_for_the_centred_matrix);
    tcase_add_test(tcase, a_basis_needs_a_rational_matrix);
    tcase_add_test(tcase, a_basis_is_read);
    tcase_add_test(tcase, eigenvectors);
    tcase_add_test(tcase, an_eigenvector_of_the_centred_matrix);
    tcase_add_test(tcase, the_radius_of_a_line);
    tcase_add_test(tcase, the_pivot_of_a_line_is_not_zero);
    tcase_add_test(tcase, a_line_is_read);
    tcase_add_test(tcase, layers_have_their_own);
    return run_checker_tests("checker subspace", tcase);
}
