#define _POSIX_C_SOURCE 200809L

#include "clients.h"
#include "report.h"
#include "request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int fail(const char *what)
{
    fprintf(stderr, "logreport: %s: %s\n", what, strerror(errno));
    return 1;
}

static int make_folder(const char *folder)
{
    char path[4096];
    if (strlen(folder) >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(path, folder);
    for (char *at = path + 1; *at != '\0'; at++)
        if (*at == '/') {
            *at = '\0';
            if (mkdir(path, 0777) != 0 && errno != EEXIST)
                return -1;
            *at = '/';
        }
    return mkdir(path, 0777) != 0 && errno != EEXIST ? -1 : 0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: logreport LOG FOLDER\n\nSplits an access log into one report for each client, FOLDER/CLIENT.log,\nand writes their sums to FOLDER/summary.csv.\n");
        return 2;
    }
    FILE *log = fopen(argv[1], "r");
    if (log == NULL)
        return fail(argv[1]);
    if (make_folder(argv[2]) != 0)
        return fail(argv[2]);

    struct clients clients = {0};
    long lines = 0, malformed = 0;
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, log) >= 0) {
        struct request request;
        lines++;
        if (parse_request(line, &request) != 0) {
            malformed++;
            continue;
        }
        struct client *client = find_client(&clients, request.client);
        if (client == NULL)
            return fail("clients");
        if (report_request(argv[2], &request, client->requests == 0) != 0)
            return fail(request.client);
        client->requests++;
        client->errors += request.status >= 400;
        client->bytes += request.bytes;
    }
    if (ferror(log))
        return fail(argv[1]);
    if (report_summary(argv[2], &clients) != 0)
        return fail("summary.csv");
    printf("%ld lines, %zu clients, %ld malformed\n", lines, clients.count, malformed);
    free(line);
    free_clients(&clients);
    fclose(log);
    return 0;
}
