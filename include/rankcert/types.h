/* Words that every room shares: statuses, verdicts, and the names of the
   model's alternatives. A status says how a function call went; a verdict says
   what is known about a claim. They are two types, and neither is dropped. */

#ifndef RANKCERT_TYPES_H
#define RANKCERT_TYPES_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RC_MUST_CHECK __attribute__((warn_unused_result))
#define RC_PRINTF(string, first) __attribute__((format(printf, string, first)))
#else
#define RC_MUST_CHECK
#define RC_PRINTF(string, first)
#endif

typedef enum {
    RC_OK = 0,
    RC_UNCERTAIN, /* not certified at this precision; more may help */
    RC_DOMAIN,    /* certainly undefined, e.g. y_i = 0 under LayerNorm */
    RC_LIMIT,     /* a cap on bits, steps or sizes was hit */
    RC_STOPPED,   /* the deadline passed or the caller asked to stop */
    RC_INPUT,     /* bad input; the errors say what and where */
    RC_IO,        /* a file could not be read or written */
    RC_NOMEM
} rc_status;

/* Zero is undecided: a verdict nobody set is never a positive one. */
typedef enum {
    RC_UNDECIDED = 0,
    RC_PROVED,
    RC_REFUTED,
    RC_UNDEFINED,
    RC_UNSUPPORTED
} rc_verdict;

/* LayerNorm. none: x+ = y. rms: x+ = y / ||y||. layer: subtract from y its
   mean over the coordinates, then rms. */
typedef enum { RC_NORM_NONE = 0, RC_NORM_RMS, RC_NORM_LAYER } rc_norm;

/* Attention weights on the mask. uniform: 1/n_i. fixed: a given
   row-stochastic matrix. softmax: exp(s_ij) normalised over N_i. */
typedef enum {
    RC_ATTENTION_UNIFORM = 0,
    RC_ATTENTION_FIXED,
    RC_ATTENTION_SOFTMAX
} rc_attention;

/* The words used in case files and reports; static strings, never NULL. */
const char *rc_status_name(rc_status status);
const char *rc_verdict_name(rc_verdict verdict);
const char *rc_norm_name(rc_norm norm);
const char *rc_attention_name(rc_attention attention);

#ifdef __cplusplus
}
#endif

#endif
