// SPDX-License-Identifier: BSL-1.0
#include "passes/intervals.hpp"

#include <algorithm>

#include "operators/operator.hpp"

namespace exporter {
namespace {

/// Of a constant: the smallest that hold its elements.
Intervals intervals_of(const Tensor& tensor) {
  const auto channels = static_cast<std::size_t>(tensor.dims.back());
  Intervals out(channels, Interval{127, -128});
  for (std::size_t i = 0; const std::int8_t element : tensor.constant.of<std::int8_t>()) {
    Interval& channel = out[i++ % channels];
    channel = hull(channel, {element, element});
  }
  return out;
}

}  // namespace

Interval hull(Interval a, Interval b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

Interval clamped(Interval x, Range limits) {
  return {static_cast<std::int8_t>(std::clamp<int>(x.low, limits.low, limits.high)),
          static_cast<std::int8_t>(std::clamp<int>(x.high, limits.low, limits.high))};
}

Interval Evaluation::in(std::size_t i, std::size_t c) const {
  const Intervals& all = intervals[static_cast<std::size_t>(layer.inputs[i])];
  return all.size() == 1 ? all[0] : all[c];
}

Interval can_be_anything(const Evaluation&, std::size_t) { return {}; }

Interval same_interval(const Evaluation& e, std::size_t channel) { return clamped(e.in(0, channel), e.clamp); }

Interval zero_stays_zero(const Evaluation& e, std::size_t channel) {
  const Interval x = e.in(0, channel);
  const auto zeros = static_cast<std::int8_t>(e.out.quantization.zero_point);
  return x.low == e.zero_point() && x.high == e.zero_point() ? Interval{zeros, zeros} : Interval{};
}

std::vector<Intervals> channel_intervals(const Network& net) {
  std::vector<Intervals> intervals(net.tensors.size());
  for (const int input : net.inputs)
    intervals[static_cast<std::size_t>(input)].resize(static_cast<std::size_t>(net[input].dims.back()));
  for (std::size_t t = 0; t < net.tensors.size(); ++t)
    if (net.tensors[t].is_constant()) intervals[t] = intervals_of(net.tensors[t]);
  for (const Layer& layer : net.layers)
    for (const int output : layer.outputs) {
      const Tensor& out = net[output];
      const Evaluation e{net, intervals, layer, out, activation_range(layer.activation, out.quantization)};
      Intervals result(static_cast<std::size_t>(out.dims.back()));
      for (std::size_t c = 0; c < result.size(); ++c) result[c] = layer.op->interval(e, c);
      intervals[static_cast<std::size_t>(output)] = std::move(result);
    }
  return intervals;
}

}  // namespace exporter
