/* A comparison that is called millions of times. */
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static int order(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
    return x < y ? -1 : x > y;
}

int main(int count, char **words)
{
    long n = count > 1 ? atol(words[1]) : 900000;
    unsigned *values = malloc((size_t)n * sizeof *values), state = 7;
    for (long i = 0; i < n; i++)
        values[i] = state = state * 1664525u + 1013904223u;
    qsort(values, (size_t)n, sizeof *values, order);
    printf("%u\n", values[n / 2]);
    return 0;
}
