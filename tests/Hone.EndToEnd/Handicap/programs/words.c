/* A table of words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct { char text[12]; long seen; } table[4096];

static void add(const char *word)
{
    unsigned long at = 5381;
    for (const char *c = word; *c; c++)
        at = at * 33 + (unsigned char)*c;
    for (at %= 4096; table[at].text[0] && strcmp(table[at].text, word) != 0; at = (at + 1) % 4096)
        ;
    strcpy(table[at].text, word);
    table[at].seen++;
}

int main(int count, char **words)
{
    long n = count > 1 ? atol(words[1]) : 2000000;
    unsigned state = 7;
    long most = 0;
    for (long i = 0; i < n; i++) {
        char word[12];
        state = state * 1664525u + 1013904223u;
        snprintf(word, sizeof word, "w%u", state >> 22);
        add(word);
    }
    for (int i = 0; i < 4096; i++)
        most = table[i].seen > most ? table[i].seen : most;
    printf("%ld\n", most);
    return 0;
}
