/* A function that calls itself. */
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static long walk(long depth, long value)
{
    return depth == 0 ? value % 7 : walk(depth - 1, value * 3 + 1) + walk(depth - 1, value * 5 + 2) % 1001;
}

int main(int count, char **words)
{
    printf("%ld\n", walk(count > 1 ? atol(words[1]) : 24, 1));
    return 0;
}
