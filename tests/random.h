/* Reproducible random choices for tests. RANKCERT_TEST_SEED changes the seed,
   RANKCERT_TEST_MULTIPLIER the number of trials. */

#ifndef RANKCERT_TESTS_RANDOM_H
#define RANKCERT_TESTS_RANDOM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static inline long
random_trials(long usual)
{
    const char *text = getenv("RANKCERT_TEST_MULTIPLIER");
    long multiplier = text != NULL ? strtol(text, NULL, 10) : 1;

    return usual * (multiplier > 0 ? multiplier : 1);
}

/* A fresh state; prints the seed. */
static inline uint64_t
random_start(void)
{
    const char *text = getenv("RANKCERT_TEST_SEED");
    unsigned long seed = text != NULL ? strtoul(text, NULL, 10) : 20240518;

    printf("seed %lu\n", seed);
    return seed;
}

/* The next 64 bits (SplitMix64). */
static inline uint64_t
random_bits(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* An integer from 0 to below - 1. */
static inline long
random_below(uint64_t *state, long below)
{
    return (long)(random_bits(state) % (uint64_t)below);
}

#endif
