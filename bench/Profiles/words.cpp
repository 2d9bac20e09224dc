// words SECONDS: counts, sorts, recurses and writes to /dev/null, for recordings of many kinds of frames.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

static unsigned long state = 88172645463325252ul;

static unsigned next()
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<unsigned>(state);
}

__attribute__((noinline)) static long count(const std::vector<std::string> &words)
{
    std::map<std::string, long> seen;
    for (const std::string &word : words)
        seen[word]++;
    long sum = 0;
    for (const auto &[word, times] : seen)
        sum += times * static_cast<long>(word.size());
    return sum;
}

__attribute__((noinline)) static long middle(std::vector<std::string> words)
{
    std::sort(words.begin(), words.end());
    return static_cast<long>(words[words.size() / 2].size());
}

template <int N> __attribute__((noinline)) static long deep(int depth)
{
    volatile long sum = 0;
    for (int i = 0; i < 300; i++)
        sum = sum + i * N;
    return depth > 0 ? sum + deep<(N * 7 + 3) % 5>(depth - 1) : static_cast<long>(sum);
}

__attribute__((noinline)) static void put()
{
    char block[256] = {1};
    int file = open("/dev/null", O_WRONLY);
    for (int i = 0; i < 300; i++)
        if (write(file, block, sizeof block) < 0)
            break;
    close(file);
}

int main(int argc, char **argv)
{
    double seconds = argc > 1 ? std::atof(argv[1]) : 2;
    long sum = 0;
    while (std::clock() < seconds * CLOCKS_PER_SEC) {
        std::vector<std::string> words;
        for (int i = 0; i < 2000; i++)
            words.push_back("word" + std::to_string(next() % 700));
        sum += count(words) + middle(words);
        for (int i = 0; i < 40; i++)
            sum += deep<1>(static_cast<int>(next() % 60));
        put();
    }
    std::printf("%ld\n", sum);
}
