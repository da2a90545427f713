/* Claim kind `orbit`. */

#include "claim_support.h"
#include "random.h"

#define MODEL(sizes, norm, value, start)                                       \
    "rankcert: 1\n"                                                            \
    "model: {" sizes ", mask: causal, attention: uniform, norm: " norm         \
    ", value: " value "}\n"                                                    \
    "start: " start "\n"                                                       \
    "claims:\n  - {kind: orbit, "

/* sqrt(2)/2, which is not seen to have a rational square */
#define OPEN_HALF "(1+sqrt(2))/2-1/2"
/* mu(t) = 2^-t sqrt(2) exactly */
#define HALVED MODEL("tokens: 2, dim: 1", "none", "[[1]]", "[[0], [2]]")
/* mu(0) = 2, norm-max 1, diameter 2: exact in binary */
#define SQUARE                                                                 \
    MODEL("tokens: 4, dim: 1", "none", "[[1]]", "[[1], [1], [-1], [-1]]")
#define CHECK(steps, check) "steps: " steps ", checks: [{" check "}]}"

START_TEST(each_comparison_has_three_answers)
{
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, at-least: 0.7071"),
                 RC_PROVED, "", "\"comparison\":\"at-least\"");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, at-least: 0.7072"),
                 RC_REFUTED, "mu at layer 1 is certified not >= 442/625", "");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, at-most: 0.7072"),
                 RC_PROVED, "", "\"comparison\":\"at-most\"");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, at-most: 0.7071"),
                 RC_REFUTED, "certified not <=", "");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, less-than: 0.7072"),
                 RC_PROVED, "", "\"comparison\":\"less-than\"");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, less-than: 0.7071"),
                 RC_REFUTED, "certified not <", "");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, more-than: 0.7071"),
                 RC_PROVED, "", "\"comparison\":\"more-than\"");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, more-than: 0.7072"),
                 RC_REFUTED, "certified not >", "");
}
END_TEST

START_TEST(equality_that_is_not_exact_stays_open)
{
    static const char *const names[] = {"at-least", "at-most", "less-than",
                                        "more-than"};
    char text[512];

    for (size_t k = 0; k < 4; k++) {
        snprintf(text, sizeof text,
                 HALVED CHECK("1", "quantity: mu, at: 1, %s: " OPEN_HALF),
                 names[k]);
        expect_claim_bits(text, 512, RC_UNDECIDED,
                          "its bound is open at 1 of 1 layers with 512 bits, "
                          "the limit",
                          "\"verdict\":\"undecided\"");
    }
}
END_TEST

START_TEST(exact_equality_is_proved_only_where_it_is_allowed)
{
    expect_claim(SQUARE CHECK("0", "quantity: mu, at-least: 2"), RC_PROVED, "",
                 "");
    expect_claim(SQUARE CHECK("0", "quantity: mu, at-most: 2"), RC_PROVED, "",
                 "");
    expect_claim(SQUARE CHECK("0", "quantity: mu, less-than: 2"), RC_REFUTED,
                 "certified not < 2", "");
    expect_claim(SQUARE CHECK("0", "quantity: mu, more-than: 2"), RC_REFUTED,
                 "certified not > 2", "");
    expect_claim(SQUARE CHECK("0", "quantity: norm-max, at-most: 1, at-least: "
                                   "1"),
                 RC_PROVED, "", "");
    expect_claim(SQUARE CHECK("0", "quantity: diameter, at-least: 2, "
                                   "more-than: 2"),
                 RC_REFUTED, "diameter at layer 0 is certified not > 2", "");
}
END_TEST

