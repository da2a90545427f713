/* One claim under way: stopping, progress, giving up, the layer. */

#include "claim_support.h"

static const char softmax_case[] =
    "rankcert: 1\n"
    "model: {tokens: 2, dim: 3, mask: causal, norm: layer, value: {identity: "
    "3}, attention: {softmax: {query: [[1], [2], [3]], key: [[4], [5], [6]], "
    "scale: sqrt(2)}}}\n"
    "claims: [{kind: mask}]\n";

static int
never(void *context)
{
    ++*(int *)context;
    return 0;
}

static void
keep(void *context, const char *what)
{
    strcpy(context, what);
}

START_TEST(nobody_stops_without_a_callback)
{
    rc_job job = {.c = NULL};
    int asked = 0;

    ck_assert_int_eq(rc_job_stopped(&job), 0);
    job.limits.stop = never;
    job.limits.context = &asked;
    ck_assert_int_eq(rc_job_stopped(&job), 0);
    ck_assert_int_eq(asked, 1);
    job.limits.stop = stop_after;
    ck_assert_int_eq(rc_job_stopped(&job), 0);
    ck_assert_int_ne(rc_job_stopped(&job), 0);
}
END_TEST

START_TEST(progress_reaches_who_listens)
{
    char what[512] = "";
    rc_job job = {.c = NULL};

    rc_job_progress(&job, "to %s", "nobody");
    job.limits.progress = keep;
    job.limits.context = what;
    rc_job_progress(&job, "layer %d of %s", 3, "four");
    ck_assert_str_eq(what, "layer 3 of four");
    rc_job_progress(&job, "%0400d", 7); /* cut, not overrun */
    ck_assert_uint_lt(strlen(what), 400);
}
END_TEST

START_TEST(giving_up_is_undecided_with_the_reason)
{
    rc_job job = {.out = rc_certificate_new()};

    ck_assert_ptr_nonnull(job.out);
    rc_certificate_decide(job.out, RC_PROVED, 64, "%s", "");
    rc_job_give_up(&job, RC_STOPPED, 128, "testing");
    ck_assert_int_eq(rc_certificate_verdict(job.out), RC_UNDECIDED);
    ck_assert_str_eq(rc_certificate_reason(job.out),
                     "stopped while testing at 128 bits");
    rc_job_give_up(&job, RC_LIMIT, 256, "testing");
    ck_assert_int_eq(rc_certificate_verdict(job.out), RC_UNDECIDED);
    ck_assert_int_eq(rc_certificate_bits(job.out), 256);
    ck_assert_str_eq(rc_certificate_reason(job.out),
                     "not decided while testing with 256 bits, the limit");
    rc_certificate_free(job.out);
}
END_TEST

START_TEST(the_layer_is_the_models)
{
    claim_run run;
    rc_layer layer;

    claim_open(&run, softmax_case);
    rc_job_layer(&layer, &run.c, 0);
    ck_assert_ptr_eq(layer.mask, run.c.model.mask);
    ck_assert_int_eq(layer.dim, 3);
    ck_assert_int_eq(layer.attention, RC_ATTENTION_SOFTMAX);
    ck_assert_int_eq(layer.norm, RC_NORM_LAYER);
    ck_assert_ptr_eq(layer.value, run.c.model.value.items);
    ck_assert_ptr_eq(layer.query, run.c.model.query.items);
    ck_assert_ptr_eq(layer.key, run.c.model.key.items);
    ck_assert_ptr_eq(layer.fixed, run.c.model.fixed.items);
    ck_assert_ptr_eq(layer.scale, run.c.model.scale);
    claim_close(&run);
}
END_TEST

/* A model in dimension one whose weights have these many layers each. */
static void
open_layers(claim_run *run, int values, int queries, int keys)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    ck_assert_ptr_nonnull(out);
    fputs("rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, norm: none, "
          "value: {per-layer: [",
          out);
    for (int k = 0; k < values; k++)
        fprintf(out, "%s[[%d]]", k > 0 ? ", " : "", k);
    fputs("]}, attention: {softmax: {query: {per-layer: [", out);
    for (int k = 0; k < queries; k++)
        fprintf(out, "%s[[%d]]", k > 0 ? ", " : "", k);
    fputs("]}, key: {per-layer: [", out);
    for (int k = 0; k < keys; k++)
        fprintf(out, "%s[[%d]]", k > 0 ? ", " : "", k);
    fputs("]}}}}\nclaims: [{kind: mask}]\n", out);
    ck_assert_int_eq(fclose(out), 0);
    claim_open(run, text);
    free(text);
}

