/* The phases of a collapse: `exponent`, `tilt`, `floors`, `factor` and
   `spread-squared` at their boundaries. */

#include "checker_collapse.h"

static void
expect_changed(checker_parts parts, const char *at, const char *value,
               const char *message)
{
    expect_with(&parts, at, value, message == NULL ? CK_ACCEPTED : CK_REJECTED,
                NULL, message);
}

#define PHASE "/witness/phases/0/"
#define NEXT "/witness/phases/1/"

/* ---- exponent ---- */

/* First b Z sqrt(S_0) = 1/2 3/2 sqrt(2) = 1.06066, later 3/4 sqrt(11/512) =
   0.10993; 2 b Z^2 = 9/4. */
START_TEST(exponents)
{
    const char *first = "exponent: it is less than the differences of scores "
                        "may be, in phase 1";
    const char *second = "exponent: it is less than the differences of scores "
                         "may be, in phase 2";

    expect_changed(collapse_softmax(), PHASE "exponent", "'2173*2^-11'", NULL);
    expect_changed(collapse_softmax(), PHASE "exponent", "'2171*2^-11'", first);
    expect_changed(collapse_softmax(), NEXT "exponent", "'1803*2^-14'", NULL);
    expect_changed(collapse_softmax(), NEXT "exponent", "'1801*2^-14'", second);
    expect_changed(collapse_softmax(), NEXT "exponent", "'0'", second);
}
END_TEST

/* Where the spread is larger, 2 b Z^2 is enough by itself. */
START_TEST(exponents_of_scores)
{
    checker_parts parts = collapse_softmax();
    json_t *root;

    parts.results = "['R1','R2','R3','R4','R5','R10','R18','R29']";
    root = checker_build(&parts);
    checker_put(root, "/witness/capture", "1");
    /* b Z sqrt(S_0) = 3 */
    checker_put(root, "/witness/spread-squared", "'1*2^4'");
    checker_put(root, PHASE "exponent", "'9*2^-2'");
    checker_put(root, PHASE "floors", "[[1, '64'], [2, '6']]");
    checker_put(root, PHASE "factor", "'58'");
    checker_put(root, PHASE "spread-squared", "'7*2^-1'");
    checker_put(root, NEXT "exponent", "'3*2^-1'");
    checker_put(root, NEXT "floors", "[[1, '64'], [2, '11']]");
    checker_put(root, NEXT "factor", "'53'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PHASE "exponent", "'2359295*2^-20'");
    expect_document(root, CK_REJECTED, NULL, "exponent: ");
    json_decref(root);
}
END_TEST

/* Under LayerNorm tokens have length 1: 2 b, or b sqrt(S_0). */
static checker_parts
softmax_rms(void)
{
    checker_parts parts = collapse_rms();

    parts.statement = COLLAPSE_STATEMENT(
        "",
        COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", COLLAPSE_CAUSAL,
                       COLLAPSE_ROTATION, "rms"),
        COLLAPSE_UNITS);
    parts.witness = "{'capture': 0, 'denominator': '64', "
                    "'direction': ['1', '1'], 'height': '63*2^-6', "
                    "'phases': [{'exponent': '19*2^-7', 'factor': '36', "
                    "'floors': [[1, '63'], [2, '28']], 'length': 1, "
                    "'tilt': '63*2^-6'}], 'scores': '1*2^-1', "
                    "'spread-squared': '21*2^-8'}";
    parts.results = "['R2','R3','R8','R9','R29']";
    parts.hypotheses = "['scale']";
    return parts;
}

