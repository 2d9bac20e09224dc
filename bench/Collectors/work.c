// Fixed work: computes, allocates, takes turns of two threads at a lock and a condition, writes a file. Appends its wall and CPU
// nanoseconds to FILE. usage: work FILE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 300, TURNS = 10000, WRITES = 5000 };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static int turn;

static long long clock_of(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (long long)time.tv_sec * 1000000000 + time.tv_nsec;
}

__attribute__((noinline)) static uint64_t compute(uint64_t x) {
    for (int i = 0; i < 1000000; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return x;
}

__attribute__((noinline)) static uint64_t allocate(void) {
    uint64_t sum = 0;
    for (int i = 0; i < 1000; i++) {
        char *block = malloc(64 + i % 512);
        block[0] = (char)i;
        sum += (uint64_t)block[0];
        free(block);
    }
    return sum;
}

static void *take_turns(void *which) {
    int mine = (int)(intptr_t)which;
    pthread_mutex_lock(&gate);
    for (int i = 0; i < TURNS; i++) {
        while (turn != mine) {
            pthread_cond_wait(&turned, &gate);
        }
        turn = !mine;
        pthread_cond_signal(&turned);
    }
    pthread_mutex_unlock(&gate);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        return 2;
    }
    long long began = clock_of(CLOCK_MONOTONIC);
    uint64_t x = 88172645463325252u;
    for (int i = 0; i < ROUNDS; i++) {
        x = compute(x) + allocate();
    }
    pthread_t one, other;
    pthread_create(&one, NULL, take_turns, (void *)0);
    pthread_create(&other, NULL, take_turns, (void *)1);
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    FILE *null = fopen("/dev/null", "w");
    setvbuf(null, NULL, _IONBF, 0);
    for (int i = 0; i < WRITES; i++) {
        fputc((int)(x & 127), null);
    }
    FILE *figures = fopen(argv[1], "a");
    fprintf(figures, "%lld %lld\n", clock_of(CLOCK_MONOTONIC) - began, clock_of(CLOCK_PROCESS_CPUTIME_ID));
    return 0;
}
