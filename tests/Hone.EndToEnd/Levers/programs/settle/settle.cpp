// Settles trades between members: settle TRADES
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

enum class Level { Debug, Info, Warning };

class Log {
public:
    explicit Log(Level least) : least_(least) {}

    void write(Level level, const std::string &message)
    {
        if (level >= least_)
            std::cerr << message << '\n';
    }

private:
    Level least_;
};

struct Trade {
    long id;
    unsigned buyer, seller;
    long quantity, cents;
};

class Market {
public:
    Market(unsigned members, Log &log) : balances_(members, 0), log_(log) {}

    void settle(const Trade &trade)
    {
        const long amount = trade.quantity * trade.cents;
        log_.write(Level::Debug, "settling " + describe(trade));
        if (trade.buyer == trade.seller) {
            refused_++;
            return;
        }
        balances_[trade.buyer] -= amount;
        balances_[trade.seller] += amount - fee(amount);
        fees_ += fee(amount);
    }

    void report() const
    {
        std::uint64_t check = 0;
        for (const long balance : balances_)
            check = check * 31 + static_cast<std::uint64_t>(balance);
        std::printf("%ld cents of fees, %ld refused, check %016lx\n", fees_, refused_, static_cast<unsigned long>(check));
    }

private:
    static long fee(long amount) { return amount < 100000 ? 25 : amount / 4000; }

    std::string describe(const Trade &trade) const
    {
        std::ostringstream text;
        text << "trade " << std::setw(8) << std::setfill('0') << trade.id << ": member " << trade.buyer << " (" << std::fixed
             << std::setprecision(2) << balances_[trade.buyer] / 100.0 << ") from member " << trade.seller << " ("
             << balances_[trade.seller] / 100.0 << "), " << trade.quantity << " at " << trade.cents / 100.0;
        return text.str();
    }

    std::vector<long> balances_;
    Log &log_;
    long fees_ = 0, refused_ = 0;
};

int main(int argc, char **argv)
{
    const long trades = argc == 2 ? std::atol(argv[1]) : 0;
    if (trades <= 0) {
        std::cerr << "usage: settle TRADES\n";
        return 2;
    }
    Log log(Level::Info);
    Market market(300, log);
    std::uint32_t state = 31;
    auto random = [&state](unsigned below) { state = state * 1664525u + 1013904223u; return (state >> 8) % below; };
    for (long i = 0; i < trades; i++)
        market.settle({i, random(300), random(300), 1 + static_cast<long>(random(500)), 100 + static_cast<long>(random(9000))});
    market.report();
}
