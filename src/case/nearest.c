#include "case/nearest.h"

#include <string.h>

enum { LONGEST = 64 };

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* One row of the table of distances between beginnings of a and b. */
typedef int row[LONGEST + 1];

static void
fill_row(row now, const row last, const row before_last, size_t i,
         const char *a, const char *b, size_t b_length)
{
    now[0] = (int)i;
    for (size_t j = 1; j <= b_length; j++) {
        int change = a[i - 1] != b[j - 1];

        now[j] = least(last[j] + 1, now[j - 1] + 1);
        now[j] = least(now[j], last[j - 1] + change);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = least(now[j], before_last[j - 2] + 1);
    }
}

int
rc_edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    row rows[3] = {{0}};

    if (a_length > LONGEST || b_length > LONGEST)
        return -1;
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= a_length; i++)
        fill_row(rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3], i, a, b,
                 b_length);
    return rows[a_length % 3][b_length];
}

static int
is_beginning(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return a_length >= 3 && a_length < b_length && memcmp(a, b, a_length) == 0;
}

void
rc_nearest_offer(rc_nearest *nearest, const char *text, size_t length,
                 const char *candidate)
{
    size_t size = strlen(candidate);
    int distance = rc_edit_distance(text, length, candidate, size);

    if (distance < 0)
        return;

    int allowed = size / 3 > 1 ? (int)(size / 3) : 1;

    if (distance > allowed && !is_beginning(text, length, candidate, size) &&
        !is_beginning(candidate, size, text, length))
        return;
    if (nearest->name != NULL && distance > nearest->distance)
        return;
    nearest->tied = nearest->name != NULL && distance == nearest->distance;
    nearest->name = candidate;
    nearest->distance = distance;
}
