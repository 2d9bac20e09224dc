/* Counts how often each term occurs, with several threads: tally TERMS THREADS */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096
#define VOCABULARY 30000

struct entry {
    struct entry *next;
    long count;
    char term[40];
};

struct table {
    pthread_mutex_t lock;
    struct entry *buckets[BUCKETS];
};

struct share {
    pthread_t thread;
    long from, to;
};

static struct table table = { .lock = PTHREAD_MUTEX_INITIALIZER };

static uint32_t hash_of(const char *term)
{
    uint32_t hash = 2166136261u;
    for (; *term; term++)
        hash = (hash ^ (unsigned char)*term) * 16777619u;
    return hash;
}

static void make_term(char *term, long number)
{
    static const char *const stems[] = { "contractual", "hydrographic", "municipal", "transatlantic" };
    uint64_t mixed = (uint64_t)number * 0x9e3779b97f4a7c15u;
    uint32_t pick = (uint32_t)(mixed >> 33) % VOCABULARY;
    char *at = stpcpy(term, stems[pick & 3]);
    *at++ = '-';
    for (uint32_t rest = pick; rest > 0; rest /= 26)
        *at++ = (char)('a' + rest % 26);
    *at = '\0';
}

static void add(const char *term)
{
    struct entry **bucket = &table.buckets[hash_of(term) % BUCKETS];
    struct entry *entry;
    pthread_mutex_lock(&table.lock);
    for (entry = *bucket; entry != NULL; entry = entry->next)
        if (strcmp(entry->term, term) == 0)
            break;
    if (entry == NULL) {
        entry = calloc(1, sizeof *entry);
        if (entry == NULL)
            abort();
        strcpy(entry->term, term);
        entry->next = *bucket;
        *bucket = entry;
    }
    entry->count++;
    pthread_mutex_unlock(&table.lock);
}

static void *count_share(void *argument)
{
    const struct share *share = argument;
    char term[40];
    for (long i = share->from; i < share->to; i++) {
        make_term(term, i);
        add(term);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    long terms = argc == 3 ? atol(argv[1]) : 0, different = 0;
    int threads = argc == 3 ? atoi(argv[2]) : 0;
    uint64_t check = 0;
    struct share shares[64];
    if (terms <= 0 || threads <= 0 || threads > 64) {
        fprintf(stderr, "usage: tally TERMS THREADS\n");
        return 2;
    }
    for (int i = 0; i < threads; i++) {
        shares[i].from = terms * i / threads;
        shares[i].to = terms * (i + 1) / threads;
        pthread_create(&shares[i].thread, NULL, count_share, &shares[i]);
    }
    for (int i = 0; i < threads; i++)
        pthread_join(shares[i].thread, NULL);
    for (int i = 0; i < BUCKETS; i++)
        for (const struct entry *entry = table.buckets[i]; entry != NULL; entry = entry->next) {
            different++;
            check += (uint64_t)entry->count * hash_of(entry->term);
        }
    printf("%ld terms, %ld different, check %016lx\n", terms, different, (unsigned long)check);
    return 0;
}
