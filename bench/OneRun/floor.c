/* floor RUNS PROGRAM: posix_spawn and wait4 in a loop, which no launcher can undercut. Prints nanoseconds per run. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

int main(int argc, char **argv)
{
    long runs = argc > 2 ? atol(argv[1]) : 0;
    char *environment[] = {NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    long started = now();
    for (long i = 0; i < runs; i++) {
        pid_t pid;
        int status;
        struct rusage usage;
        if (posix_spawn(&pid, argv[2], &actions, NULL, argv + 2, environment) != 0 || wait4(pid, &status, 0, &usage) < 0)
            return 1;
    }
    printf("%ld\n", runs > 0 ? (now() - started) / runs : 0);
    return 0;
}
