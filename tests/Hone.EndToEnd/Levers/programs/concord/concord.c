/* Counts distinct words of paragraphs without regard to case: concord PARAGRAPHS */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 2048

static uint32_t seed = 521288629u;

static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

static void make_paragraph(char *text)
{
    static const char *const words[] = { "The", "harbour", "Master", "counted", "Ships", "at", "dusk", "AND", "wrote", "letters", "Home", "slowly" };
    char *at = text;
    for (int i = 0; i < 250; i++) {
        at = stpcpy(at, words[next_random() % 12]);
        *at++ = next_random() % 9 == 0 ? ',' : ' ';
    }
    *at = '\0';
}

static void fold(char *text)
{
    for (size_t i = 0; i < strlen(text); i++)
        text[i] = (char)tolower((unsigned char)text[i]);
}

static uint32_t count_words(const char *text, unsigned long *counts)
{
    uint32_t hash = 0, words = 0;
    for (; *text; text++) {
        if (isalpha((unsigned char)*text)) {
            hash = hash * 31 + (unsigned char)*text;
        } else if (hash != 0) {
            counts[hash % 1024]++;
            words++;
            hash = 0;
        }
    }
    return words;
}

int main(int argc, char **argv)
{
    static unsigned long counts[1024];
    long paragraphs = argc == 2 ? atol(argv[1]) : 0;
    unsigned long words = 0, distinct = 0, check = 0;
    char text[LONGEST];
    if (paragraphs <= 0) {
        fprintf(stderr, "usage: concord PARAGRAPHS\n");
        return 2;
    }
    for (long i = 0; i < paragraphs; i++) {
        make_paragraph(text);
        fold(text);
        words += count_words(text, counts);
    }
    for (int i = 0; i < 1024; i++) {
        distinct += counts[i] > 0;
        check = check * 31 + counts[i];
    }
    printf("%lu words, %lu distinct, check %016lx\n", words, distinct, check);
    return 0;
}
