// SPDX-License-Identifier: BSL-1.0
// A trained network of 256 layers: inside the compilers' default limits for constant expressions.
#include <array>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

constexpr int layers = 256;

template <int... i>
Seq<Conv2D<4 + i % 3, 3, Same>..., Flatten, Dense<10>> words(std::integer_sequence<int, i...>);
using Net = decltype(words(std::make_integer_sequence<int, layers - 2>{}));
static_assert(word_count<Net>() == layers);

constexpr std::int8_t weights[8 * 8 * 6 * 10] = {1, -2, 3};
constexpr std::int32_t biases[10] = {};
constexpr float scales[1] = {0.02f};

/// Of each layer: as many weights and biases as it needs.
constexpr auto parameters = [] {
  std::array<Parameters, layers + 1> result;
  for (const Node& node : Described<Net, Shape<8, 8, 3>>::written) {
    if (node.op == Op::output) continue;
    Parameters& p = result[static_cast<std::size_t>(node.layer)];
    p.weights = {weights, static_cast<std::size_t>(node.demands.weights)};
    p.biases = {biases, static_cast<std::size_t>(node.demands.biases)};
    p.scales = {scales, node.demands.weights > 0 ? 1u : 0u};
    p.output = {0.1f, 3};
  }
  return result;
}();

Model<Net, Shape<8, 8, 3>, parameters> model;

}  // namespace

int main() { return model.run().argmax(); }
