#define _GNU_SOURCE
#include "profile.h"

#include <link.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <ucontext.h>

#define MAX_SAMPLES 1000000
#define INTERVAL_US 1000

static void *addresses[MAX_SAMPLES];
static volatile sig_atomic_t taken;
static struct timespec begun;

static void
take_sample(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)info;
#if defined(__x86_64__)
    if (taken < MAX_SAMPLES)
        addresses[taken++] =
            (void *)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    if (taken < MAX_SAMPLES)
        addresses[taken++] = (void *)((ucontext_t *)context)->uc_mcontext.pc;
#else
    (void)context;
#endif
}

static void
set_timer(long microseconds)
{
    const struct timeval interval = {.tv_usec = microseconds};
    const struct itimerval timer = {.it_interval = interval,
                                    .it_value = interval};

    setitimer(ITIMER_PROF, &timer, NULL);
}

int
profile_start(void)
{
#if defined(__x86_64__) || defined(__aarch64__)
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    action.sa_sigaction = take_sample;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    taken = 0;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    if (sigaction(SIGPROF, &action, NULL) != 0)
        return -1;
    set_timer(INTERVAL_US);
    return 0;
#else
    return -1;
#endif
}

/* One sample, and the object it falls into. */
typedef struct {
    const char *address;
    const char *name; /* NULL until found; "" is the program */
} lookup;

static int
look_in_object(struct dl_phdr_info *object, size_t size, void *data)
{
    lookup *wanted = data;

    (void)size;
    for (int k = 0; k < object->dlpi_phnum; k++) {
        const ElfW(Phdr) *segment = object->dlpi_phdr + k;
        const char *start = (const char *)object->dlpi_addr + segment->p_vaddr;

        if (segment->p_type == PT_LOAD && wanted->address >= start &&
            wanted->address < start + segment->p_memsz) {
            wanted->name = object->dlpi_name;
            return 1;
        }
    }
    return 0;
}

static int
is_one_of(const char *name, const char *const *parts)
{
    for (; *parts != NULL; parts++)
        if (strstr(name, *parts) != NULL)
            return 1;
    return 0;
}

void
profile_stop(profile *p)
{
    static const char *const flint[] = {"libflint", "libarb", "libmpfr",
                                        "libgmp", NULL};
    static const char *const own[] = {"librankcert", NULL};
    struct timespec now;

    set_timer(0);
    clock_gettime(CLOCK_MONOTONIC, &now);
    memset(p, 0, sizeof(*p));
    p->seconds = (double)(now.tv_sec - begun.tv_sec) +
                 1e-9 * (double)(now.tv_nsec - begun.tv_nsec);
    p->samples = taken;
    for (long k = 0; k < p->samples; k++) {
        lookup wanted = {.address = addresses[k]};

        dl_iterate_phdr(look_in_object, &wanted);
        if (wanted.name != NULL &&
            (wanted.name[0] == '\0' || is_one_of(wanted.name, own)))
            p->own++;
        else if (wanted.name != NULL && is_one_of(wanted.name, flint))
            p->flint++;
        else
            p->other++;
    }
}

double
profile_peak_mib(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024.0;
}
