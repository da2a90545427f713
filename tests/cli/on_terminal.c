/* usage: on_terminal COLUMNS COMMAND [ARGUMENT]...

   Runs a command on a terminal of its own and copies what it writes there to
   standard output. Exits as the command does. */

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int
open_terminal(int columns, int *user_side)
{
    struct winsize size = {24, (unsigned short)columns, 0, 0};
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);

    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        return -1;
    *user_side = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    if (*user_side < 0 || ioctl(*user_side, TIOCSWINSZ, &size) != 0)
        return -1;
    return terminal;
}

static pid_t
start(int terminal, int user_side, char **command)
{
    pid_t child = fork();

    if (child != 0)
        return child;
    close(terminal);
    dup2(user_side, STDIN_FILENO);
    dup2(user_side, STDOUT_FILENO);
    dup2(user_side, STDERR_FILENO);
    close(user_side);
    execvp(command[0], command);
    _exit(127);
}

/* Until the last process on the terminal is gone: read then fails. */
static void
copy(int terminal)
{
    char bytes[4096];
    ssize_t got;

    while ((got = read(terminal, bytes, sizeof bytes)) > 0 ||
           (got < 0 && errno == EINTR))
        if (got > 0)
            fwrite(bytes, 1, (size_t)got, stdout);
}

int
main(int argc, char **argv)
{
    int user_side = -1, terminal, status = 0;
    pid_t child;

    if (argc < 3)
        return 99;
    terminal = open_terminal(atoi(argv[1]), &user_side);
    if (terminal < 0) {
        perror("on_terminal");
        return 77; /* no terminals here: skipped */
    }
    child = start(terminal, user_side, argv + 2);
    if (child < 0)
        return 99;
    close(user_side);
    copy(terminal);
    close(terminal);
    if (waitpid(child, &status, 0) != child)
        return 99;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
