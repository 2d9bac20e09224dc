// The product of two matrices, block by block: matmul SIZE
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr std::size_t Block = 64;

class Matrix {
public:
    explicit Matrix(std::size_t size) : size_(size), cells_(size * size, 0.0) {}

    std::size_t size() const { return size_; }
    double *row(std::size_t index) { return cells_.data() + index * size_; }
    const double *row(std::size_t index) const { return cells_.data() + index * size_; }

private:
    std::size_t size_;
    std::vector<double> cells_;
};

Matrix make(std::size_t size, std::uint32_t state)
{
    Matrix matrix(size);
    for (std::size_t i = 0; i < size; i++) {
        for (std::size_t j = 0; j < size; j++) {
            state = state * 1664525u + 1013904223u;
            matrix.row(i)[j] = static_cast<double>((state >> 16) % 17) - 8;
        }
    }
    return matrix;
}

void add_row(double *__restrict to, const double *__restrict from, double factor, std::size_t count)
{
    for (std::size_t j = 0; j < count; j++)
        to[j] += factor * from[j];
}

Matrix multiply(const Matrix &a, const Matrix &b)
{
    const std::size_t size = a.size();
    Matrix product(size);
    for (std::size_t kk = 0; kk < size; kk += Block) {
        for (std::size_t jj = 0; jj < size; jj += 2 * Block) {
            const std::size_t width = std::min(2 * Block, size - jj);
            for (std::size_t i = 0; i < size; i++)
                for (std::size_t k = kk; k < std::min(kk + Block, size); k++)
                    add_row(product.row(i) + jj, b.row(k) + jj, a.row(i)[k], width);
        }
    }
    return product;
}

} // namespace

int main(int argc, char **argv)
{
    const long size = argc == 2 ? std::atol(argv[1]) : 0;
    if (size <= 0) {
        std::fprintf(stderr, "usage: matmul SIZE\n");
        return 2;
    }
    const Matrix product = multiply(make(static_cast<std::size_t>(size), 7), make(static_cast<std::size_t>(size), 9));
    double trace = 0, sum = 0;
    for (std::size_t i = 0; i < product.size(); i++) {
        trace += product.row(i)[i];
        for (std::size_t j = 0; j < product.size(); j++)
            sum += product.row(i)[j] * static_cast<double>((i + 2 * j) % 5);
    }
    std::printf("size %ld, trace %.0f, weighted sum %.0f\n", size, trace, sum);
}
