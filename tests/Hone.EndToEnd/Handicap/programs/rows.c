/* Few calls that each take long. */
#include <stdio.h>
#include <stdlib.h>

enum { size = 400 };

static double a[size][size], b[size][size], c[size][size];

__attribute__((noinline)) static void row(int i)
{
    for (int j = 0; j < size; j++) {
        double sum = 0;
        for (int k = 0; k < size; k++)
            sum += a[i][k] * b[j][k];
        c[i][j] = sum;
    }
}

int main(int count, char **words)
{
    int times = count > 1 ? atoi(words[1]) : 4;
    for (int i = 0; i < size * size; i++)
        a[i / size][i % size] = b[i % size][i / size] = i % 17;
    for (int time = 0; time < times; time++)
        for (int i = 0; i < size; i++)
            row(i);
    printf("%.0f\n", c[3][5]);
    return 0;
}
