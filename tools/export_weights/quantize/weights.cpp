// SPDX-License-Identifier: BSL-1.0
#include "quantize/weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "graph/numbers.hpp"
#include "quantize/ranges.hpp"

namespace exporter {
namespace {

constexpr Weighted all[] = {
    {"CONV_2D", 0, 1, 2, 0},
    {"DEPTHWISE_CONV_2D", 0, 1, 2, 3},
    {"FULLY_CONNECTED", 0, 1, 2, 0},
    {"TRANSPOSE_CONV", 2, 1, 3, 0},
};

constexpr int most = 127;                // weights are symmetric: there is no -128
constexpr double most_of_bias = 0x1p30;  // half of an int32: the sum of products comes to it

}  // namespace

const Weighted* weighted(const Graph& graph, const Operation& op) {
  const auto* const found =
      std::find_if(std::begin(all), std::end(all), [&](const Weighted& one) { return op.is(one.type); });
  return found == std::end(all) || graph[op.inputs[found->weights]].data.empty() ? nullptr : found;
}

std::vector<float> real_elements(const Value& constant) {
  const Numbers numbers = numbers_of(constant);
  std::vector<float> out(numbers.size());
  std::transform(numbers.begin(), numbers.end(), out.begin(), [](double one) { return static_cast<float>(one); });
  return out;
}

int add_constant(Graph& graph, Value made, Buffer data) {
  graph.values.push_back(std::move(made));
  const int number = static_cast<int>(graph.values.size()) - 1;
  graph.replace(number, std::move(data));
  return number;
}

int add_reals(Graph& graph, Value like, const std::vector<float>& elements) {
  like.dtype = Dtype::float32;
  like.scales.clear(), like.zero_points.clear();
  return add_constant(graph, std::move(like), bytes_of(elements));
}

QuantizedWeights quantize_weights(const Value& weights, std::size_t axis, const std::vector<float>& biases,
                                  float input_scale) {
  const std::vector<float> reals = real_elements(weights);
  const auto channels = static_cast<std::size_t>(weights.shape[axis]);
  std::vector<double> scales(channels);
  for (std::size_t i = 0; i < reals.size(); ++i) {
    double& scale = scales[channel_of(i, weights.shape, axis)];
    scale = std::max(scale, std::abs(double{reals[i]}) / most);
  }
  for (std::size_t c = 0; c < biases.size(); ++c)
    scales[c] = std::max(scales[c], std::abs(double{biases[c]}) / (most_of_bias * double{input_scale}));
  QuantizedWeights out;
  for (const double scale : scales)
    out.scales.push_back(scale > smallest_scale ? static_cast<float>(scale) : 1.0f / most);
  for (std::size_t i = 0; i < reals.size(); ++i) {
    const float scale = out.scales[channel_of(i, weights.shape, axis)];
    const auto steps =
        static_cast<int>(std::clamp(std::round(double{reals[i]} / double{scale}), double{-most}, double{most}));
    out.weights.push_back(static_cast<std::int8_t>(steps));
    out.losses.push_back(reals[i] - scale * static_cast<float>(steps));
  }
  return out;
}

std::vector<std::int32_t> quantize_biases(const std::vector<float>& biases, const std::vector<float>& scales) {
  constexpr double limit = std::numeric_limits<std::int32_t>::max();
  std::vector<std::int32_t> out;
  for (std::size_t c = 0; c < biases.size(); ++c)
    out.push_back(
        static_cast<std::int32_t>(std::clamp(std::round(double{biases[c]} / double{scales[c]}), -limit, limit)));
  return out;
}

}  // namespace exporter
