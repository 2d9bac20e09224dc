#include "clients.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t hash(const char *name)
{
    /* FNV-1a */
    uint64_t value = 14695981039346656037u;
    for (; *name != '\0'; name++)
        value = (value ^ (unsigned char)*name) * 1099511628211u;
    return (size_t)(value ^ value >> 32);
}

static struct client *slot_of(struct client *slots, size_t room, const char *name)
{
    size_t at = hash(name) & (room - 1);
    while (slots[at].name[0] != '\0' && strcmp(slots[at].name, name) != 0)
        at = (at + 1) & (room - 1);
    return &slots[at];
}

static int grow(struct clients *clients)
{
    size_t room = clients->room == 0 ? 256 : clients->room * 2;
    struct client *slots = calloc(room, sizeof *slots);
    if (slots == NULL)
        return -1;
    for (size_t i = 0; i < clients->room; i++)
        if (clients->slots[i].name[0] != '\0')
            *slot_of(slots, room, clients->slots[i].name) = clients->slots[i];
    free(clients->slots);
    clients->slots = slots;
    clients->room = room;
    return 0;
}

struct client *find_client(struct clients *clients, const char *name)
{
    if (2 * clients->count >= clients->room && grow(clients) != 0)
        return NULL;
    struct client *slot = slot_of(clients->slots, clients->room, name);
    if (slot->name[0] == '\0') {
        strcpy(slot->name, name);
        clients->count++;
    }
    return slot;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct client *)left)->name, ((const struct client *)right)->name);
}

struct client *sorted_clients(const struct clients *clients)
{
    struct client *sorted = calloc(clients->count + 1, sizeof *sorted);
    if (sorted == NULL)
        return NULL;
    size_t count = 0;
    for (size_t i = 0; i < clients->room; i++)
        if (clients->slots[i].name[0] != '\0')
            sorted[count++] = clients->slots[i];
    qsort(sorted, count, sizeof *sorted, by_name);
    return sorted;
}

void free_clients(struct clients *clients)
{
    free(clients->slots);
    clients->slots = NULL;
    clients->room = clients->count = 0;
}
