#ifndef CLIENTS_H
#define CLIENTS_H

#include "request.h"

struct client {
    char name[CLIENT_MAX];
    long requests;
    long errors;
    long bytes;
};

/* The clients seen so far, in a hash table with open addressing. */
struct clients {
    struct client *slots;
    size_t room;
    size_t count;
};

/* The client of that name, made when it is new; NULL when memory ran out. */
struct client *find_client(struct clients *clients, const char *name);

/* All clients by name; the caller frees the array. NULL when memory ran out. */
struct client *sorted_clients(const struct clients *clients);

void free_clients(struct clients *clients);

#endif
