/* The main thread works; another one keeps a count now and then, and ends long before it is waited for. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long kept;

__attribute__((noinline)) static void keep(long value)
{
    kept += value;
}

__attribute__((noinline)) static unsigned long mix(unsigned long x)
{
    for (int i = 0; i < 150; i++) {
        x ^= x >> 31;
        x *= 0x9E3779B97F4A7C15ul;
    }
    return x;
}

static void *beside(void *calls)
{
    struct timespec pause = { 0, 500000 };
    for (long i = 0; i < (long)calls; i++) {
        keep(i);
        nanosleep(&pause, 0);
    }
    return 0;
}

int main(int count, char **words)
{
    unsigned long sum = (unsigned long)count;
    long calls = count > 1 ? atol(words[1]) : 300000;
    pthread_t thread;
    pthread_create(&thread, 0, beside, (void *)(calls / 12500));
    for (long i = 0; i < calls; i++)
        sum += mix(sum + (unsigned long)i);
    pthread_join(thread, 0);
    printf("%lu %d\n", sum, kept > 0);
    return 0;
}