START_TEST(all_layers_or_one)
{
    expect_claim(HALVED CHECK("5", "quantity: mu, less-than: 1.5"), RC_PROVED,
                 "", "");
    expect_claim(HALVED CHECK("5", "quantity: mu, at: all, less-than: 1.5"),
                 RC_PROVED, "", "");
    expect_claim(HALVED CHECK("5", "quantity: mu, at: all, less-than: 1"),
                 RC_REFUTED, "mu at layer 0", "\"at\":0");
    expect_claim(HALVED CHECK("5", "quantity: mu, at: 1, less-than: 1"),
                 RC_PROVED, "", "\"at\":1");
    expect_claim(HALVED CHECK("5", "quantity: mu, at-least: 1/2"), RC_REFUTED,
                 "mu at layer 2", "\"at\":2");
    expect_claim(HALVED CHECK("5", "quantity: mu, at: 5, at-least: 1/2"),
                 RC_REFUTED, "mu at layer 5", "\"at\":5");
    expect_claim(HALVED CHECK("5", "quantity: mu, at: 0, at-least: 1/2"),
                 RC_PROVED, "", "\"at\":0");
    /* the last layer counts: 2^-5 sqrt(2) = 0.0441... */
    expect_claim(HALVED CHECK("5", "quantity: mu, at-least: 0.0441"), RC_PROVED,
                 "", "\"at\":5");
    expect_claim(HALVED CHECK("5", "quantity: mu, at-least: 0.0442"),
                 RC_REFUTED, "mu at layer 5", "");
}
END_TEST

START_TEST(every_check_counts)
{
    expect_claim(HALVED "steps: 2, checks: [{quantity: mu, at: 0, at-most: 2}, "
                        "{quantity: mu, at: 1, at-most: 1/2}]}",
                 RC_REFUTED, "mu at layer 1",
                 "{\"at\":0,\"bound\":\"2\",\"comparison\":\"at-most\","
                 "\"quantity\":\"mu\",");
    expect_claim(HALVED "steps: 2, checks: [{quantity: mu, at: 1, at-most: "
                        "1/2}, {quantity: mu, at: 0, at-most: 2}]}",
                 RC_REFUTED, "mu at layer 1", "\"verdict\":\"refuted\"");
    expect_claim(HALVED "steps: 2, checks: [{quantity: mu, at: 0, at-most: 2, "
                        "at-least: 1}, {quantity: mu, at: 1, at-most: 1, "
                        "more-than: 0.8}]}",
                 RC_REFUTED, "mu at layer 1 is certified not > 4/5", "");
    expect_claim(HALVED "steps: 3}", RC_PROVED, "", "{\"checks\":[],");
    /* one open comparison among proved ones */
    expect_claim_bits(HALVED
                      "steps: 1, checks: [{quantity: mu, at: 0, "
                      "at-most: 2}, {quantity: mu, at: 1, at-most: " OPEN_HALF
                      "}, {quantity: mu, at: 1, at-least: 0}]}",
                      128, RC_UNDECIDED, "mu <= its bound is open", "");
    /* one open layer among proved ones, at every precision */
    expect_claim_bits(
        HALVED CHECK("1", "quantity: mu, at: all, at-least: " OPEN_HALF), 512,
        RC_UNDECIDED, "open at 1 of 2 layers", "");
    expect_claim_bits(HALVED CHECK("3", "quantity: mu, at: all, at-most: "
                                        "2*(" OPEN_HALF ")"),
                      512, RC_UNDECIDED, "open at 1 of 4 layers", "");
    /* a quantity that is never known does not hide a refutation */
    expect_claim_bits(HALVED "steps: 1, checks: [{quantity: cosine-min, at: 0, "
                             "at-least: -1}, {quantity: mu, at: 1, at-least: "
                             "1}]}",
                      256, RC_REFUTED, "mu at layer 1", "");
    expect_claim_bits(HALVED CHECK("1", "quantity: cosine-min, at: 0, "
                                        "at-least: -1"),
                      256, RC_UNDECIDED, "open at 1 of 1", "");
    /* a refutation beats what is open */
    expect_claim_bits(HALVED "steps: 1, checks: [{quantity: mu, at: 1, "
                             "at-most: " OPEN_HALF
                             "}, {quantity: mu, at: 1, at-least: 1}]}",
                      128, RC_REFUTED, "not >= 1", "");
}
END_TEST

START_TEST(close_calls_are_decided_with_more_bits)
{
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, less-than: "
                                   "sqrt(2)/2+2^-300"),
                 RC_PROVED, "", "");
    expect_claim(HALVED CHECK("1", "quantity: mu, at: 1, less-than: "
                                   "sqrt(2)/2-2^-300"),
                 RC_REFUTED, "", "");
    expect_claim_bits(HALVED CHECK("1", "quantity: mu, at: 1, less-than: "
                                        "sqrt(2)/2+2^-300"),
                      256, RC_UNDECIDED, "256 bits", "");
    expect_claim_bits(HALVED CHECK("1", "quantity: mu, at: 1, less-than: 1"), 1,
                      RC_UNDECIDED, "", "");
}
END_TEST

