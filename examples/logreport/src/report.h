#ifndef REPORT_H
#define REPORT_H

#include "clients.h"
#include "request.h"

/* Puts a request into its client's report in the folder; the client's first request begins the report anew. Returns 0 or -1 with errno. */
int report_request(const char *folder, const struct request *request, int first);

/* Writes summary.csv into the folder: a line for each client, by name. Returns 0 or -1 with errno. */
int report_summary(const char *folder, const struct clients *clients);

#endif
