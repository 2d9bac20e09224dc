/*
 * An HTTP/1.1 server that answers at once, except during a stall of 1 s that begins every 10 s: then it does nothing at all, as
 * a program in a long garbage collection or with a lock held. The first stall begins FIRST seconds after the first request, so
 * that where the stalls lie in a run is known beforehand. One thread, epoll, GET without a body.
 *
 *   stalling_server PORT [FIRST [EVERY [LENGTH]]]      seconds; defaults 6, 10, 1; LENGTH 0 never stalls
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_EVENTS = 256, MOST_FDS = 65536 };

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

/* How much of "\r\n\r\n" each connection has seen. */
static unsigned char seen[MOST_FDS];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void sleep_until(double when)
{
    struct timespec t = { (time_t)when, (long)((when - (double)(time_t)when) * 1e9) };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) != 0) {
    }
}

static int requests_in(int fd, const char *bytes, ssize_t length)
{
    static const char end[] = "\r\n\r\n";
    int requests = 0;
    for (ssize_t i = 0; i < length; i++) {
        seen[fd] = bytes[i] == end[seen[fd]] ? seen[fd] + 1 : bytes[i] == '\r';
        if (seen[fd] == 4) {
            seen[fd] = 0;
            requests++;
        }
    }
    return requests;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: stalling_server PORT [FIRST [EVERY [LENGTH]]]\n");
        return 2;
    }
    double first = argc > 2 ? atof(argv[2]) : 6;
    double every = argc > 3 ? atof(argv[3]) : 10;
    double length = argc > 4 ? atof(argv[4]) : 1;
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 4096) != 0) {
        perror("stalling_server");
        return 1;
    }
    int events = epoll_create1(0);
    struct epoll_event item = { .events = EPOLLIN, .data.fd = listener };
    epoll_ctl(events, EPOLL_CTL_ADD, listener, &item);
    printf("listening on %s\n", argv[1]);
    fflush(stdout);

    double stall_at = 0;
    struct epoll_event ready[MOST_EVENTS];
    static char bytes[65536];
    for (;;) {
        int timeout = stall_at == 0 || length == 0 ? -1 : (int)((stall_at - now()) * 1000) + 1;
        int count = epoll_wait(events, ready, MOST_EVENTS, timeout < -1 ? 0 : timeout);
        for (int i = 0; i < count || i == 0; i++) {
            if (stall_at > 0 && length > 0 && now() >= stall_at) {
                sleep_until(stall_at + length);
                stall_at += every;
            }
            if (i >= count) {
                break;
            }
            int fd = ready[i].data.fd;
            if (fd == listener) {
                int client;
                while ((client = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    if (client >= MOST_FDS) {
                        close(client);
                        continue;
                    }
                    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                    seen[client] = 0;
                    struct epoll_event more = { .events = EPOLLIN, .data.fd = client };
                    epoll_ctl(events, EPOLL_CTL_ADD, client, &more);
                }
                continue;
            }
            ssize_t got = read(fd, bytes, sizeof bytes);
            if (got <= 0) {
                close(fd);
                continue;
            }
            for (int left = requests_in(fd, bytes, got); left > 0; left--) {
                stall_at = stall_at == 0 ? now() + first : stall_at;
                if (write(fd, answer, sizeof answer - 1) < 0) {
                    close(fd);
                    break;
                }
            }
        }
    }
}
