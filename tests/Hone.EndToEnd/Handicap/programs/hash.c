/* One thread, one hot function: all that is put into mix is waited for. */
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static unsigned long mix(unsigned long x)
{
    for (int i = 0; i < 150; i++) {
        x ^= x >> 31;
        x *= 0x9E3779B97F4A7C15ul;
    }
    return x;
}

/* For the test of a function that is never called. */
__attribute__((noinline, used)) static unsigned long never(unsigned long x)
{
    return x + 1;
}

int main(int count, char **words)
{
    unsigned long sum = (unsigned long)count;
    long calls = count > 1 ? atol(words[1]) : 300000;
    for (long i = 0; i < calls; i++)
        sum += mix(sum + (unsigned long)i);
    if (sum == 0)
        sum = never(sum);
    printf("%lu\n", sum);
    return 0;
}
