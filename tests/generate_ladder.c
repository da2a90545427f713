/* Writes a case with equilibria of several ranks of one model, by the closed
   forms of the ladder (R13): the `near` of cases/P5/ladder-*.yaml.

   usage: generate_ladder N D DIAGONAL SUPER WINDOW RANK...

   N tokens of D coordinates under LayerNorm rms and uniform attention. The
   value matrix is upper bidiagonal with
     DIAGONAL  whole: a_k = k / D;  half: a_k = (1 + (k - 1) / (D - 1)) / 2
     SUPER     a whole number, the superdiagonal
   and the mask is
     WINDOW    0: causal;  w: the causal window of width w.
   Each RANK gives one claim:
     RANK      k, the rank, 1 to min(N, D); then up to k - 1 letters A or B,
               the branch that token 2, 3, ... takes (B where none is given);
               a minus in front mirrors the whole equilibrium.

   x_1 = e_D. With T = sum of x_j W over the tokens j < i that token i attends
   to, and L = n_i lambda_i, token i is at rest when x (L - W) = T. Tokens
   i = 2..k turn to the new direction p = D + 1 - i: L = a_p and x = c v + s,
   where (a_p - a_q) v_q = SUPER v_{q-1} and (a_p - a_q) s_q = SUPER s_{q-1}
   + T_q for q > p, v_p = 1, s_p = 0, and ||x|| = 1 is a quadratic equation for
   c. Its root of greater modulus is branch A, the other one B. Where it has no
   real root, or c = 0, the branch is missing: a message, and exit code 1.
   Tokens i > k stay inside the span of the others: L > a_D solves
   ||T (L - W)^-1|| = 1, by bisection.

   The tokens are worked out with MPFR to PRECISION bits and printed to as many
   decimals as tell the branches apart with some room. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mpfr.h>

#define PRECISION 1024
#define MAX_SIZE 64
#define MIN_DECIMALS 6
#define MAX_DECIMALS 200
#define ROOM 3

typedef struct {
    long tokens, dim, window, super;
    int half;
    mpfr_t a[MAX_SIZE + 1]; /* a[1..dim] */
} model;

typedef struct {
    const char *word; /* as given */
    long rank;
    int mirrored;
    const char *branches; /* letters for tokens 2, 3, ... */
    mpfr_t x[MAX_SIZE][MAX_SIZE + 1];
    mpfr_t gap; /* least difference that the decimals must show */
} equilibrium;

static void
die(const char *what, const char *where)
{
    fprintf(stderr, "generate_ladder: %s: %s\n", where, what);
    exit(1);
}

/* ---- The command line ---- */

static long
read_number(const char *word, long least, long most)
{
    char *end;
    const long x = strtol(word, &end, 10);

    if (*word == '\0' || *end != '\0' || x < least || x > most)
        die("not a number in its range", word);
    return x;
}

static void
read_model(model *m, char **words)
{
    m->tokens = read_number(words[0], 1, MAX_SIZE);
    m->dim = read_number(words[1], 1, MAX_SIZE);
    m->half = strcmp(words[2], "half") == 0;
    if (!m->half && strcmp(words[2], "whole") != 0)
        die("the diagonal is whole or half", words[2]);
    if (m->half && m->dim == 1)
        die("one coordinate has no steps", words[2]);
    m->super = read_number(words[3], 1, 1000);
    m->window = read_number(words[4], 0, MAX_SIZE);
    for (long k = 1; k <= m->dim; k++) {
        const long top = m->half ? m->dim - 1 + k - 1 : k;
        const long bottom = m->half ? 2 * (m->dim - 1) : m->dim;

        mpfr_init_set_si(m->a[k], top, MPFR_RNDN);
        mpfr_div_si(m->a[k], m->a[k], bottom, MPFR_RNDN);
    }
}

