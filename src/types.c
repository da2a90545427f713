/* The words of the shared types, and the version. */

#include <config.h>

#include <rankcert/rankcert.h>
#include <rankcert/types.h>

const char *
rc_status_name(rc_status status)
{
    switch (status) {
    case RC_OK:
        return "ok";
    case RC_UNCERTAIN:
        return "uncertain";
    case RC_DOMAIN:
        return "domain";
    case RC_LIMIT:
        return "limit";
    case RC_STOPPED:
        return "stopped";
    case RC_INPUT:
        return "input";
    case RC_IO:
        return "io";
    case RC_NOMEM:
        return "no memory";
    }
    return "unknown status";
}

const char *
rc_verdict_name(rc_verdict verdict)
{
    switch (verdict) {
    case RC_UNDECIDED:
        return "undecided";
    case RC_PROVED:
        return "proved";
    case RC_REFUTED:
        return "refuted";
    case RC_UNDEFINED:
        return "undefined";
    case RC_UNSUPPORTED:
        return "unsupported";
    }
    return "unknown verdict";
}

const char *
rc_norm_name(rc_norm norm)
{
    switch (norm) {
    case RC_NORM_NONE:
        return "none";
    case RC_NORM_RMS:
        return "rms";
    case RC_NORM_LAYER:
        return "layer";
    }
    return "unknown norm";
}

const char *
rc_attention_name(rc_attention attention)
{
    switch (attention) {
    case RC_ATTENTION_UNIFORM:
        return "uniform";
    case RC_ATTENTION_FIXED:
        return "fixed";
    case RC_ATTENTION_SOFTMAX:
        return "softmax";
    }
    return "unknown attention";
}

const char *
rc_version(void)
{
    return PACKAGE_VERSION;
}
