// Pairs the pulses of a sonar with the echoes that can be theirs: echoes PULSES
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using Times = std::vector<std::int64_t>;

// Times in microseconds, ascending.
Times make_times(std::size_t count, std::uint32_t state, std::uint32_t gap)
{
    Times times;
    times.reserve(count);
    std::int64_t at = 0;
    for (std::size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        at += 1 + (state >> 8) % gap;
        times.push_back(at);
    }
    return times;
}

struct Matches {
    long pairs = 0;
    std::int64_t delay = 0;
};

// All echoes that come between nearest and farthest after a pulse.
Matches match(const Times &pulses, const Times &echoes, std::int64_t nearest, std::int64_t farthest)
{
    Matches found;
    for (const std::int64_t pulse : pulses) {
        for (const std::int64_t echo : echoes) {
            const std::int64_t delay = echo - pulse;
            if (delay >= nearest && delay <= farthest) {
                found.pairs++;
                found.delay += delay;
            }
        }
    }
    return found;
}

} // namespace

int main(int argc, char **argv)
{
    const long count = argc == 2 ? std::atol(argv[1]) : 0;
    if (count <= 0) {
        std::fprintf(stderr, "usage: echoes PULSES\n");
        return 2;
    }
    const Times pulses = make_times(static_cast<std::size_t>(count), 41, 2000);
    const Times echoes = make_times(static_cast<std::size_t>(count), 43, 2000);
    const Matches found = match(pulses, echoes, 300, 9000);
    std::printf("%zu pulses, %zu echoes, %ld pairs, mean delay %.3f\n", pulses.size(), echoes.size(), found.pairs,
        found.pairs > 0 ? static_cast<double>(found.delay) / static_cast<double>(found.pairs) : 0.0);
}