/* value = mu of HALVED after one layer as 64 bits enclose it. */
static void
mu_after_one_layer(arb_t value)
{
    arb_mat_t X;

    arb_mat_init(X, 2, 1);
    arb_one(arb_mat_entry(X, 1, 0));
    rc_mu(value, X, 64);
    ck_assert(!arb_is_exact(value));
    arb_mat_clear(X);
}

/* The orbit of HALVED, which W keeps from being rational. */
#define BY_BALLS                                                               \
    MODEL("tokens: 2, dim: 2", "none", "[[1, 0], [0, pi]]", "[[0, 0], [2, 0]]")

/* Bounds at the very ends of the enclosure: what the whole ball satisfies is
   decided, what one end leaves open is not. */
START_TEST(the_ends_of_an_enclosure_belong_to_it)
{
    static const struct {
        const char *name;
        int at_upper;
        rc_verdict verdict;
    } ends[] = {
        {"at-least", 1, RC_UNDECIDED},  {"at-least", 0, RC_PROVED},
        {"at-most", 1, RC_PROVED},      {"at-most", 0, RC_UNDECIDED},
        {"less-than", 1, RC_UNDECIDED}, {"less-than", 0, RC_REFUTED},
        {"more-than", 1, RC_REFUTED},   {"more-than", 0, RC_UNDECIDED},
    };
    arb_t value;
    arf_t end[2];

    arb_init(value);
    arf_init(end[0]);
    arf_init(end[1]);
    mu_after_one_layer(value);
    arb_get_interval_arf(end[0], end[1], value, ARF_PREC_EXACT);
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        char text[1024], *number;
        fmpq_t q;

        fmpq_init(q);
        arf_get_fmpq(q, end[ends[k].at_upper]);
        number = fmpq_get_str(NULL, 10, q);
        snprintf(text, sizeof text,
                 BY_BALLS CHECK("1", "quantity: mu, at: 1, %s: %s"),
                 ends[k].name, number);
        expect_claim_bits(text, 64, ends[k].verdict, "", "");
        flint_free(number);
        fmpq_clear(q);
    }
    arf_clear(end[1]);
    arf_clear(end[0]);
    arb_clear(value);
}
END_TEST

/* d = 1: tokens are signs after one layer; x_2 opposes x_1 from layer 1 on. */
#define OPPOSED MODEL("tokens: 2, dim: 1", "rms", "[[1]]", "[[1], [-3]]")

START_TEST(a_zero_row_is_undefined_with_its_place)
{
    expect_claim(OPPOSED "steps: 1}", RC_PROVED, "", "");
    expect_claim(OPPOSED "steps: 2}", RC_UNDEFINED,
                 "y_2 is exactly zero in layer 1", "");
    expect_claim(OPPOSED CHECK("5", "quantity: mu, at: 0, at-least: 0"),
                 RC_UNDEFINED, "layer 1", "");
    expect_claim(OPPOSED CHECK("5", "quantity: mu, at: 5, at-least: 9"),
                 RC_UNDEFINED, "layer 1", "");
    /* also when a check failed before: the orbit is not what was meant */
    expect_claim(OPPOSED CHECK("5", "quantity: mu, at: 0, at-most: 1"),
                 RC_UNDEFINED, "layer 1", "");
    expect_claim(MODEL("tokens: 2, dim: 2", "rms", "{identity: 2}",
                       "[[0, 1], [0, -1]]") "steps: 1}",
                 RC_UNDEFINED, "y_2 is exactly zero in layer 0", "");
    /* the search finds the zero, not what only looked like one before it */
    expect_claim(MODEL("tokens: 3, dim: 1", "rms", "[[1]]",
                       "[[1], [-1+2^-200], [-2^-200]]") "steps: 1}",
                 RC_UNDEFINED, "y_3 is exactly zero in layer 0", "");
    /* zero, but not seen to be: never proved */
    expect_claim_bits(MODEL("tokens: 2, dim: 1", "rms", "[[1]]",
                            "[[sqrt(2)], [-sqrt(2)]]") "steps: 1}",
                      256, RC_UNDECIDED,
                      "||y_2|| in layer 0 is not certified positive with 256",
                      "");
    /* the place is where the orbit stopped, also when that was searched */
    expect_claim_bits(MODEL("tokens: 3, dim: 1", "rms", "[[1]]",
                            "[[sqrt(2)], [-sqrt(2)], [1]]") "steps: 5}",
                      64, RC_UNDECIDED, "||y_2|| in layer 0", "");
    /* nearly zero: more bits */
    expect_claim(MODEL("tokens: 2, dim: 1", "rms", "[[1]]",
                       "[[sqrt(2)], [-sqrt(2)+2^-200]]")
                     CHECK("1", "quantity: mu, at: 1, at-most: 0.001"),
                 RC_PROVED, "", "");
}
END_TEST

