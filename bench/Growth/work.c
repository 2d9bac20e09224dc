#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long spin(unsigned long x, long times)
{
    for (long i = 0; i < times; i++)
        x = x * 6364136223846793005UL + 1442695040888963407UL;
    return x;
}

__attribute__((noinline)) static unsigned long halves(unsigned long x, long n, long unit)
{
    if (n < 2)
        return spin(x, unit);
    x = halves(x, n / 2, unit);
    x = halves(x, n - n / 2, unit);
    return spin(x, n * unit);
}

__attribute__((noinline)) static unsigned long work(const char *kind, long n, long unit)
{
    unsigned long x = 1;
    if (strcmp(kind, "0") == 0)
        return spin(x, unit);
    if (strcmp(kind, "1log") == 0)
        return halves(x, n, unit);
    for (long i = 0; i < n; i++) {
        if (strcmp(kind, "1") == 0)
            x = spin(x, unit);
        else if (strcmp(kind, "1.5") == 0)
            for (long j = 0; j * j < n; j++)
                x = spin(x, unit);
        else if (strcmp(kind, "2") == 0)
            for (long j = 0; j < n; j++)
                x = spin(x, unit);
        else
            for (long j = 0; j < n; j++)
                for (long k = 0; k < n; k++)
                    x = spin(x, unit);
    }
    return x;
}

int main(int argc, char **argv)
{
    (void)argc;
    printf("%lu\n", work(argv[1], atol(argv[2]), atol(argv[3])));
    return 0;
}
