// Thirty sizes of strings on 2,000 call paths, reserved and given back: 60,000 different pairs of size and path that heaptrack 1.4's
// interpreter hashes into a few thousand neighbouring slots (KDE bug 477018). Its table then doubles with every new pair until no
// memory is left, and the program is killed with it. Nothing is written to the strings, so the program itself needs next to none.
#include <cstdio>
#include <string>
#include <utility>

static unsigned long reserved;

template <int N> __attribute__((noinline)) void path(unsigned long size)
{
    std::string text;
    text.reserve(size - 1);
    reserved += text.capacity();
}

template <int... N> void paths(unsigned long size, std::integer_sequence<int, N...>)
{
    (path<N>(size), ...);
}

int main()
{
    for (unsigned long size = 1; size <= 30; size++)
        paths(size << 28, std::make_integer_sequence<int, 2000>());
    std::printf("%lu\n", reserved);
}
