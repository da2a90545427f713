/* usage: signal_when [WHEN SIGNAL]... -- COMMAND [ARGUMENT]...

   Runs a command and sends it signals: WHEN is a file that the command is
   expected to create, or +N for N milliseconds later; SIGNAL is INT or TERM.
   The command starts with the default effect of both, which a shell takes from
   what it starts in the background. Exits as the command does, with 128 plus
   the number when a signal ended it, with 99 when a file did not appear. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void
sleep_milliseconds(long count)
{
    struct timespec left = {count / 1000, count % 1000 * 1000000};

    while (nanosleep(&left, &left) != 0)
        ;
}

/* Waits for a minute at most. */
static int
wait_until(const char *when)
{
    struct stat status;

    if (*when == '+') {
        sleep_milliseconds(atol(when + 1));
        return 1;
    }
    for (int k = 0; k < 6000; k++) {
        if (stat(when, &status) == 0)
            return 1;
        sleep_milliseconds(10);
    }
    fprintf(stderr, "signal_when: %s did not appear\n", when);
    return 0;
}

static pid_t
start(char **command)
{
    pid_t child = fork();

    if (child == 0) {
        signal(SIGINT, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    return child;
}

int
main(int argc, char **argv)
{
    int command = 1, status = 0;
    pid_t child;

    while (command < argc && strcmp(argv[command], "--") != 0)
        command += 2;
    if (command + 1 >= argc)
        return 99;
    child = start(argv + command + 1);
    if (child < 0)
        return 99;
    for (int k = 1; k < command; k += 2) {
        if (!wait_until(argv[k])) {
            kill(child, SIGKILL);
            return 99;
        }
        kill(child, strcmp(argv[k + 1], "INT") == 0 ? SIGINT : SIGTERM);
    }
    if (waitpid(child, &status, 0) != child)
        return 99;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
