// heap TIMES: allocates and releases strings on many call paths, some kept, for recordings of known length (about 3.4 events a time).
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

static unsigned long state = 88172645463325252ul;

static unsigned next()
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<unsigned>(state);
}

template <int N> __attribute__((noinline)) static std::string make(unsigned depth)
{
    if (depth > 0)
        return depth & 1 ? make<(N * 7 + 3) % 5>(depth - 1) : make<(N * 3 + 1) % 5>(depth - 1);
    return std::string(20 + next() % 300, 'x');
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? std::atoi(argv[1]) : 1000000;
    std::vector<std::string> kept(20000);
    std::map<unsigned, std::string> table;
    size_t sum = 0;
    for (int i = 0; i < times; i++) {
        unsigned key = next();
        std::string text = make<1>(key % 12);
        sum += text.size();
        kept[key % kept.size()] = std::move(text);
        if (key % 3 == 0)
            sum += std::string(40 + key % 50, 'y').size();
        if (key % 5 == 0)
            table[key % 5000] = std::string(30, 'z');
        if (key % 997 == 0)
            table.clear();
    }
    char *leaked = static_cast<char *>(std::malloc(1234));
    return sum == 42 && leaked == nullptr;
}
