/* What calls cost by the ranges of numbers they went to: tariff RANGES */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct range {
    uint32_t first, last;
    int cents;
};

static uint32_t seed = 362436069u;

static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

/* Ranges in ascending order, with gaps; the last number that they reach. */
static uint32_t make_ranges(struct range *ranges, int count)
{
    uint32_t at = 1000;
    for (int i = 0; i < count; i++) {
        ranges[i].first = at + next_random() % 50;
        ranges[i].last = ranges[i].first + next_random() % 900;
        ranges[i].cents = 2 + (int)(next_random() % 60);
        at = ranges[i].last + 1;
    }
    return at;
}

static int cents_for(const struct range *ranges, int count, uint32_t number)
{
    for (int i = 0; i < count; i++)
        if (ranges[i].first <= number && number <= ranges[i].last)
            return ranges[i].cents;
    return 0;
}

int main(int argc, char **argv)
{
    int count = argc == 2 ? atoi(argv[1]) : 0;
    long calls = 4L * count, cents = 0, unknown = 0;
    struct range *ranges;
    uint32_t end;
    if (count <= 0) {
        fprintf(stderr, "usage: tariff RANGES\n");
        return 2;
    }
    ranges = malloc((size_t)count * sizeof *ranges);
    if (ranges == NULL)
        return 1;
    end = make_ranges(ranges, count);
    for (long i = 0; i < calls; i++) {
        uint32_t number = next_random() % end;
        int minutes = 1 + (int)(next_random() % 30);
        int price = cents_for(ranges, count, number);
        cents += (long)minutes * price;
        unknown += price == 0;
    }
    printf("%ld calls, %ld cents, %ld to numbers without a tariff\n", calls, cents, unknown);
    free(ranges);
    return 0;
}
