// Many string sizes on some 250 call paths: the shape of program on which heaptrack 1.4 was seen to take minutes and all memory (its
// pointer map degenerates; KDE bug 477018). This one it survives.
#include <cstdio>
#include <string>
#include <vector>

template <int N> __attribute__((noinline)) void path(std::vector<std::string> &kept, int size)
{
    if constexpr (N > 0) {
        if (size % (N + 1) == 0)
            kept.emplace_back(std::string(static_cast<size_t>(16 + size * 8), 'x'));
        path<N - 1>(kept, size);
    }
}

int main()
{
    std::vector<std::string> kept;
    for (int round = 0; round < 20; round++)
        for (int size = 0; size < 30; size++)
            path<250>(kept, size);
    std::printf("%zu\n", kept.size());
}
