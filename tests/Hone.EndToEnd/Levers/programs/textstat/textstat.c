/* Lines, words, longest line and letters of the first kilobytes of a text: textstat FILE KILOBYTES */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CAPACITY (128 * 1024)

struct statistics {
    unsigned long bytes, lines, words, longest, column;
    int in_word;
    unsigned long seen[256];
};

static void add(struct statistics *text, const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = bytes[i];
        text->seen[byte]++;
        if (byte == '\n') {
            text->lines++;
            if (text->column > text->longest)
                text->longest = text->column;
            text->column = 0;
            text->in_word = 0;
        } else {
            int letter = byte > ' ';
            text->words += letter & !text->in_word;
            text->in_word = letter;
            text->column++;
        }
    }
    text->bytes += length;
}

int main(int argc, char **argv)
{
    static unsigned char buffer[CAPACITY];
    static struct statistics text;
    size_t left = argc == 3 ? (size_t)atol(argv[2]) * 1024 : 0;
    int file, most = 'a';
    if (left == 0) {
        fprintf(stderr, "usage: textstat FILE KILOBYTES\n");
        return 2;
    }
    file = open(argv[1], O_RDONLY);
    if (file < 0) {
        perror(argv[1]);
        return 1;
    }
    while (left > 0) {
        ssize_t got = read(file, buffer, left < CAPACITY ? left : CAPACITY);
        if (got <= 0)
            break;
        add(&text, buffer, (size_t)got);
        left -= (size_t)got;
    }
    for (int letter = 'a'; letter <= 'z'; letter++)
        if (text.seen[letter] > text.seen[most])
            most = letter;
    printf("%lu bytes, %lu lines, %lu words, longest line %lu, most frequent %c (%lu)\n", text.bytes, text.lines, text.words, text.longest,
        most, text.seen[most]);
    close(file);
    return 0;
}
