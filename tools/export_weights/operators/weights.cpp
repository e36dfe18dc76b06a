// SPDX-License-Identifier: BSL-1.0
#include "operators/weights.hpp"

#include <algorithm>
#include <utility>

namespace exporter {

Interval filtered(const Evaluation& e, std::size_t c, const Filter& filter, bool reaches_outside) {
  const Constants& k = e.layer.constants;
  std::int64_t low = k.has_biases ? k.biases.of<std::int32_t>()[c] : 0, high = low;
  for (std::size_t i = 0; i < filter.count; ++i) {
    const std::int64_t weight = k.weights.of<std::int8_t>()[filter.first + i * filter.step];
    const Interval x = e.in(0, filter.channel + i % filter.channels);
    std::int64_t a = weight * (x.low - e.zero_point()), b = weight * (x.high - e.zero_point());
    if (a > b) std::swap(a, b);
    low += reaches_outside ? std::min<std::int64_t>(a, 0) : a;
    high += reaches_outside ? std::max<std::int64_t>(b, 0) : b;
  }
  const double weight_scale = k.scales.size() == 1 ? k.scales[0] : k.scales[c];
  return e.to_output(e.scale() * weight_scale / double{e.out.quantization.scale}).range(low, high);
}

Filter run_of_weights(const Layer& layer, std::size_t c, std::size_t outputs, std::size_t channels) {
  const std::size_t each = layer.constants.weights.size() / outputs;
  return {c * each, 1, each, 0, channels};
}

void read_by_runs(Ties& ties, const Layer& layer) {
  const int from = layer.inputs[0], to = layer.output();
  const std::vector<std::int8_t>& weights = layer.constants.weights.of<std::int8_t>();
  const std::size_t channels = ties.count(from), each = weights.size() / ties.count(to);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] != 0 && !ties.may_go(to, i / each) && !ties.is_dead(from, i % channels))
      ties.keep(from, i % channels);
}

void shrink_outputs(Constants& k, const std::vector<bool>& gone) {
  if (k.has_biases) shrink(k.biases.of<std::int32_t>(), gone);
  if (k.scales.size() > 1) shrink(k.scales, gone);
}

void shrink_runs(Layer& layer, const Channels& gone) {
  Constants& k = layer.constants;
  const std::vector<bool>&from = gone[static_cast<std::size_t>(layer.inputs[0])],
        &to = gone[static_cast<std::size_t>(layer.output())];
  std::vector<std::int8_t>& weights = k.weights.of<std::int8_t>();
  const std::size_t each = weights.size() / to.size();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (!to[i / each]) weights[kept++] = weights[i];
  weights.resize(kept);
  shrink(weights, from);
  shrink_outputs(k, to);
  k.dims.front() = static_cast<int>(std::count(to.begin(), to.end(), false));
  k.dims.back() = 1;  // what is left of the inputs, by division
  k.dims.back() = static_cast<int>(static_cast<std::int64_t>(weights.size()) / elements(k.dims));
}

}  // namespace exporter
