/* writer GIGABYTES ROUNDS: writes that many 10^9 bytes through write(2) in blocks of 64 KiB, and makes each block anew. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static uint64_t block[8192];

int main(int argc, char **argv)
{
    double left = (argc > 1 ? atof(argv[1]) : 1) * 1e9;
    int rounds = argc > 2 ? atoi(argv[2]) : 1;
    uint64_t state = 88172645463325252u;
    while (left > 0) {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 8192; i++) {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                block[i] = state;
            }
        }
        size_t length = left < sizeof block ? (size_t)left : sizeof block;
        for (size_t done = 0; done < length;) {
            ssize_t wrote = write(1, (char *)block + done, length - done);
            if (wrote <= 0)
                return 1;
            done += (size_t)wrote;
        }
        left -= (double)length;
    }
    return 0;
}
