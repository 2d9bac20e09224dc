#ifndef REQUEST_H
#define REQUEST_H

#include <stddef.h>

enum { CLIENT_MAX = 64, TIME_MAX = 32, METHOD_MAX = 16, PATH_MAX_LEN = 256 };

/* One line of an access log in the common format. */
struct request {
    char client[CLIENT_MAX];
    char time[TIME_MAX];
    char method[METHOD_MAX];
    char path[PATH_MAX_LEN];
    int status;
    long bytes;
};

/* Reads CLIENT IDENT USER [TIME] "METHOD PATH PROTOCOL" STATUS BYTES; returns 0, or -1 when the line has another form. */
int parse_request(const char *line, struct request *request);

#endif