START_TEST(exponents_of_units)
{
    /* sqrt(21) / 32 = 0.143205 */
    expect_changed(softmax_rms(), PHASE "exponent", "'19*2^-7'", NULL);
    expect_changed(softmax_rms(), PHASE "exponent", "'2347*2^-14'", NULL);
    expect_changed(softmax_rms(), PHASE "exponent", "'2345*2^-14'",
                   "exponent: ");
    /* under a wide spread 2 b = 1 is the lesser */
    {
        checker_parts parts = softmax_rms();
        json_t *root = checker_build(&parts);

        checker_put(root, "/witness/spread-squared", "'1*2^9'");
        checker_put(root, PHASE "exponent", "'1*2^0'");
        checker_put(root, PHASE "floors", "[[1, '63'], [2, '16']]");
        checker_put(root, PHASE "factor", "'48'");
        expect_document(root, CK_ACCEPTED, NULL, NULL);
        checker_put(root, PHASE "exponent", "'1048575*2^-20'");
        expect_document(root, CK_REJECTED, NULL, "exponent: ");
        json_decref(root);
    }
}
END_TEST

/* ---- tilt ---- */

START_TEST(tilts)
{
    checker_parts parts = collapse_rms();
    json_t *root = checker_build(&parts);

    /* tau <= h */
    expect_changed(collapse_rms(), PHASE "tilt", "'64513*2^-16'",
                   "tilt: it is above h / min(1, h + sqrt(S)) in phase 1");
    /* with h = 1/4: tau <= h / (h + sqrt(21) / 16) = 0.46605 */
    checker_put(root, "/witness/height", "'1*2^-2'");
    checker_put(root, "/witness/paper/epsilon", "'1*2^-3'");
    checker_put(root, PHASE "tilt", "'119*2^-8'");
    checker_put(root, PHASE "factor", "'50'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PHASE "tilt", "'30543*2^-16'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PHASE "tilt", "'30545*2^-16'");
    expect_document(root, CK_REJECTED, NULL, "tilt: ");
    checker_put(root, PHASE "tilt", "'1*2^0'");
    expect_document(root, CK_REJECTED, NULL, "tilt: ");
    checker_put(root, PHASE "tilt", "'3*2^0'");
    expect_document(root, CK_REJECTED, NULL, "tilt: ");
    json_decref(root);
}
END_TEST

/* Equality, and S = 0: tau = 1. */
START_TEST(tilts_of_one_point)
{
    checker_parts parts = collapse_rms();
    json_t *root;

    parts.statement =
        COLLAPSE_STATEMENT("",
                           COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                                          COLLAPSE_ROTATION, "rms"),
                           "[['1','0'],['1','0']]");
    parts.witness = "{'capture': 0, 'denominator': '64', "
                    "'direction': ['1', '0'], 'height': '1*2^-1', "
                    "'phases': [{'factor': '32', 'length': 1, "
                    "'tilt': '1*2^0'}], 'spread-squared': '0'}";
    parts.results = "['R3','R8','R9','R29']";
    root = checker_build(&parts);
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PHASE "tilt", "'1048577*2^-20'");
    expect_document(root, CK_REJECTED, NULL, "tilt: ");
    json_decref(root);
}
END_TEST

/* ---- floors ---- */