START_TEST(the_period_is_the_least_common_multiple)
{
    static const struct {
        int values, queries, keys;
        uint64_t period;
    } rows[] = {
        {1, 1, 1, 1},
        {3, 1, 1, 3},
        {1, 3, 1, 3},
        {1, 1, 3, 3},
        {2, 3, 1, 6},
        {4, 6, 1, 12},
        {4, 6, 9, 36},
        {5, 5, 5, 5},
        {2, 3, 5, 30},
        {8, 4, 2, 8},
        {2, 4, 8, 8},
        /* over 2^32, the most that three lists can make */
        {4096, 4095, 4093, UINT64_C(68652380160)},
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        claim_run run;

        open_layers(&run, rows[k].values, rows[k].queries, rows[k].keys);
        ck_assert_uint_eq(rc_job_period(&run.c), rows[k].period);
        claim_close(&run);
    }
}
END_TEST

START_TEST(fixed_weights_count_and_absent_ones_do_not)
{
    claim_run run;

    claim_open(&run, "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                     "norm: none, value: {per-layer: [[[1]], [[2]]]}, "
                     "attention: {fixed: {per-layer: [[[1]], [[1]], "
                     "[[1]]]}}}\nclaims: [{kind: mask}]\n");
    ck_assert_uint_eq(rc_job_period(&run.c), 6);
    claim_close(&run);
    claim_open(&run, "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                     "norm: none, value: {random: {rows: 1, cols: 1, seed: 1, "
                     "range: 1}}, layers: 5, attention: uniform}\n"
                     "claims: [{kind: mask}]\n");
    ck_assert_uint_eq(rc_job_period(&run.c), 5);
    claim_close(&run);
    claim_open(&run, "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                     "norm: none, value: [[1]], layers: 5, attention: "
                     "uniform}\nclaims: [{kind: mask}]\n");
    ck_assert_uint_eq(rc_job_period(&run.c), 1);
    claim_close(&run);
}
END_TEST

/* Of the matrices of value, query and key layer t takes number t mod their
   count; the entry of matrix k is k. */
static void
expect_layer(const rc_layer *layer, slong t, slong values, slong queries,
             slong keys)
{
    const rc_matrix_struct *const matrices[] = {layer->value, layer->query,
                                                layer->key};
    const slong counts[] = {values, queries, keys};

    for (int k = 0; k < 3; k++)
        ck_assert(fmpq_equal_si(matrices[k]->entries->rational, t % counts[k]));
    ck_assert_ptr_null(layer->fixed);
    ck_assert_ptr_nonnull(layer->mask);
}

START_TEST(layers_take_the_matrices_in_turn)
{
    claim_run run;

    open_layers(&run, 2, 3, 4);
    for (slong most = 1; most <= 15; most++) {
        rc_layer *layers;
        slong period = -1;

        ck_assert_int_eq(rc_job_layers(&layers, &period, &run.c, most), RC_OK);
        ck_assert_int_eq(period, most < 12 ? most : 12);
        for (slong t = 0; t < most; t++) {
            rc_layer one;

            expect_layer(layers + t % period, t, 2, 3, 4);
            rc_job_layer(&one, &run.c, (size_t)t);
            expect_layer(&one, t, 2, 3, 4);
        }
        free(layers);
    }
    claim_close(&run);
}
END_TEST

START_TEST(layers_begin_anew_with_their_period)
{
    claim_run run;
    rc_layer *layers;
    slong period;

    claim_open(&run, "rankcert: 1\n"
                     "model: {tokens: 2, dim: 1, mask: causal, norm: none, "
                     "value: {per-layer: [[[1]], [[2]]]}, attention: "
                     "{softmax: {query: {per-layer: [[[1]], [[2]], [[3]]]}, "
                     "key: [[1]]}}}\n"
                     "claims: [{kind: mask}]\n");
    ck_assert_uint_eq(rc_model_period(&run.c.model), 6);
    ck_assert_uint_eq(rc_job_period(&run.c), 6);
    for (slong most = 4; most <= 8; most += 4) {
        ck_assert_int_eq(rc_model_layers(&layers, &period, &run.c.model, most),
                         RC_OK);
        ck_assert_int_eq(period, most < 6 ? most : 6);
        for (slong t = 0; t < period; t++) {
            ck_assert_ptr_eq(layers[t].value, run.c.model.value.items + t % 2);
            ck_assert_ptr_eq(layers[t].query, run.c.model.query.items + t % 3);
        }
        free(layers);
    }
    claim_close(&run);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("job");

    tcase_add_test(tcase, nobody_stops_without_a_callback);
    tcase_add_test(tcase, progress_reaches_who_listens);
    tcase_add_test(tcase, giving_up_is_undecided_with_the_reason);
    tcase_add_test(tcase, the_layer_is_the_models);
    tcase_add_test(tcase, the_period_is_the_least_common_multiple);
    tcase_add_test(tcase, fixed_weights_count_and_absent_ones_do_not);
    tcase_add_test(tcase, layers_take_the_matrices_in_turn);
    tcase_add_test(tcase, layers_begin_anew_with_their_period);
    return run_claim_tests(tcase);
}
