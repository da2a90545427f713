/* Proofs of one group: every condition right at its boundary. */

#include "checker_system.h"

#include "checker/proof.h"

/* One half less 2^-40, and the like. */
#define HALF "'1*2^-1'"
#define BELOW_HALF "'549755813887*2^-40'"
#define QUARTER "'1*2^-2'"
#define BELOW_QUARTER "'274877906943*2^-40'"

/* ---- Radii ---- */

static int
try_radii(ck_outcome *o, ck_radii *radii, const char *text)
{
    json_t *json = checker_json(text);
    ck_node node;
    int good;

    ck_outcome_init(o, &ck_default_limits);
    node = (ck_node){.o = o, .json = json};
    good = ck_read_radii(&node, radii);
    json_decref(json);
    return good;
}

static void
read_radii(ck_radii *radii, const char *text)
{
    ck_outcome o;

    ck_assert_msg(try_radii(&o, radii, text), "%s: %s", o.path, o.message);
}

START_TEST(three_radii)
{
    ck_radii r;

    read_radii(&r, "['3*2^-5', '1*2^-3', '1*2^-4']");
    ck_assert(mpfr_cmp_d(r.e, 3.0 / 32) == 0);
    ck_assert(mpfr_cmp_d(r.r, 1.0 / 8) == 0);
    ck_assert(mpfr_cmp_d(r.u, 1.0 / 16) == 0);
    ck_radii_clear(&r);
    read_radii(&r, "['1*2^0', '1*2^-70', '1*2^-70']");
    ck_radii_clear(&r);
}
END_TEST

static void
expect_no_radii(const char *text, const char *path, const char *message)
{
    ck_outcome o;
    ck_radii r;

    ck_assert_msg(!try_radii(&o, &r, text), "%s", text);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_str_eq(o.path, path);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    ck_radii_clear(&r);
}

START_TEST(no_radii)
{
    expect_no_radii("['1*2^0', '1*2^0']", "/", "3 to 3 items");
    expect_no_radii("['1*2^0', '1*2^0', '1*2^0', '1*2^0']", "/", "3 items");
    expect_no_radii("'1*2^0'", "/", "expected a list");
    expect_no_radii("['0', '1*2^0', '1*2^0']", "/0", "to be positive");
    expect_no_radii("['1*2^0', '0', '1*2^0']", "/1", "to be positive");
    expect_no_radii("['1*2^0', '1*2^0', '0']", "/2", "to be positive");
    expect_no_radii("['-1*2^0', '1*2^0', '1*2^0']", "/0", "to be positive");
    expect_no_radii("['1*2^0', '1*2^0', '-1*2^0']", "/2", "to be positive");
    expect_no_radii("[1, '1*2^0', '1*2^0']", "/0", "expected");
    expect_no_radii("['1*2^0', '1*2^0', '1.5']", "/2", "not a dyadic");
    expect_no_radii("['1*2^0', '1*2^-3', '3*2^-4']", "/", "u > r");
}
END_TEST

/* ---- Solution and uniqueness ---- */

/* What comes out of `solution` and `uniqueness` with the radius e = r, and a u
   that is small. On success K is in solved and solved_lambda. */
typedef struct {
    system_fixture f;
    ck_imatrix solved, solved_lambda;
    ck_outcome o;
} proof_fixture;

static void
open_proof(proof_fixture *p, const char *text, long first, long last,
           const char *tokens, const char *lambda)
{
    open_system(&p->f, text, 128, first, last, tokens, lambda);
    ck_imatrix_init(&p->solved, p->f.centre.rows, p->f.centre.cols, 128);
    ck_imatrix_init(&p->solved_lambda, p->f.centre.rows, 1, 128);
}

static void
close_proof(proof_fixture *p)
{
    ck_imatrix_clear(&p->solved_lambda);
    ck_imatrix_clear(&p->solved);
    close_system(&p->f);
}

/* Radii as in a certificate. */
static int
solution(proof_fixture *p, const char *radii)
{
    ck_radii r;
    int good;

    read_radii(&r, radii);
    ck_outcome_init(&p->o, &ck_default_limits);
    good = ck_check_solution(&p->o, &p->solved, &p->solved_lambda, &p->f.system,
                             &p->f.centre, &p->f.lambda, r.e);
    ck_radii_clear(&r);
    return good;
}