#define HUGE_ONE "2^-100/(sin(1)^2+cos(1)^2-1+2^-100)"

START_TEST(what_is_not_finite_yet_is_not_proved)
{
    static const char model[] =
        MODEL("tokens: 2, dim: 1", "none", "[[" HUGE_ONE "]]", "[[0], [2]]")
            CHECK("1", "quantity: mu, at: 1, at-most: 0.7072");
    static const char start[] =
        MODEL("tokens: 2, dim: 1", "none", "[[1]]", "[[0], [2*" HUGE_ONE "]]")
            CHECK("1", "quantity: mu, at: 1, at-most: 0.7072");
    static const char bound[] =
        HALVED CHECK("1", "quantity: mu, at: 1, at-most: " HUGE_ONE);

    expect_claim_bits(model, 64, RC_UNDECIDED, "64 bits, the limit", "");
    expect_claim(model, RC_PROVED, "", "");
    expect_claim_bits(start, 64, RC_UNDECIDED, "64 bits, the limit", "");
    expect_claim(start, RC_PROVED, "", "");
    expect_claim_bits(bound, 64, RC_UNDECIDED, "is open at 1 of 1", "");
    expect_claim(bound, RC_PROVED, "", "");
    expect_claim_bits(MODEL("tokens: 2, dim: 1", "none", "[[" HUGE_ONE "]]",
                            "[[0], [2]]") "steps: 1}",
                      64, RC_UNDECIDED, "enclosing the model", "");
}
END_TEST

START_TEST(fields_are_validated)
{
    expect_claim_error(HALVED CHECK("1", "quantity: mu"),
                       "needs one of at-least");
    expect_claim_error(HALVED CHECK("1", "quantity: my, at-least: 1"),
                       "unknown quantity 'my': known are mu");
    expect_claim_error(HALVED CHECK("1", "quantity: sigma 2, at-least: 1"),
                       "singular values 1 to 1");
    expect_claim_error(HALVED CHECK("1", "quantity: sigma 0, at-least: 1"),
                       "singular values 1 to 1");
    expect_claim_error(HALVED CHECK("1", "quantity: mu, at: 2, at-least: 1"),
                       "layer 2 is beyond the orbit's 1 steps");
    expect_claim_error(MODEL("tokens: 1, dim: 1", "none", "[[1]]", "[[1]]")
                           CHECK("1", "quantity: cosine-min, at-least: 1"),
                       "needs at least two tokens");
}
END_TEST

START_TEST(stopping_leaves_it_undecided)
{
    int left = 0, asked;
    const rc_limits limits = {.stop = stop_after, .context = &asked};
    claim_run run;

    claim_open(&run, HALVED CHECK("5", "quantity: mu, at: 0, less-than: 2"));
    for (;; left++) {
        asked = left;
        if (claim_verify(&run, 0, &limits) == RC_PROVED)
            break;
        ck_assert_int_eq(run.verdict, RC_UNDECIDED);
        ck_assert_ptr_nonnull(strstr(run.reason, "stopped while following"));
    }
    ck_assert_int_eq(left, 6); /* once per layer */
    claim_close(&run);
}
END_TEST

/* ---- Random orbits without LayerNorm are rational ---- */

/* X = A X W for causal uniform A. */
static void
exact_layer(fmpq_mat_t X, const fmpq_mat_t W)
{
    const slong n = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_mat_t A, Y;

    fmpq_mat_init(A, n, n);
    fmpq_mat_init(Y, n, d);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j <= i; j++)
            fmpq_set_si(fmpq_mat_entry(A, i, j), 1, (ulong)i + 1);
    fmpq_mat_mul(Y, A, X);
    fmpq_mat_mul(X, Y, W);
    fmpq_mat_clear(Y);
    fmpq_mat_clear(A);
}

