/* Writes a recording of sensor frames: recorder FRAMES FILE
   A frame is: length (4 bytes), station (4 bytes), name, samples, check (4 bytes). */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct frame {
    uint32_t station;
    char name[24];
    int16_t samples[32];
    int count;
};

static uint32_t seed = 88172645u;

static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

static void put(int file, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t done = write(file, at, length);
        if (done < 0) {
            perror("recorder");
            exit(1);
        }
        at += done;
        length -= (size_t)done;
    }
}

static void measure(struct frame *frame)
{
    frame->station = next_random() % 500;
    snprintf(frame->name, sizeof frame->name, "station-%u", frame->station);
    frame->count = 8 + (int)(next_random() % 24);
    for (int i = 0; i < frame->count; i++)
        frame->samples[i] = (int16_t)(next_random() & 0x3ff);
}

static uint32_t check_of(const struct frame *frame)
{
    uint32_t sum = 2166136261u ^ frame->station;
    for (int i = 0; i < frame->count; i++)
        sum = (sum ^ (uint16_t)frame->samples[i]) * 16777619u;
    return sum;
}

static uint32_t put_frame(int file, const struct frame *frame)
{
    uint32_t name = (uint32_t)strlen(frame->name);
    uint32_t samples = (uint32_t)(frame->count * (int)sizeof frame->samples[0]);
    uint32_t length = 4 + name + samples + 4;
    uint32_t check = check_of(frame);
    put(file, &length, sizeof length);
    put(file, &frame->station, sizeof frame->station);
    put(file, frame->name, name);
    put(file, frame->samples, samples);
    put(file, &check, sizeof check);
    return check;
}

int main(int argc, char **argv)
{
    long count = argc == 3 ? atol(argv[1]) : 0;
    struct frame frame;
    uint32_t check = 0;
    int file;
    if (count <= 0) {
        fprintf(stderr, "usage: recorder FRAMES FILE\n");
        return 2;
    }
    file = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0) {
        perror(argv[2]);
        return 1;
    }
    for (long i = 0; i < count; i++) {
        measure(&frame);
        check = check * 31 + put_frame(file, &frame);
    }
    close(file);
    printf("%ld frames, check %08x\n", count, check);
    return 0;
}