static int
uniqueness(proof_fixture *p, const char *radii)
{
    ck_radii r;
    int good;

    read_radii(&r, radii);
    ck_outcome_init(&p->o, &ck_default_limits);
    good = ck_check_uniqueness(&p->o, &p->f.system, &p->f.centre, &p->f.lambda,
                               &r);
    ck_radii_clear(&r);
    return good;
}

static void
expect_uncertain(const ck_outcome *o, const char *message)
{
    ck_assert_int_eq(o->verdict, CK_REJECTED);
    ck_assert_int_eq(o->uncertain, 1);
    ck_assert_msg(strstr(o->message, message) != NULL, "no '%s' in: %s",
                  message, o->message);
}

#define RADII(radius) "[" radius ", " radius ", '1*2^-20']"

/* Holds with the first radius and no longer with the second: the message names
   the unknown. */
static void
expect_boundary(proof_fixture *p, const char *inside, const char *touched,
                const char *message)
{
    char text[80];

    ck_assert_msg(solution(p, inside), "%s", p->o.message);
    ck_assert(ck_good(&p->o));
    ck_assert_msg(uniqueness(p, inside), "%s", p->o.message);
    ck_assert(ck_good(&p->o));
    ck_assert(!solution(p, touched));
    snprintf(text, sizeof text, "solution: %s", message);
    expect_uncertain(&p->o, text);
    ck_assert(!uniqueness(p, touched));
    snprintf(text, sizeof text, "uniqueness: %s", message);
    expect_uncertain(&p->o, text);
}

/* x = 1, lambda = 2 for W = (2): K is 1 +- r^2 and 2 +- 2 r^2, the box of
   radius 1/2 is touched in lambda. */
START_TEST(touched_in_lambda)
{
    proof_fixture p;

    open_proof(&p, SYSTEM_ONE("1", "[['2']]"), 0, 1, "1", "2");
    expect_boundary(&p, RADII(BELOW_HALF), RADII(HALF), "token 1, lambda: K");
    close_proof(&p);
}
END_TEST

/* x = (1, 0), lambda = 2 for W = diag(2, 3/2): K's second coordinate is
   +- 4 r^2, the box of radius 1/4 is touched in it. */
START_TEST(touched_in_coordinate)
{
    proof_fixture p;

    open_proof(&p, SYSTEM_ONE("2", "[['2', '0'], ['0', '3/2']]"), 0, 1, "1 0",
               "2");
    expect_boundary(&p, RADII(BELOW_QUARTER), RADII(QUARTER),
                    "token 1, coordinate 2: K");
    ck_assert_msg(strstr(p.o.message, "K - c = [-0.25, 0.25] is not certified "
                                      "inside +-0.25") != NULL,
                  "%s", p.o.message);
    close_proof(&p);
}
END_TEST

/* lambda = 1/4: with the radius 1/4 the box would hold lambda = 0. K is still
   inside. */
START_TEST(lambda_is_positive)
{
    proof_fixture p;

    open_proof(&p, SYSTEM_ONE("1", "[['1/4']]"), 0, 1, "1", "1/4");
    expect_boundary(&p, RADII(BELOW_QUARTER), RADII(QUARTER),
                    "token 1: lambda = [0.25, 0.25] is not certified above");
    close_proof(&p);
    open_proof(&p, SYSTEM_ONE("1", "[['-2']]"), 0, 1, "1", "-2");
    ck_assert(!solution(&p, RADII("'1*2^-10'")));
    expect_uncertain(&p.o, "solution: token 1: lambda");
    close_proof(&p);
}
END_TEST

/* lambda of every token of the group counts, and of no other. */
START_TEST(every_lambda)
{
    proof_fixture p;

    open_proof(&p,
               LAYER_MODEL("2", "1", "[[[1, 1]], [[2, 2]]]", "'uniform'", "rms",
                           "[['2']]"),
               0, 2, "1 1", "2 2");
    ck_assert_msg(solution(&p, RADII("'1*2^-10'")), "%s", p.o.message);
    mpfi_set_si(ck_imatrix_at(&p.f.lambda, 1, 0), -2);
    ck_assert(!solution(&p, RADII("'1*2^-10'")));
    expect_uncertain(&p.o, "token 2: lambda");
    p.f.system.last = 1;
    ck_assert(solution(&p, RADII("'1*2^-10'")));
    mpfi_swap(ck_imatrix_at(&p.f.lambda, 1, 0),
              ck_imatrix_at(&p.f.lambda, 0, 0));
    ck_assert(!solution(&p, RADII("'1*2^-10'")));
    p.f.system.first = 1;
    p.f.system.last = 2;
    ck_assert_msg(solution(&p, RADII("'1*2^-10'")), "%s", p.o.message);
    close_proof(&p);
}
END_TEST