/* mu^2 = sum of squares minus n times those of the mean. */
static void
exact_mu_square(fmpq_t square, const fmpq_mat_t X)
{
    const slong n = fmpq_mat_nrows(X);
    fmpq_t sum, mean;
    fmpz_t count;

    fmpq_init(sum);
    fmpq_init(mean);
    fmpz_init_set_si(count, n);
    fmpq_zero(square);
    for (slong a = 0; a < fmpq_mat_ncols(X); a++) {
        fmpq_zero(sum);
        for (slong i = 0; i < n; i++) {
            fmpq_add(sum, sum, fmpq_mat_entry(X, i, a));
            fmpq_addmul(square, fmpq_mat_entry(X, i, a),
                        fmpq_mat_entry(X, i, a));
        }
        fmpq_div_fmpz(mean, sum, count);
        fmpq_submul(square, sum, mean);
    }
    fmpz_clear(count);
    fmpq_clear(mean);
    fmpq_clear(sum);
}

static void
put_random(FILE *out, const char *key, fmpq_mat_t M, uint64_t *state)
{
    fprintf(out, "%s[", key);
    for (slong i = 0; i < fmpq_mat_nrows(M); i++) {
        fputs(i == 0 ? "[" : ", [", out);
        for (slong j = 0; j < fmpq_mat_ncols(M); j++) {
            const long p = random_below(state, 9) - 4,
                       q = 1 + random_below(state, 4);

            fmpq_set_si(fmpq_mat_entry(M, i, j), p, (ulong)q);
            fprintf(out, "%s%ld/%ld", j == 0 ? "" : ", ", p, q);
        }
        fputc(']', out);
    }
    fputs("]\n", out);
}

/* bound = the square root, to `digits` decimals, moved by so many units. */
static void
near_root(fmpq_t bound, const fmpq_t square, ulong digits, long units)
{
    fmpz_t scale, root;
    fmpq_t scaled;

    fmpz_init(scale);
    fmpz_init(root);
    fmpq_init(scaled);
    fmpz_ui_pow_ui(scale, 10, 2 * digits);
    fmpq_mul_fmpz(scaled, square, scale);
    fmpz_fdiv_q(root, fmpq_numref(scaled), fmpq_denref(scaled));
    fmpz_sqrt(root, root);
    fmpz_add_si(root, root, units);
    fmpz_ui_pow_ui(scale, 10, digits);
    fmpq_set_fmpz_frac(bound, root, scale);
    fmpq_clear(scaled);
    fmpz_clear(root);
    fmpz_clear(scale);
}

START_TEST(random_orbits_without_layernorm_agree_with_rationals)
{
    static const char *const names[] = {"at-least", "at-most", "less-than",
                                        "more-than"};
    const long trials = random_trials(300);
    uint64_t state = random_start();
    long proved = 0, refuted = 0, equal = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 4),
                    d = 1 + random_below(&state, 3),
                    steps = random_below(&state, 6);
        char *text = NULL, *number;
        size_t length, name = (size_t)random_below(&state, 4);
        FILE *out = open_memstream(&text, &length);
        fmpq_mat_t W, X;
        fmpq_t square, bound, other;
        claim_run run;
        int compared;

        fmpq_mat_init(W, d, d);
        fmpq_mat_init(X, n, d);
        fmpq_init(square);
        fmpq_init(bound);
        fmpq_init(other);
        fprintf(out,
                "rankcert: 1\nmodel:\n  tokens: %ld\n  dim: %ld\n  mask: "
                "causal\n  attention: uniform\n  norm: none\n",
                (long)n, (long)d);
        put_random(out, "  value: ", W, &state);
        put_random(out, "start: ", X, &state);
        for (slong t = 0; t < steps; t++)
            exact_layer(X, W);
        exact_mu_square(square, X);
        near_root(bound, square, (ulong)random_below(&state, 60),
                  random_below(&state, 3));
        number = fmpq_get_str(NULL, 10, bound);
        fprintf(out,
                "claims: [{kind: orbit, steps: %ld, checks: [{quantity: mu, "
                "at: %ld, %s: %s}]}]\n",
                (long)steps, (long)steps, names[name], number);
        ck_assert_int_eq(fclose(out), 0);
        claim_open(&run, text);
        claim_verify(&run, 0, &(rc_limits){.max_bits = 1024});
        fmpq_mul(other, bound, bound);
        compared = fmpq_cmp(square, other);
        if (compared == 0) {
            const int strict = name >= 2;

            equal++;
            ck_assert_int_ne(run.verdict, strict ? RC_PROVED : RC_REFUTED);
        } else {
            const int below = name == 1 || name == 2;

            ck_assert_msg(run.verdict == ((compared < 0) == below ? RC_PROVED
                                                                  : RC_REFUTED),
                          "%s%s", text, run.reason);
        }
        proved += run.verdict == RC_PROVED;
        refuted += run.verdict == RC_REFUTED;
        claim_close(&run);
        flint_free(number);
        free(text);
        fmpq_clear(other);
        fmpq_clear(bound);
        fmpq_clear(square);
        fmpq_mat_clear(X);
        fmpq_mat_clear(W);
    }
    printf("%ld proved, %ld refuted, %ld equal\n", proved, refuted, equal);
    ck_assert_int_gt(proved, trials / 4);
    ck_assert_int_gt(refuted, trials / 4);
    ck_assert_int_gt(equal, 0);
}
END_TEST

