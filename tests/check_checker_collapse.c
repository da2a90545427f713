/* The checker's kind `collapse`: what is accepted, in which words, and how its
   members may not be. */

#include "checker_collapse.h"

START_TEST(accepted)
{
    const checker_parts good[] = {
        collapse_halving(),  collapse_replayed(), collapse_phased(),
        collapse_captured(), collapse_window(),   collapse_fixed(),
        collapse_softmax(),  collapse_rms(),      collapse_rms_captured()};

    for (size_t k = 0; k < sizeof good / sizeof *good; k++)
        expect_parts(&good[k], CK_ACCEPTED, NULL, NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse");

    tcase_add_test(tcase, accepted);
    return run_checker_tests("collapse", tcase);
}