/* K is written to the group's rows, holds the solution and lies in the box; the
   other rows are left alone. */
START_TEST(solved_rows)
{
    proof_fixture p;
    mpq_t q;

    mpq_init(q);
    open_proof(&p, SYSTEM_TWO("16/3"), 1, 2, "1 0 3/5 4/5", "2 8/3");
    ck_assert_msg(solution(&p, "['1*2^-100', '1*2^0', '1*2^0']"), "%s",
                  p.o.message);
    expect_exactly(ck_imatrix_at(&p.solved, 0, 0), "0");
    expect_exactly(ck_imatrix_at(&p.solved_lambda, 0, 0), "0");
    mpq_set_ui(q, 3, 5);
    ck_assert(mpfi_is_inside_q(q, ck_imatrix_at(&p.solved, 1, 0)));
    mpq_set_ui(q, 4, 5);
    ck_assert(mpfi_is_inside_q(q, ck_imatrix_at(&p.solved, 1, 1)));
    mpq_set_ui(q, 8, 3);
    ck_assert(mpfi_is_inside_q(q, ck_imatrix_at(&p.solved_lambda, 1, 0)));
    expect_near(&ck_imatrix_at(&p.solved, 1, 1)->right, 0.8);
    close_proof(&p);
    mpq_clear(q);
}
END_TEST

/* The residual at the centre, and what earlier tokens leave open, count. */
START_TEST(no_solution_here)
{
    proof_fixture p;

    open_proof(&p, SYSTEM_TWO("16/3"), 1, 2, "1 0 3/5 13/16", "2 8/3");
    ck_assert(!solution(&p, RADII("'1*2^-8'")));
    expect_uncertain(&p.o, "token 2, coordinate 2");
    ck_assert(solution(&p, RADII("'1*2^-5'")));
    mpfi_interv_d(ck_imatrix_at(&p.f.centre, 0, 0), 0.9, 1.1);
    ck_assert(!solution(&p, RADII("'1*2^-5'")));
    mpfr_set_nan(&ck_imatrix_at(&p.f.centre, 0, 0)->left);
    ck_assert(!solution(&p, RADII("'1*2^-5'")));
    expect_uncertain(&p.o, "solution: tokens 2 to 2: K is not finite");
    close_proof(&p);
}
END_TEST

/* Both tokens as one group. */
START_TEST(two_tokens_at_once)
{
    proof_fixture p;

    open_proof(&p, SYSTEM_TWO("16/3"), 0, 2, "1 0 3/5 13/16", "2 8/3");
    ck_assert_msg(solution(&p, RADII("'1*2^-5'")), "%s", p.o.message);
    ck_assert_msg(uniqueness(&p, RADII("'1*2^-4'")), "%s", p.o.message);
    ck_assert(!solution(&p, RADII("'1*2^-8'")));
    expect_uncertain(&p.o, "token 2, coordinate 2");
    close_proof(&p);
}
END_TEST

/* In a subspace: x = z (3, 4) is a unit vector for z = 1/5. */
START_TEST(solution_with_gram)
{
    proof_fixture p;
    ck_imatrix gram;

    open_proof(&p, SYSTEM_ONE("1", "[['2']]"), 0, 1, "1/5", "2");
    ck_assert(!solution(&p, RADII("'1*2^-10'")));
    read_points(&gram, 1, 1, 128, "25");
    p.f.system.gram = &gram;
    ck_assert_msg(solution(&p, RADII("'1*2^-10'")), "%s", p.o.message);
    ck_imatrix_clear(&gram);
    close_proof(&p);
}
END_TEST

/* ---- Detached ---- */

/* x = 1, lambda = 1: over 1 +- u the product <y, x> = x^2 differs from lambda
   by up to 2 u + u^2, which is 17/64 for u = 1/8. */
START_TEST(detached_at_the_end)
{
    proof_fixture p;

    open_proof(&p, SYSTEM_ONE("1", "[['1']]"), 0, 1, "1", "1");
    ck_assert_msg(uniqueness(&p, "['1*2^-3', '17*2^-6', '1*2^-3']"), "%s",
                  p.o.message);
    ck_assert(!uniqueness(&p, "['1*2^-3', '34815*2^-17', '1*2^-3']"));
    expect_uncertain(&p.o, "detached: token 1: <y, x> - lambda = ");
    ck_assert(solution(&p, "['1*2^-3', '34815*2^-17', '1*2^-3']"));
    close_proof(&p);
}
END_TEST