/* One token of norm 1, multiplied by 2, by 3, by 2, ... */
#define TURNS                                                                  \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 1, dim: 1, mask: causal, attention: uniform, norm: "      \
    "none, value: {per-layer: [[[2]], [[3]]]}}\nstart: [[1]]\n"                \
    "claims:\n  - {kind: orbit, "
#define NORM_IS(steps, at, norm)                                               \
    TURNS "steps: " steps ", checks: [{quantity: norm-max, at: " at            \
          ", at-least: " norm ", at-most: " norm "}]}"

START_TEST(layers_take_turns)
{
    expect_claim(NORM_IS("0", "0", "1"), RC_PROVED, "", "");
    expect_claim(NORM_IS("1", "1", "2"), RC_PROVED, "", "");
    expect_claim(NORM_IS("2", "2", "6"), RC_PROVED, "", "");
    expect_claim(NORM_IS("3", "3", "12"), RC_PROVED, "", "");
    expect_claim(NORM_IS("9", "4", "36"), RC_PROVED, "", "");
    expect_claim(NORM_IS("9", "9", "2592"), RC_PROVED, "", "");
    expect_claim(NORM_IS("3", "3", "18"), RC_REFUTED, "norm-max at layer 3",
                 "");
}
END_TEST

/* The second layer turns token 2 against token 1, which then cancel. */
START_TEST(layers_that_differ_can_break_down)
{
    static const char model[] =
        "rankcert: 1\n"
        "model: {tokens: 2, dim: 1, mask: causal, norm: rms, value: [[1]], "
        "attention: {fixed: {per-layer: [[[1, 0], [1/4, 3/4]], [[1, 0], "
        "[1/2, 1/2]]]}}}\nstart: [[1], [-1]]\n"
        "claims:\n  - {kind: orbit, steps: %d}";
    char text[512];

    snprintf(text, sizeof text, model, 1);
    expect_claim(text, RC_PROVED, "", "");
    snprintf(text, sizeof text, model, 2);
    expect_claim(text, RC_UNDEFINED, "", "");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit");

    tcase_add_test(tcase, each_comparison_has_three_answers);
    tcase_add_test(tcase, equality_that_is_not_exact_stays_open);
    tcase_add_test(tcase, exact_equality_is_proved_only_where_it_is_allowed);
    tcase_add_test(tcase, the_ends_of_an_enclosure_belong_to_it);
    tcase_add_test(tcase, all_layers_or_one);
    tcase_add_test(tcase, every_check_counts);
    tcase_add_test(tcase, close_calls_are_decided_with_more_bits);
    tcase_add_test(tcase, a_zero_row_is_undefined_with_its_place);
    tcase_add_test(tcase, what_is_not_finite_yet_is_not_proved);
    tcase_add_test(tcase, fields_are_validated);
    tcase_add_test(tcase, stopping_leaves_it_undecided);
    tcase_add_test(tcase, random_orbits_without_layernorm_agree_with_rationals);
    tcase_add_test(tcase, layers_take_turns);
    tcase_add_test(tcase, layers_that_differ_can_break_down);
    return run_claim_tests(tcase);
}
