/* Writes an invented access log: genlog SEED LINES FILE. The same seed makes the same log everywhere. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t state;

/* xorshift64* (Marsaglia 2003, Vigna 2016) */
static unsigned next(unsigned bound)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (unsigned)((state * 2685821657736338717u >> 33) % bound);
}

int main(int argc, char **argv)
{
    static const char *const pages[] = {"/", "/index.html", "/products", "/products/17", "/cart", "/login", "/api/items?page=2", "/static/site.css", "/static/app.js", "/images/logo.png"};
    static const int statuses[] = {200, 200, 200, 200, 200, 200, 304, 302, 404, 500};
    char *end = argc == 4 ? argv[2] : NULL;
    long lines = argc == 4 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 4 || *end != '\0' || lines < 1) {
        fprintf(stderr, "usage: genlog SEED LINES FILE\n");
        return 2;
    }
    state = strtoull(argv[1], NULL, 10) * 2862933555777941757u + 3037000493u;
    char *slash = strrchr(argv[3], '/');
    if (slash != NULL && slash != argv[3]) {
        *slash = '\0';
        if (mkdir(argv[3], 0777) != 0 && errno != EEXIST) {
            perror(argv[3]);
            return 1;
        }
        *slash = '/';
    }
    FILE *log = fopen(argv[3], "w");
    if (log == NULL) {
        perror(argv[3]);
        return 1;
    }
    unsigned second = 0;
    for (long i = 0; i < lines; i++) {
        /* A few clients make most of the requests. */
        unsigned client = next(1 + next(300));
        second += next(4) == 0;
        if (client % 11 == 3)
            fprintf(log, "2001:db8::%x", client);
        else
            fprintf(log, "10.%u.%u.%u", client % 3, client / 16, 1 + client % 250);
        fprintf(log, " - %s [%02u/Oct/2025:%02u:%02u:%02u +0000] \"%s %s HTTP/1.1\" %d ", next(5) == 0 ? "anna" : "-", 1 + second / 86400 % 28, second / 3600 % 24,
                second / 60 % 60, second % 60, next(12) == 0 ? "POST" : "GET", pages[next(sizeof pages / sizeof *pages)], statuses[next(sizeof statuses / sizeof *statuses)]);
        if (next(15) == 0)
            fprintf(log, "-\n");
        else
            fprintf(log, "%u\n", 120 + next(40000));
        if (next(2000) == 0)
            fprintf(log, "\\x16\\x03\\x01 malformed\n");
    }
    if (ferror(log) | fclose(log)) {
        perror(argv[3]);
        return 1;
    }
    return 0;
}