static void
read_rank(equilibrium *e, const model *m, const char *word)
{
    const long most = m->tokens < m->dim ? m->tokens : m->dim;
    char *end;

    e->word = word;
    e->mirrored = *word == '-';
    e->rank = labs(strtol(word, &end, 10));
    e->branches = end;
    if (e->rank < 1 || e->rank > most)
        die("no rank from 1 to min(N, D)", word);
    if (strspn(end, "AB") != strlen(end) || (long)strlen(end) > e->rank - 1)
        die("at most rank - 1 letters A or B may follow", word);
    for (long i = 0; i < m->tokens; i++)
        for (long q = 0; q <= m->dim; q++)
            mpfr_init_set_si(e->x[i][q], 0, MPFR_RNDN);
    mpfr_init(e->gap);
    mpfr_set_inf(e->gap, 1);
}

static char
branch_of(const equilibrium *e, long i)
{
    return i - 1 < (long)strlen(e->branches) ? e->branches[i - 1] : 'B';
}

/* ---- Vectors, coordinates 1..dim ---- */

typedef mpfr_t vector[MAX_SIZE + 1];

static void
vector_init(vector v)
{
    for (long q = 0; q <= MAX_SIZE; q++)
        mpfr_init_set_si(v[q], 0, MPFR_RNDN);
}

static void
vector_clear(vector v)
{
    for (long q = 0; q <= MAX_SIZE; q++)
        mpfr_clear(v[q]);
}

static void
product(mpfr_t r, vector u, vector v, long dim)
{
    mpfr_set_zero(r, 1);
    for (long q = 1; q <= dim; q++)
        mpfr_fma(r, u[q], v[q], r, MPFR_RNDN);
}

/* T = sum of x_j W over the tokens j < i (both from 0) that i attends to. */
static void
sum_earlier(vector T, const model *m, equilibrium *e, long i)
{
    const long first = m->window > 0 && m->window <= i ? i - m->window + 1 : 0;

    for (long j = first; j < i; j++)
        for (long q = 1; q <= m->dim; q++) {
            mpfr_fma(T[q], e->x[j][q], m->a[q], T[q], MPFR_RNDN);
            if (q > 1) {
                mpfr_mul_si(T[0], e->x[j][q - 1], m->super, MPFR_RNDN);
                mpfr_add(T[q], T[q], T[0], MPFR_RNDN);
            }
        }
}

/* ---- A token in a new direction ---- */

/* u_q = (super u_{q-1} + T_q) / (a_p - a_q) for q > p; T may be NULL. */
static void
recur(vector u, const model *m, long p, vector T)
{
    mpfr_t pivot;

    mpfr_init(pivot);
    for (long q = p + 1; q <= m->dim; q++) {
        mpfr_mul_si(u[q], u[q - 1], m->super, MPFR_RNDN);
        if (T != NULL)
            mpfr_add(u[q], u[q], T[q], MPFR_RNDN);
        mpfr_sub(pivot, m->a[p], m->a[q], MPFR_RNDN);
        mpfr_div(u[q], u[q], pivot, MPFR_RNDN);
    }
    mpfr_clear(pivot);
}

/* The roots A and B of |v|^2 c^2 + 2 <v, s> c + |s|^2 - 1 = 0; 0 when they are
   not real or B is zero. */
static int
solve_quadratic(mpfr_t A, mpfr_t B, mpfr_t vv, mpfr_t vs, mpfr_t rest)
{
    mpfr_t root;
    int real;

    mpfr_init(root);
    mpfr_mul(root, vs, vs, MPFR_RNDN);
    mpfr_mul(A, vv, rest, MPFR_RNDN);
    mpfr_sub(root, root, A, MPFR_RNDN);
    real = mpfr_sgn(root) > 0 && mpfr_sgn(rest) != 0;
    if (real) {
        mpfr_sqrt(root, root, MPFR_RNDN);
        if (mpfr_sgn(vs) < 0)
            mpfr_neg(root, root, MPFR_RNDN);
        mpfr_add(root, root, vs, MPFR_RNDN);
        mpfr_neg(root, root, MPFR_RNDN);
        mpfr_div(A, root, vv, MPFR_RNDN);
        mpfr_div(B, rest, root, MPFR_RNDN);
    }
    mpfr_clear(root);
    return real;
}

/* Coordinate p is c: it must tell the branches from one another and from a
   token inside the span, which has 0 there. */
