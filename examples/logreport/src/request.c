#include "request.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Copies up to the end mark, which it steps over; returns NULL when there is no mark or the text is empty or too long. */
static const char *take(const char *text, char end, char *into, size_t room)
{
    const char *mark = strchr(text, end);
    if (mark == NULL || mark == text || (size_t)(mark - text) >= room)
        return NULL;
    memcpy(into, text, (size_t)(mark - text));
    into[mark - text] = '\0';
    return mark + 1;
}

static int is_client_name(const char *name)
{
    if (!isalnum((unsigned char)name[0]) && name[0] != ':')
        return 0;
    for (; *name != '\0'; name++)
        if (!isalnum((unsigned char)*name) && strchr(".:-", *name) == NULL)
            return 0;
    return 1;
}

int parse_request(const char *line, struct request *request)
{
    char skipped[PATH_MAX_LEN];
    const char *at = take(line, ' ', request->client, sizeof request->client);
    if (at == NULL || !is_client_name(request->client))
        return -1;
    if ((at = take(at, ' ', skipped, sizeof skipped)) == NULL || (at = take(at, ' ', skipped, sizeof skipped)) == NULL)
        return -1;
    if (*at++ != '[' || (at = take(at, ']', request->time, sizeof request->time)) == NULL)
        return -1;
    if (*at++ != ' ' || *at++ != '"')
        return -1;
    if ((at = take(at, ' ', request->method, sizeof request->method)) == NULL || (at = take(at, ' ', request->path, sizeof request->path)) == NULL
        || (at = take(at, '"', skipped, sizeof skipped)) == NULL)
        return -1;
    char *end;
    request->status = (int)strtol(at, &end, 10);
    if (end == at || request->status < 100 || request->status > 999)
        return -1;
    at = end;
    request->bytes = strtol(at, &end, 10);
    if (end == at) {
        /* "-" stands for no body. */
        request->bytes = 0;
        end = strchr(at, '-');
        if (end == NULL)
            return -1;
    }
    return request->bytes < 0 ? -1 : 0;
}
