/* Packs telemetry messages one by one and reports what that saves: telemetry MESSAGES */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 16384
#define LONGEST 512

static uint32_t seed = 2463534242u;

static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

static size_t next_message(char *text)
{
    static const char *const states[] = { "idle", "running", "running", "stopped for service" };
    return (size_t)snprintf(text, LONGEST, "{\"pump\":%u,\"pump-state\":\"%s\",\"pump-in\":%u,\"pump-out\":%u,\"pump-state-before\":\"%s\"}",
        next_random() % 40, states[next_random() % 4], next_random() % 9000, next_random() % 9000, states[next_random() % 4]);
}

static uint32_t slot_of(const uint8_t *at)
{
    uint32_t four;
    memcpy(&four, at, sizeof four);
    return (four * 2654435761u) >> 18;
}

static size_t put_literals(uint8_t *out, const uint8_t *from, size_t length)
{
    if (length == 0)
        return 0;
    out[0] = 0;
    out[1] = (uint8_t)length;
    memcpy(out + 2, from, length);
    return length + 2;
}

/* Writes literals (0, length, bytes) and matches (length, distance); returns the packed length. */
static size_t pack(const uint8_t *text, size_t length, uint8_t *out)
{
    uint32_t *last = calloc(SLOTS, sizeof *last);
    size_t at = 0, plain = 0, written = 0;
    if (last == NULL)
        abort();
    while (at < length) {
        size_t run = 0, from = 0;
        if (at + 4 <= length) {
            uint32_t slot = slot_of(text + at);
            from = last[slot];
            last[slot] = (uint32_t)at + 1;
            if (from > 0)
                while (at + run < length && run < 255 && text[from - 1 + run] == text[at + run])
                    run++;
        }
        if (run >= 4) {
            written += put_literals(out + written, text + plain, at - plain);
            out[written++] = (uint8_t)run;
            out[written++] = (uint8_t)(at + 1 - from);
            at += run;
            plain = at;
        } else {
            at++;
        }
    }
    written += put_literals(out + written, text + plain, length - plain);
    free(last);
    return written;
}

int main(int argc, char **argv)
{
    long count = argc == 2 ? atol(argv[1]) : 0;
    char text[LONGEST];
    uint8_t packed[2 * LONGEST];
    unsigned long plain = 0, after = 0, check = 0;
    if (count <= 0) {
        fprintf(stderr, "usage: telemetry MESSAGES\n");
        return 2;
    }
    for (long i = 0; i < count; i++) {
        size_t length = next_message(text);
        size_t size = pack((const uint8_t *)text, length, packed);
        plain += length;
        after += size;
        for (size_t k = 0; k < size; k += 7)
            check = check * 31 + packed[k];
    }
    printf("%ld messages, %lu bytes, %lu packed, check %016lx\n", count, plain, after, check);
    return 0;
}