static void
note_gap(equilibrium *e, mpfr_t A, mpfr_t B)
{
    mpfr_t gap;

    mpfr_init(gap);
    mpfr_sub(gap, A, B, MPFR_RNDN);
    for (int k = 0; k < 3; k++) {
        mpfr_abs(gap, gap, MPFR_RNDN);
        mpfr_min(e->gap, e->gap, gap, MPFR_RNDN);
        mpfr_set(gap, k == 0 ? A : B, MPFR_RNDN);
    }
    mpfr_clear(gap);
}

static void
turn_to_new(const model *m, equilibrium *e, long i, vector T)
{
    const long p = m->dim - i;
    vector v, s;
    mpfr_t vv, vs, rest, A, B;

    vector_init(v);
    vector_init(s);
    mpfr_inits(vv, vs, rest, A, B, (mpfr_ptr)NULL);
    mpfr_set_si(v[p], 1, MPFR_RNDN);
    recur(v, m, p, NULL);
    recur(s, m, p, T);
    product(vv, v, v, m->dim);
    product(vs, v, s, m->dim);
    product(rest, s, s, m->dim);
    mpfr_sub_si(rest, rest, 1, MPFR_RNDN);
    if (!solve_quadratic(A, B, vv, vs, rest)) {
        fprintf(stderr, "token %ld has no branch in a new direction\n", i + 1);
        die("this equilibrium is missing", e->word);
    }
    if (i > 0)
        note_gap(e, A, B);
    for (long q = p; q <= m->dim; q++)
        mpfr_fma(e->x[i][q], branch_of(e, i) == 'A' ? A : B, v[q], s[q],
                 MPFR_RNDN);
    mpfr_clears(vv, vs, rest, A, B, (mpfr_ptr)NULL);
    vector_clear(s);
    vector_clear(v);
}

/* ---- A token inside the span of the others ---- */

/* x = T (L - W)^-1 with L = a_dim + excess; returns the sign of ||x|| - 1. */
static int
resolve(mpfr_t *x, const model *m, mpfr_t excess, vector T)
{
    mpfr_t pivot, square;
    int sign;

    mpfr_inits(pivot, square, (mpfr_ptr)NULL);
    for (long q = 1; q <= m->dim; q++) {
        mpfr_mul_si(x[q], x[q - 1], m->super, MPFR_RNDN);
        mpfr_add(x[q], x[q], T[q], MPFR_RNDN);
        mpfr_sub(pivot, m->a[m->dim], m->a[q], MPFR_RNDN);
        mpfr_add(pivot, pivot, excess, MPFR_RNDN);
        mpfr_div(x[q], x[q], pivot, MPFR_RNDN);
    }
    product(square, x, x, m->dim);
    sign = mpfr_cmp_si(square, 1);
    mpfr_clears(pivot, square, (mpfr_ptr)NULL);
    return sign;
}

static void
stay_inside(const model *m, equilibrium *e, long i, vector T)
{
    mpfr_t low, high, middle;

    mpfr_inits(low, high, middle, (mpfr_ptr)NULL);
    mpfr_set_si(low, 0, MPFR_RNDN);
    mpfr_set_si(high, 1, MPFR_RNDN);
    while (resolve(e->x[i], m, high, T) > 0)
        mpfr_mul_si(high, high, 2, MPFR_RNDN);
    for (long k = 0; k < PRECISION; k++) {
        mpfr_add(middle, low, high, MPFR_RNDN);
        mpfr_div_si(middle, middle, 2, MPFR_RNDN);
        mpfr_swap(resolve(e->x[i], m, middle, T) > 0 ? low : high, middle);
    }
    mpfr_clears(low, high, middle, (mpfr_ptr)NULL);
}

/* ---- The whole equilibrium ---- */

static void
find_equilibrium(const model *m, equilibrium *e)
{
    mpfr_set_si(e->x[0][m->dim], 1, MPFR_RNDN);
    for (long i = 1; i < m->tokens; i++) {
        vector T;

        vector_init(T);
        sum_earlier(T, m, e, i);
        if (i < e->rank)
            turn_to_new(m, e, i, T);
        else
            stay_inside(m, e, i, T);
        vector_clear(T);
    }
    for (long i = 0; e->mirrored && i < m->tokens; i++)
        for (long q = 1; q <= m->dim; q++)
            mpfr_neg(e->x[i][q], e->x[i][q], MPFR_RNDN);
}