/* 64 / (1 + e^(17/16)) = 16.437, 64 / (1 + e^(1/8)) = 30.003 */
START_TEST(floors)
{
    const char *message =
        "floors: f (1 + (n - 1) exp(E)) is above D tau for n = ";
    checker_parts parts = collapse_softmax();
    json_t *root = checker_build(&parts);

    expect_changed(collapse_softmax(), PHASE "floors/1", "[2, '17']", message);
    expect_changed(collapse_softmax(), PHASE "floors/0", "[1, '65']", message);
    expect_changed(collapse_softmax(), NEXT "floors/1", "[2, '31']", message);
    /* less is right, with another factor */
    checker_put(root, NEXT "floors", "[[1, '64'], [2, '29']]");
    expect_document(root, CK_REJECTED, NULL, "factor: ");
    checker_put(root, NEXT "factor", "'35'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, NEXT "floors", "[[1, '0'], [2, '0']]");
    checker_put(root, NEXT "factor", "'64'");
    expect_document(root, CK_REJECTED, NULL,
                    "factor: that of the last phase is not below");
    json_decref(root);
    /* D tau = 63 under LayerNorm: 63 / (1 + e^(19/128)) = 29.17 */
    expect_changed(softmax_rms(), PHASE "floors/0", "[1, '64']", message);
    expect_changed(softmax_rms(), PHASE "floors/1", "[2, '30']", message);
    expect_changed(softmax_rms(), PHASE "floors/1", "[2, '29']", "factor: ");
}
END_TEST

/* Floors of more digits than the intervals have. */
START_TEST(long_floors)
{
    checker_parts parts = softmax_rms();
    json_t *root = checker_build(&parts);

    /* D = 2^96, floor(2^96 63/64 / (1 + e^(19/128))) */
    checker_put(root, "/bits", "32");
    checker_put(root, "/witness/denominator",
                "'79228162514264337593543950336'");
    checker_put(root, PHASE "floors",
                "[[1, '77990222474978957318644826112'], "
                "[2, '36106245243592937567930762647']]");
    checker_put(root, PHASE "factor", "'43121917270671400025613187689'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

/* ---- factor ---- */

START_TEST(factors)
{
    const char *message = "factor: it is not that of the floors of phase 1";

    expect_changed(collapse_halving(), PHASE "factor", "'0'", message);
    expect_changed(collapse_halving(), PHASE "factor", "'2'",
                   "factor: that of the last phase is not below");
    expect_changed(collapse_window(), PHASE "factor", "'2'", message);
    expect_changed(collapse_window(), PHASE "factor", "'4'", message);
    /* F_1, F_2, F_3 */
    expect_changed(collapse_window(), PHASE "length", "2", message);
    expect_changed(collapse_softmax(), NEXT "factor", "'33'",
                   "factor: it is not that of the floors of phase 2");
    expect_changed(collapse_fixed(), PHASE "factor", "'2'", message);
    expect_changed(collapse_rms(), PHASE "factor", "'32'", message);
    /* floor(2 64/64 ...) and floor(D tau / n) are not rounded otherwise */
    expect_changed(collapse_rms(), PHASE "factor", "'34'", message);
}
END_TEST

START_TEST(lengths)
{
    checker_parts parts = collapse_window();
    json_t *root = checker_build(&parts);

    checker_put(root, PHASE "length", "2");
    checker_put(root, PHASE "factor", "'2'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PHASE "length", "1");
    checker_put(root, PHASE "factor", "'4'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    /* floors of floors reach 0 */
    checker_put(root, PHASE "length", "1099511627776");
    checker_put(root, PHASE "factor", "'6'");
    expect_document(root, CK_REJECTED, NULL,
                    "factor: that of the last phase is not below");
    json_decref(root);
}
END_TEST

/* The longest blocks; their rate is that close to 1. */
START_TEST(longest_blocks)
{
    checker_parts parts = collapse_halving();
    json_t *root = checker_build(&parts);

    checker_put(root, "/statement/claim/rate-at-most", "'1'");
    checker_sign(root);
    checker_put(root, PHASE "length", "1099511627776");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PHASE "length", "9223372036854775807");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/statement/claim/rate-at-most", "'999999/1000000'");
    checker_sign(root);
    expect_document(root, CK_REJECTED, NULL, "rate-at-most");
    json_decref(root);
}
END_TEST

/* The last R is below D; one before need not be. */
START_TEST(factors_of_one)
{
    checker_parts parts = collapse_phased();
    json_t *root = checker_build(&parts);

    checker_put(root, "/statement/model/mask", "[[[1,1]],[[2,2]]]");
    checker_put(root, PHASE "factor", "'2'");
    checker_put(root, PHASE "spread-squared", "'1*2^1'");
    checker_put(root, NEXT "factor", "'2'");
    checker_sign(root);
    expect_document(root, CK_REJECTED, NULL,
                    "factor: that of the last phase is not below");
    json_decref(root);
    parts = collapse_softmax();
    root = checker_build(&parts);
    checker_put(root, PHASE "floors", "[[1, '0'], [2, '0']]");
    checker_put(root, PHASE "factor", "'64'");
    checker_put(root, PHASE "spread-squared", "'1*2^1'");
    checker_put(root, NEXT "exponent", "'17*2^-4'");
    checker_put(root, NEXT "floors", "[[1, '64'], [2, '16']]");
    checker_put(root, NEXT "factor", "'48'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PHASE "spread-squared", "'1048575*2^-19'");
    expect_document(root, CK_REJECTED, NULL, "spread-squared: ");
    json_decref(root);
}
END_TEST

/* ---- fixed weights ---- */

START_TEST(fixed_weights)
{
    checker_parts parts = collapse_fixed();
    json_t *root = checker_build(&parts);

    /* floor(5/4) = 1, floor(15/4) = 3 */
    checker_put(root, "/witness/denominator", "'5'");
    checker_put(root, PHASE "factor", "'4'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/denominator", "'7'");
    checker_put(root, PHASE "factor", "'6'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/denominator", "'8'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

#define TWO_LAYERS                                                             \
    "{'layers': [[['1','0'],['1/4','3/4']], [['1','0'],['2/3','1/3']]]}"
#define TURNED_LAYERS                                                          \
    "{'layers': [[['1','0'],['2/3','1/3']], [['1','0'],['1/4','3/4']]]}"

/* The least of all layers: 1/4 and 1/3. */
START_TEST(fixed_layers)
{
    static const char *const layers[] = {TWO_LAYERS, TURNED_LAYERS};

    for (int which = 0; which < 2; which++) {
        checker_parts parts = collapse_fixed();
        json_t *root = checker_build(&parts);

        checker_put(root, "/statement/model/attention/fixed", layers[which]);
        checker_sign(root);
        expect_document(root, CK_ACCEPTED, NULL, NULL);
        checker_put(root, "/witness/denominator", "'12'");
        checker_put(root, PHASE "factor", "'9'");
        expect_document(root, CK_ACCEPTED, NULL, NULL);
        checker_put(root, PHASE "factor", "'4'");
        expect_document(root, CK_REJECTED, NULL, "factor: ");
        /* F_1 = [[12, 0], [3, 4]], F_2 = [[12, 0], [4, 1]] */
        checker_put(root, PHASE "length", "2");
        checker_put(root, PHASE "factor", "'8'");
        expect_document(root, CK_ACCEPTED, NULL, NULL);
        checker_put(root, "/witness/paper/epsilon", "'1048577*2^-22'");
        expect_document(root, CK_REJECTED, NULL, "paper: epsilon is above");
        json_decref(root);
    }
}
END_TEST

/* ---- spread-squared ---- */

/* S_0 = 2 falls by 4 in each of three blocks: 1/32. */
START_TEST(next_spreads)
{
    const char *message =
        "spread-squared: the next one is less than is left at the end of "
        "phase 1";

    expect_changed(collapse_phased(), PHASE "spread-squared", "'3*2^-6'", NULL);
    expect_changed(collapse_phased(), PHASE "spread-squared", "'1048575*2^-25'",
                   message);
    expect_changed(collapse_phased(), PHASE "spread-squared", "'0'", message);
    expect_changed(collapse_phased(), PHASE "blocks", "'2'", message);
    expect_changed(collapse_phased(), PHASE "blocks", "'4'", NULL);
    expect_changed(collapse_phased(), PHASE "blocks",
                   "'99999999999999999999999999999999'", NULL);
    /* 2 (3/4)^16 = 0.0200452 */
    expect_changed(collapse_softmax(), PHASE "spread-squared", "'657*2^-15'",
                   NULL);
    expect_changed(collapse_softmax(), PHASE "spread-squared", "'655*2^-15'",
                   message);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_phases");

    tcase_add_test(tcase, exponents);
    tcase_add_test(tcase, exponents_of_scores);
    tcase_add_test(tcase, exponents_of_units);
    tcase_add_test(tcase, tilts);
    tcase_add_test(tcase, tilts_of_one_point);
    tcase_add_test(tcase, floors);
    tcase_add_test(tcase, long_floors);
    tcase_add_test(tcase, factors);
    tcase_add_test(tcase, lengths);
    tcase_add_test(tcase, longest_blocks);
    tcase_add_test(tcase, factors_of_one);
    tcase_add_test(tcase, fixed_weights);
    tcase_add_test(tcase, fixed_layers);
    tcase_add_test(tcase, next_spreads);
    return run_checker_tests("collapse_phases", tcase);
}
