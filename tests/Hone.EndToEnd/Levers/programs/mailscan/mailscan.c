/* Counts senders and sizes in a mail log: mailscan LOG */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CAPACITY 65536

struct input {
    int file;
    size_t filled;
    int ended;
    char bytes[CAPACITY];
};

static void fill(struct input *input)
{
    ssize_t got = read(input->file, input->bytes + input->filled, CAPACITY - input->filled);
    if (got <= 0)
        input->ended = 1;
    else
        input->filled += (size_t)got;
}

/* The next line, without its line feed, in line; its length, or -1 at the end. */
static long take_line(struct input *input, char *line, size_t capacity)
{
    char *end = memchr(input->bytes, '\n', input->filled);
    size_t length, used;
    while (end == NULL && !input->ended && input->filled < CAPACITY) {
        fill(input);
        end = memchr(input->bytes, '\n', input->filled);
    }
    if (input->filled == 0)
        return -1;
    length = end != NULL ? (size_t)(end - input->bytes) : input->filled;
    used = end != NULL ? length + 1 : length;
    if (length >= capacity)
        length = capacity - 1;
    memcpy(line, input->bytes, length);
    line[length] = '\0';
    memmove(input->bytes, input->bytes + used, input->filled - used);
    input->filled -= used;
    return (long)length;
}

static unsigned long field_of(const char *line, const char *name)
{
    const char *at = strstr(line, name);
    return at != NULL ? strtoul(at + strlen(name), NULL, 10) : 0;
}

int main(int argc, char **argv)
{
    static struct input input;
    static unsigned long sent[1000];
    char line[512];
    unsigned long lines = 0, total = 0, most = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: mailscan LOG\n");
        return 2;
    }
    input.file = open(argv[1], O_RDONLY);
    if (input.file < 0) {
        perror(argv[1]);
        return 1;
    }
    while (take_line(&input, line, sizeof line) >= 0) {
        unsigned long size = field_of(line, "size=");
        lines++;
        total += size;
        sent[field_of(line, "from=user") % 1000] += size;
    }
    for (int i = 1; i < 1000; i++)
        if (sent[i] > sent[most])
            most = (unsigned long)i;
    printf("%lu lines, %lu bytes, user%lu sent most: %lu\n", lines, total, most, sent[most]);
    close(input.file);
    return 0;
}
