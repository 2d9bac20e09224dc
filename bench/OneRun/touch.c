/* touch MEGABYTES: uses that much memory. */
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    size_t bytes = (size_t)(argc > 1 ? atoi(argv[1]) : 1) << 20;
    char *memory = malloc(bytes);
    if (!memory)
        return 1;
    memset(memory, 1, bytes);
    return ((volatile char *)memory)[bytes - 1] - 1;
}
