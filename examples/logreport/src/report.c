#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_NAME_MAX = 4096 };

static int file_name(char *name, const char *folder, const char *client)
{
    int length = snprintf(name, FILE_NAME_MAX, "%s/%s.log", folder, client);
    if (length < 0 || length >= FILE_NAME_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    /* Colons of IPv6 addresses are not welcome in file names everywhere. */
    for (char *at = name + strlen(folder); *at != '\0'; at++)
        if (*at == ':')
            *at = '_';
    return 0;
}

int report_request(const char *folder, const struct request *request, int first)
{
    char name[FILE_NAME_MAX];
    if (file_name(name, folder, request->client) != 0)
        return -1;
    FILE *report = fopen(name, first ? "w" : "a");
    if (report == NULL)
        return -1;
    fprintf(report, "%s %d %8ld %s %s\n", request->time, request->status, request->bytes, request->method, request->path);
    int failed = ferror(report);
    return fclose(report) != 0 || failed ? -1 : 0;
}

int report_summary(const char *folder, const struct clients *clients)
{
    char name[FILE_NAME_MAX];
    if (snprintf(name, sizeof name, "%s/summary.csv", folder) >= FILE_NAME_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    struct client *sorted = sorted_clients(clients);
    if (sorted == NULL)
        return -1;
    FILE *summary = fopen(name, "w");
    if (summary == NULL) {
        free(sorted);
        return -1;
    }
    fprintf(summary, "client,requests,errors,bytes\n");
    for (size_t i = 0; i < clients->count; i++)
        fprintf(summary, "%s,%ld,%ld,%ld\n", sorted[i].name, sorted[i].requests, sorted[i].errors, sorted[i].bytes);
    free(sorted);
    int failed = ferror(summary);
    return fclose(summary) != 0 || failed ? -1 : 0;
}
