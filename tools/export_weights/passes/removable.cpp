// SPDX-License-Identifier: BSL-1.0
#include "passes/removable.hpp"

#include <algorithm>

namespace exporter {
namespace {

/// What may go, at first everything; each layer keeps what it needs. Sets only shrink, so this ends.
class Constraints {
 public:
  Constraints(const Channels& in_dead, Channels& in_sets) : dead(in_dead), sets(in_sets) {}

  /// Whether anything had to be kept.
  bool apply(const Layer& layer) {
    changed = false;
    constrain(layer);
    return changed;
  }
  bool keep(int tensor) {
    changed = false;
    keep_all(tensor);
    return changed;
  }

 private:
  const Channels& dead;
  Channels& sets;
  bool changed = false;

  std::vector<bool>& of(int tensor) { return sets[static_cast<std::size_t>(tensor)]; }
  std::size_t count(int tensor) { return of(tensor).size(); }

  void set(int tensor, std::size_t channel, bool removed) {
    if (of(tensor)[channel] == removed) return;
    of(tensor)[channel] = removed;
    changed = true;
  }
  void keep_all(int tensor) {
    for (std::size_t c = 0; c < count(tensor); ++c) set(tensor, c, false);
  }

  /// Channel c of `few` becomes channels first + c, + step, ... of `many`, `times` of them: all go or none.
  void tie(int few, int many, std::size_t times, std::size_t stride, std::size_t step, std::size_t first = 0) {
    for (std::size_t c = 0; c < count(few); ++c) {
      bool removed = of(few)[c];
      for (std::size_t i = 0; i < times; ++i) removed = removed && of(many)[first + c * stride + i * step];
      set(few, c, removed);
      for (std::size_t i = 0; i < times; ++i) set(many, first + c * stride + i * step, removed);
    }
  }
  void tie(int a, int b, std::size_t first = 0) { tie(a, b, 1, 1, 1, first); }

  /// Keeps the channels that a remaining filter multiplies by something else than zero, unless they are dead.
  void read_by_filters(const Layer& layer) {
    const std::vector<std::int8_t>& weights = layer.constants.weights;
    const std::size_t channels = count(layer.inputs[0]), each = weights.size() / count(layer.output);
    for (std::size_t i = 0; i < weights.size(); ++i)
      if (weights[i] != 0 && !of(layer.output)[i / each] &&
          !dead[static_cast<std::size_t>(layer.inputs[0])][i % channels])
        set(layer.inputs[0], i % channels, false);
  }

  void reshape(int from, int to) {
    if (count(to) % count(from) == 0) tie(from, to, count(to) / count(from), 1, count(from));
    else if (count(from) % count(to) == 0) tie(to, from, count(from) / count(to), 1, count(to));
    else keep_all(from), keep_all(to);
  }

  void arithmetic(const Layer& layer) {
    for (const int input : layer.inputs)
      if (count(input) == count(layer.output)) tie(input, layer.output);
      else keep_all(input), keep_all(layer.output);
  }

  void concat(const Layer& layer) {
    std::size_t first = 0;
    for (const int input : layer.inputs) {
      tie(input, layer.output, first);
      if (layer.axes[0] == Axis::channels) first += count(input);
    }
  }

  void pad(const Layer& layer) {
    const auto before = static_cast<std::size_t>(layer.padding.before);
    tie(layer.inputs[0], layer.output, before);
    for (std::size_t c = 0; c < count(layer.output); ++c)
      if (c < before || c >= before + count(layer.inputs[0])) set(layer.output, c, false);
  }

  void constrain(const Layer& layer) {
    const int from = layer.inputs[0], to = layer.output;
    switch (layer.kind) {
      case Kind::dense: return read_by_filters(layer);
      case Kind::conv2d:
        if (layer.groups == 1) return read_by_filters(layer);
        break;
      case Kind::depthwise_conv2d: {
        const std::size_t multiplier = count(to) / count(from);
        return tie(from, to, multiplier, multiplier, 1);
      }
      case Kind::reshape: return reshape(from, to);
      case Kind::add:
      case Kind::sub:
      case Kind::mul: return arithmetic(layer);
      case Kind::concat: return concat(layer);
      case Kind::pad: return pad(layer);
      case Kind::max_pool2d:
      case Kind::average_pool2d:
      case Kind::activation:
      case Kind::leaky_relu:
      case Kind::hard_swish:
      case Kind::sigmoid:
      case Kind::tanh:
      case Kind::quantize: return tie(from, to);
      case Kind::mean:
        if (std::find(layer.axes.begin(), layer.axes.end(), Axis::channels) == layer.axes.end()) return tie(from, to);
        break;
      case Kind::softmax: break;
    }
    for (const int input : layer.inputs) keep_all(input);  // whoever said nothing needs everything
    keep_all(to);
  }
};

}  // namespace

Channels removable(const Network& net, const Channels& dead) {
  constexpr int max_sweeps = 64;  // a few are enough for what people train
  Channels gone(dead.size());
  for (std::size_t t = 0; t < dead.size(); ++t) gone[t].assign(dead[t].size(), true);
  Constraints constraints(dead, gone);
  for (const int tensor : net.inputs) constraints.keep(tensor);
  for (const int tensor : net.outputs) constraints.keep(tensor);
  int sweeps = 0;
  for (bool changed = true; changed && sweeps <= max_sweeps; ++sweeps) {
    changed = false;
    for (std::size_t i = net.layers.size(); i > 0; --i) changed |= constraints.apply(net.layers[i - 1]);  // upstream
    for (const Layer& layer : net.layers) changed |= constraints.apply(layer);
    for (std::vector<bool>& channels : gone)
      if (std::all_of(channels.begin(), channels.end(), [](bool removed) { return removed; }) && !channels.empty())
        channels[0] = false, changed = true;
  }
  if (sweeps > max_sweeps)
    for (std::vector<bool>& channels : gone) channels.assign(channels.size(), false);
  return gone;
}

}  // namespace exporter
