// SPDX-License-Identifier: BSL-1.0
#include "passes/intervals.hpp"

#include <algorithm>

#include "passes/requantization.hpp"

namespace exporter {
namespace {

using Intervals = std::vector<Interval>;

Interval hull(Interval a, Interval b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

/// One layer's output from its inputs' intervals.
class Evaluation {
 public:
  Evaluation(const Network& in_net, const std::vector<Intervals>& all, const Layer& of)
      : net(in_net), intervals(all), layer(of), out(net.out(of)),
        clamp(activation_range(of.activation, out.quantization)) {}

  Intervals run() const {
    Intervals result(static_cast<std::size_t>(out.dims.back()));
    for (std::size_t c = 0; c < result.size(); ++c) result[c] = channel(c);
    return result;
  }

 private:
  const Network& net;
  const std::vector<Intervals>& intervals;
  const Layer& layer;
  const Tensor& out;
  Range clamp;

  Interval channel(std::size_t c) const {
    switch (layer.kind) {
      case Kind::conv2d:
      case Kind::depthwise_conv2d:
      case Kind::dense: return accumulated(c);
      case Kind::add:
      case Kind::sub:
      case Kind::mul: return arithmetic(c);
      case Kind::activation:
      case Kind::quantize: return requantized(c);
      case Kind::max_pool2d:
      case Kind::average_pool2d: return clamped(in(0, c));
      case Kind::mean: return mean(c);
      case Kind::concat: return concat(c);
      case Kind::pad: return padded(c);
      case Kind::reshape: return reshaped(c);
      case Kind::leaky_relu:
      case Kind::hard_swish:
      case Kind::tanh: return zero_stays_zero(c);
      case Kind::sigmoid:
      case Kind::softmax: return {};
    }
    return {};
  }

  /// Channel c of input i; one channel stands for all.
  Interval in(std::size_t i, std::size_t c) const {
    const Intervals& all = intervals[static_cast<std::size_t>(layer.inputs[i])];
    return all.size() == 1 ? all[0] : all[c];
  }
  int zero(std::size_t i) const { return net.in(layer, i).quantization.zero_point; }
  double scale(std::size_t i) const { return net.in(layer, i).quantization.scale; }
  Requantization to_output(double real) const { return {real, out.quantization.zero_point, clamp}; }

  Interval clamped(Interval x) const {
    return {static_cast<std::int8_t>(std::clamp<int>(x.low, clamp.low, clamp.high)),
            static_cast<std::int8_t>(std::clamp<int>(x.high, clamp.low, clamp.high))};
  }

  bool has_border() const {
    const Window& w = layer.window;
    const Dims &from = net.in(layer).dims, &to = out.dims;
    return layer.kind != Kind::dense && w.same &&
           (border(from[0], to[0], w.kernel.h, w.stride.h, w.dilation.h, true).after > 0 ||
            border(from[1], to[1], w.kernel.w, w.stride.w, w.dilation.w, true).after > 0);
  }

  Interval accumulated(std::size_t c) const {
    const Constants& k = layer.constants;
    const auto count = static_cast<std::size_t>(out.dims.back());
    const auto channels = static_cast<std::size_t>(net.in(layer).dims.back());
    const bool depthwise = layer.kind == Kind::depthwise_conv2d, outside = has_border();
    const std::size_t each = k.weights.size() / count, group = channels / static_cast<std::size_t>(layer.groups);
    const std::size_t base = depthwise ? 0 : c / (count / static_cast<std::size_t>(layer.groups)) * group;
    std::int64_t low = k.has_biases ? k.biases[c] : 0, high = low;
    for (std::size_t i = 0; i < each; ++i) {
      const std::int64_t weight = k.weights[depthwise ? i * count + c : c * each + i];
      const Interval x = in(0, depthwise ? c / (count / channels) : base + i % group);
      std::int64_t a = weight * (x.low - zero(0)), b = weight * (x.high - zero(0));
      if (a > b) std::swap(a, b);
      low += outside ? std::min<std::int64_t>(a, 0) : a;
      high += outside ? std::max<std::int64_t>(b, 0) : b;
    }
    const double weight_scale = k.scales.size() == 1 ? k.scales[0] : k.scales[c];
    return to_output(scale(0) * weight_scale / double{out.quantization.scale}).range(low, high);
  }

  /// The operand's interval minus its zero point, whether it is a tensor or the constant.
  struct Operand {
    int low, high;
    double scale;
  };
  Operand operand(std::size_t which, std::size_t c) const {
    const bool constant = has_constant_operand(layer) && (which == 0) == layer.constant_first;
    if (constant) {
      const Constants& k = layer.constants;
      const auto channels = static_cast<std::size_t>(k.dims.back());
      int low = 127, high = -128;
      for (std::size_t i = channels == 1 ? 0 : c; i < k.weights.size(); i += channels)
        low = std::min<int>(low, k.weights[i]), high = std::max<int>(high, k.weights[i]);
      return {low - k.zero_point, high - k.zero_point, k.scales[0]};
    }
    const std::size_t i = has_constant_operand(layer) ? 0 : which;
    return {in(i, c).low - zero(i), in(i, c).high - zero(i), scale(i)};
  }

  Interval arithmetic(std::size_t c) const {
    const Operand a = operand(0, c), b = operand(1, c);
    const double out_scale = out.quantization.scale;
    if (layer.kind == Kind::mul) {
      const auto [low, high] = std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
      return to_output(a.scale * b.scale / out_scale).range(low, high);
    }
    const double twice = 2 * std::max(a.scale, b.scale);
    const Range x = Requantization::wide(a.scale / twice, std::int64_t{a.low} << 20, std::int64_t{a.high} << 20);
    Range y = Requantization::wide(b.scale / twice, std::int64_t{b.low} << 20, std::int64_t{b.high} << 20);
    if (layer.kind == Kind::sub) y = {-y.high, -y.low};
    return to_output(twice / ((1 << 20) * out_scale)).range(std::int64_t{x.low} + y.low, std::int64_t{x.high} + y.high);
  }

  Interval requantized(std::size_t c) const {
    return to_output(scale(0) / double{out.quantization.scale}).range(in(0, c).low - zero(0), in(0, c).high - zero(0));
  }

  /// A mean lies between what it averages; over channels, of all of them.
  Interval mean(std::size_t c) const {
    const bool over_channels = std::find(layer.axes.begin(), layer.axes.end(), Axis::channels) != layer.axes.end();
    Interval x = in(0, over_channels ? 0 : c);
    for (std::size_t i = 1; over_channels && i < static_cast<std::size_t>(net.in(layer).dims.back()); ++i)
      x = hull(x, in(0, i));
    std::int64_t count = 1;
    for (const Axis axis : layer.axes) count *= dim(net.in(layer).dims, axis);
    return to_output(scale(0) / double{out.quantization.scale}).mean(x.low - zero(0), x.high - zero(0), count);
  }

  Interval concat(std::size_t c) const {
    if (layer.axes[0] == Axis::channels)
      for (std::size_t i = 0; i < layer.inputs.size(); ++i) {
        const auto channels = static_cast<std::size_t>(net.in(layer, i).dims.back());
        if (c < channels) return clamped(in(i, c));
        c -= channels;
      }
    Interval x = in(0, c);
    for (std::size_t i = 1; i < layer.inputs.size(); ++i) x = hull(x, in(i, c));
    return clamped(x);
  }

  Interval padded(std::size_t c) const {
    const auto zeros = static_cast<std::int8_t>(zero(0));
    const Padding& p = layer.padding;
    const auto before = static_cast<std::size_t>(p.before),
               channels = static_cast<std::size_t>(net.in(layer).dims.back());
    if (c < before || c >= before + channels) return {zeros, zeros};
    const Interval x = in(0, c - before);
    return p.top + p.bottom + p.left + p.right > 0 ? hull(x, {zeros, zeros}) : x;
  }

  /// Bytes stay in order: byte e is channel e % channels, before and behind.
  Interval reshaped(std::size_t c) const {
    const auto from = static_cast<std::size_t>(net.in(layer).dims.back()),
               to = static_cast<std::size_t>(out.dims.back());
    if (to % from == 0) return in(0, c % from);
    if (from % to != 0) return {};
    Interval x = in(0, c);
    for (std::size_t i = c; i < from; i += to) x = hull(x, in(0, i));
    return x;
  }

  Interval zero_stays_zero(std::size_t c) const {
    const Interval x = in(0, c);
    const auto zeros = static_cast<std::int8_t>(out.quantization.zero_point);
    return x.low == zero(0) && x.high == zero(0) ? Interval{zeros, zeros} : Interval{};
  }
};

}  // namespace

std::vector<std::vector<Interval>> channel_intervals(const Network& net) {
  std::vector<Intervals> intervals(net.tensors.size());
  for (const int input : net.inputs)
    intervals[static_cast<std::size_t>(input)].resize(static_cast<std::size_t>(net[input].dims.back()));
  for (const Layer& layer : net.layers)
    intervals[static_cast<std::size_t>(layer.output)] = Evaluation(net, intervals, layer).run();
  return intervals;
}

}  // namespace exporter
