/* A program of eight functions of known weight, for bench/profile-diff.sh. CHECKSUM_ROUNDS (100 when nobody says) is the
   work of checksum alone; its callers seal and batch, and what it stands beside, never change. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef CHECKSUM_ROUNDS
#define CHECKSUM_ROUNDS 100
#endif
#define APART __attribute__((noinline, noclone))

static uint32_t table[1 << 14];

static APART uint32_t checksum(uint32_t seed)
{
    for (int i = 0; i < CHECKSUM_ROUNDS * 8; i++)
        seed = (seed ^ (seed >> 7)) * 2654435761u + (uint32_t)i;
    return seed;
}

static APART uint32_t tokenize(uint32_t seed)
{
    for (int i = 0; i < 600; i++)
        seed = seed * 1664525u + 1013904223u + (seed >> 13);
    return seed;
}

static APART uint32_t lookup(uint32_t seed)
{
    for (int i = 0; i < 250; i++)
        seed += table[(seed ^ (uint32_t)i * 40503u) & 0x3fff] ^ (seed << 1);
    return seed;
}

static APART uint32_t parse(uint32_t seed)
{
    for (int i = 0; i < 150; i++)
        seed = (seed << 5) - seed + (uint32_t)i;
    return tokenize(seed) + lookup(seed);
}

static APART uint32_t seal(uint32_t seed)
{
    for (int i = 0; i < 60; i++)
        seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5;
    return checksum(seed);
}

static APART uint32_t render(uint32_t seed)
{
    for (int i = 0; i < 500; i++)
        seed = (seed >> 1) ^ (0u - (seed & 1) & 0xedb88320u);
    return seed;
}

static APART uint32_t batch(uint32_t seed)
{
    for (int i = 0; i < 40; i++)
        seed = seed * 5 + (uint32_t)i;
    return render(seal(parse(seed)));
}

int main(int argc, char **argv)
{
    uint32_t seed = 1;
    long batches = argc > 1 ? atol(argv[1]) : 200000;
    for (int i = 0; i < 1 << 14; i++)
        table[i] = (uint32_t)i * 2246822519u;
    for (long i = 0; i < batches; i++)
        seed = batch(seed + (uint32_t)i);
    printf("%u\n", seed);
    return 0;
}
