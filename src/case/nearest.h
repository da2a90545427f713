/* Which known name did the author mean? */

#ifndef RANKCERT_CASE_NEAREST_H
#define RANKCERT_CASE_NEAREST_H

#include <stddef.h>

/* Insertions, deletions, changes and swaps of neighbouring bytes that turn a
   into b; -1 when a text is longer than the names of the format can be. */
int rc_edit_distance(const char *a, size_t a_length, const char *b,
                     size_t b_length);

/* The search for the nearest name: start it zeroed, offer every name. */
typedef struct {
    const char *name; /* NULL: nothing is near */
    int distance;
    int tied; /* another name is as near */
} rc_nearest;

/* Offers a candidate for what was written as text[0..length). It is near when
   at most one edit in three of its letters (but one at least) leads to it, or
   when one text is the beginning of the other (three letters at least). */
void rc_nearest_offer(rc_nearest *nearest, const char *text, size_t length,
                      const char *candidate);

#endif