/* Of every token of the group: the second one has the greater lambda. */
START_TEST(detached_every_token)
{
    proof_fixture p;

    open_proof(&p,
               LAYER_MODEL("2", "1", "[[[1, 1]], [[2, 2]]]",
                           "{'fixed': [['1', '0'], ['0', '1']]}", "rms",
                           "[['1']]"),
               0, 2, "1 1", "1 1");
    ck_assert_msg(uniqueness(&p, "['1*2^-3', '17*2^-6', '1*2^-3']"), "%s",
                  p.o.message);
    mpfi_set_d(ck_imatrix_at(&p.f.lambda, 1, 0), 1.0625);
    ck_assert(!uniqueness(&p, "['1*2^-3', '37*2^-7', '1*2^-3']"));
    expect_uncertain(&p.o, "detached: token 2: <y, x> - lambda = ");
    close_proof(&p);
}
END_TEST

/* ---- Inside ---- */

static int
inside(ck_outcome *o, const ck_imatrix *x, const ck_imatrix *centre, long first,
       long last)
{
    mpfr_t radius;
    int good;

    mpfr_init2(radius, 8);
    mpfr_set_d(radius, 0.5, MPFR_RNDN);
    ck_outcome_init(o, &ck_default_limits);
    good = ck_check_inside(o, x, centre, first, last, radius, "inside");
    mpfr_clear(radius);
    return good;
}

/* The cube's sides belong to it; every coordinate of the rows counts. */
START_TEST(inside_the_cube)
{
    ck_imatrix x, centre;
    ck_outcome o;

    for (long k = 0; k < 4; k++) {
        char message[64];

        read_points(&centre, 2, 2, 64, "1 2 3 4");
        read_points(&x, 2, 2, 64, "1 2 3 4");
        mpfr_sub_d(&x.entries[k]->left, &x.entries[k]->left, 0.5, MPFR_RNDD);
        mpfr_add_d(&x.entries[k]->right, &x.entries[k]->right, 0.5, MPFR_RNDU);
        ck_assert(inside(&o, &x, &centre, 0, 2));
        ck_assert(ck_good(&o));
        mpfr_nextbelow(&x.entries[k]->left);
        ck_assert(!inside(&o, &x, &centre, 0, 2));
        snprintf(message, sizeof message,
                 "inside: token %ld, coordinate %ld: x - c", k / 2 + 1,
                 k % 2 + 1);
        expect_uncertain(&o, message);
        ck_assert_int_eq(inside(&o, &x, &centre, 0, 1), k >= 2);
        ck_assert_int_eq(inside(&o, &x, &centre, 1, 2), k < 2);
        mpfr_nextabove(&x.entries[k]->left);
        mpfr_nextabove(&x.entries[k]->right);
        ck_assert(!inside(&o, &x, &centre, 0, 2));
        mpfr_set_nan(&x.entries[k]->right);
        ck_assert(!inside(&o, &x, &centre, 0, 2));
        mpfr_set_nan(&x.entries[k]->left);
        ck_assert(!inside(&o, &x, &centre, 0, 2));
        mpfr_set_inf(&x.entries[k]->left, -1);
        mpfr_set(&x.entries[k]->right, &centre.entries[k]->right, MPFR_RNDN);
        ck_assert(!inside(&o, &x, &centre, 0, 2));
        ck_imatrix_clear(&x);
        ck_imatrix_clear(&centre);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("proof");

    tcase_add_test(tcase, three_radii);
    tcase_add_test(tcase, no_radii);
    tcase_add_test(tcase, touched_in_lambda);
    tcase_add_test(tcase, touched_in_coordinate);
    tcase_add_test(tcase, lambda_is_positive);
    tcase_add_test(tcase, every_lambda);
    tcase_add_test(tcase, solved_rows);
    tcase_add_test(tcase, no_solution_here);
    tcase_add_test(tcase, two_tokens_at_once);
    tcase_add_test(tcase, solution_with_gram);
    tcase_add_test(tcase, detached_at_the_end);
    tcase_add_test(tcase, detached_every_token);
    tcase_add_test(tcase, inside_the_cube);
    return run_checker_tests("checker proof", tcase);
}
