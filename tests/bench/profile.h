/* Where a program spends its time, by shared object: a sampling profiler in a
   hundred lines, so that the share of time inside FLINT is measured in the
   same run as the time itself. Linux only; one profile at a time. */

#ifndef RC_BENCH_PROFILE_H
#define RC_BENCH_PROFILE_H

typedef struct {
    long own;     /* samples in the program and in librankcert */
    long flint;   /* in FLINT, Arb, MPFR and GMP */
    long other;   /* elsewhere: libc's allocator, mostly */
    long samples; /* all of them */
    double seconds;
} profile;

/* Starts sampling the process' CPU time a thousand times a second.
   0 on success, -1 where there is no sampling on this system. */
int profile_start(void);

/* Stops and sorts the samples. */
void profile_stop(profile *p);

/* The process' peak resident memory in MiB. */
double profile_peak_mib(void);

#endif
