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
    tcase_add_test(tcase, layers_begin_anew_with_their_period);
    return run_claim_tests(tcase);
}