static long
decimals_for(equilibrium *e)
{
    long decimals = MIN_DECIMALS;
    mpfr_t unit;

    mpfr_init_set_si(unit, 1, MPFR_RNDN);
    for (long k = 0; k < MIN_DECIMALS - ROOM; k++)
        mpfr_div_si(unit, unit, 10, MPFR_RNDN);
    for (; mpfr_cmp(unit, e->gap) > 0 && decimals < MAX_DECIMALS; decimals++)
        mpfr_div_si(unit, unit, 10, MPFR_RNDN);
    mpfr_clear(unit);
    return decimals;
}

/* ---- The case ---- */

static void
print_entry(mpfr_t x, long decimals)
{
    char text[MAX_DECIMALS + 8];

    mpfr_snprintf(text, sizeof(text), "%.*RNf", (int)decimals, x);
    fputs(strspn(text, "-0.") == strlen(text) ? "0" : text, stdout);
}

static void
print_claim(const model *m, equilibrium *e)
{
    const long decimals = decimals_for(e);

    printf("  - id: rank-%ld", e->rank);
    for (long i = 1; i < e->rank; i++)
        printf("%s%c", i == 1 ? "-" : "", branch_of(e, i));
    printf("%s\n    kind: equilibrium\n", e->mirrored ? "-mirrored" : "");
    printf("    rank: %ld\n    near:\n", e->rank);
    for (long i = 0; i < m->tokens; i++)
        for (long q = 1; q <= m->dim; q++) {
            fputs(q == 1 ? "      - [" : ", ", stdout);
            print_entry(e->x[i][q], decimals);
            fputs(q == m->dim ? "]\n" : "", stdout);
        }
}

static void
print_head(const model *m, int count, char **words)
{
    printf("# Equilibria of several ranks of one model, all with the same "
           "mask and value\n# matrix (R13), certified by R11 and R12. "
           "Written by tests/generate_ladder:\n#   generate_ladder");
    for (int k = 0; k < count; k++)
        printf(" %s", words[k]);
    printf("\nrankcert: 1\n");
    printf("title: A ladder of ranks, %ld tokens of %ld coordinates\n",
           m->tokens, m->dim);
    printf("paper: P5\nmodel:\n  tokens: %ld\n  dim: %ld\n", m->tokens, m->dim);
    if (m->window > 0)
        printf("  mask: {causal-window: %ld}\n", m->window);
    else
        printf("  mask: causal\n");
    printf("  attention: uniform\n  value: {bidiagonal: {dim: %ld, first: ",
           m->dim);
    if (m->half)
        printf("1/2");
    else
        printf("1/%ld", m->dim);
    printf(", last: 1, super: %ld}}\n  norm: rms\nclaims:\n", m->super);
}

static void
clear_equilibrium(const model *m, equilibrium *e)
{
    for (long i = 0; i < m->tokens; i++)
        for (long q = 0; q <= m->dim; q++)
            mpfr_clear(e->x[i][q]);
    mpfr_clear(e->gap);
}

int
main(int argc, char **argv)
{
    static equilibrium e;
    model m;

    if (argc < 7)
        die("usage: generate_ladder N D DIAGONAL SUPER WINDOW RANK...",
            "too few arguments");
    mpfr_set_default_prec(PRECISION);
    read_model(&m, argv + 1);
    print_head(&m, argc - 1, argv + 1);
    for (int k = 6; k < argc; k++) {
        read_rank(&e, &m, argv[k]);
        find_equilibrium(&m, &e);
        print_claim(&m, &e);
        clear_equilibrium(&m, &e);
    }
    for (long k = 1; k <= m.dim; k++)
        mpfr_clear(m.a[k]);
    mpfr_free_cache();
    if (fflush(stdout) != 0 || ferror(stdout))
        die("cannot be written", "standard output");
    return 0;
}
