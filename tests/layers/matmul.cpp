// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/matmul.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

static_assert(MatMul<>::describe({4, 2, 3, 3}, {1, 3, 5, 2}).out.extent == core::Extent{4, 2, 5, 3});
static_assert(MatMul<TransposeLeft, TransposeRight>::describe({1, 3, 2, 2}, {1, 5, 3, 2}).out.extent ==
              core::Extent{1, 2, 5, 2});
static_assert(MatMul<>::describe({1, 2, 3, 2}, {1, 2, 3, 2}).fault.rule == core::Rule::inner_extent);
static_assert(MatMul<>::describe({4, 2, 3, 3}, {2, 3, 2, 3}).fault.rule == core::Rule::height);

// 1 2 3   1 4   left is counted from 1, right from -1
// 4 5 6   2 5
//         3 6
constexpr Parameters given[] = {{.output = {0.5f, 1}}, {.output = {0.5f, -1}}, {.output = {0.25f, -2}}};
constexpr std::array<std::int8_t, 6> rows{2, 3, 4, 5, 6, 7}, turned{2, 5, 3, 6, 4, 7}, columns{0, 1, 2, 3, 4, 5},
    pairs{0, 3, 1, 4, 2, 5};
template <class Word, class Left, class Right>
using Of = Model<Word, InputShapes<Left, Right>, given>;
constexpr auto is_product = [](const auto& out) {
  return out[0] == 14 - 2 && out[1] == 32 - 2 && out[2] == 32 - 2 && out[3] == 77 - 2;
};
static_assert(is_product(Of<MatMul<>, Shape<2, 3>, Shape<3, 2>>::eval(rows, pairs)));
static_assert(is_product(Of<MatMul<TransposeRight>, Shape<2, 3>, Shape<2, 3>>::eval(rows, columns)));
static_assert(is_product(Of<MatMul<TransposeLeft>, Shape<3, 2>, Shape<3, 2>>::eval(turned, pairs)));
static_assert(is_product(Of<MatMul<TransposeLeft, TransposeRight>, Shape<3, 2>, Shape<2, 3>>::eval(turned, columns)));

constexpr Parameters attention[] = {
    {.output = {0.02f, 4}},
    {.weights = weights<12>, .biases = biases<3>, .scales = weight_scale, .output = {0.05f, 3}},
    {.weights = weights<12>, .biases = biases<3>, .scales = weight_scale, .output = {0.05f, -3}},
    {.output = {0.1f, 7}},
    {.output = {0.1f, -7}}};
using Scores = Graph<Inputs<"in">, Outputs<"out">, Let<"query", Conv2D<3, Kernel{1, 1}>, "in">,
                     Let<"key", Conv2D<3, Kernel{1, 1}>, "in">, Let<"scores", MatMul<TransposeRight>, "query", "key">,
                     Let<"out", MatMul<TransposeLeft>, "scores", "query">>;

}  // namespace

TEST_CASE("products of matrices of each head, in all schedules") {
  compare_schedules<Scores, Shape<3, 5, 4>, attention>();
}
