// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/parameters.hpp>
#include <tinytmpl/layers/conv2d.hpp>

namespace tinytmpl::layers {

inline constexpr Attribute<0> svdf_rank;
inline constexpr Attribute<1> svdf_memory;
inline constexpr Attribute<2> kept_bits;  ///< Of the sums that it keeps.
inline constexpr Attribute<3> kept_zero_point;

/// From a sum over channels to what is kept, and from a sum over steps to the output; quotients are float32: TFLite
/// micro/kernels/svdf_common.cc, PrepareSvdf.
constexpr Factor factor_of_svdf(const Node&, const Scales& s, int i) {
  const auto in_float32 = [](double x) { return double{static_cast<float>(x)}; };
  const double product = in_float32(i == 0 ? s.left * s.weight(0) : s.last * s.weight(1));
  return {in_float32(product / (i == 0 ? s.last : s.out))};
}

constexpr void learn_sums(Node& node, const Parameters& given) {
  const bool is_wide = given.state_element == Element::int16;
  kept_bits(node) = is_wide ? 16 : 8, kept_zero_point(node) = is_wide ? 0 : given.state_zero_point;
  const bool can_be = valid_for(given.state_element, given.state_scale, given.state_zero_point);
  node.require(node.out.element == Element::float32 || can_be, Rule::kept_scale, 1, 0);
}

constexpr Node svdf(Extent in, int units, int rank, int memory) {
  const int count = maximum(1, units);
  Node node = unary(Op::svdf, "SVDF", in, {in.h, in.w, count, in.rank});
  node.require_at_least(Rule::filters, 1, minimum(minimum(units, rank), memory));
  node.require(in.rank < 3, Rule::sequence, 2, in.rank);
  const std::int64_t filters = std::int64_t{count} * maximum(1, rank), kept = filters * maximum(1, memory);
  const bool fits = filters <= max_elements && kept <= max_elements;
  node.require(fits, Rule::weights_size, max_elements, 0x7FFFFFFF);
  const int columns = fits ? maximum(1, memory) : 1, each = static_cast<int>(fits ? filters : 1);
  set_weights(node, each, std::int64_t{in.c} + 2 * columns, true);
  node.demands.real_weights = node.demands.weights - each * columns;
  node.demands.biases = count, node.demands.scales = node.demands.multipliers = 2;
  node.demands.factor = factor_of_svdf, node.demands.learn = learn_sums;
  node.traits.clamps = node.traits.either_axis = true, node.traits.widens = false;
  svdf_rank(node) = maximum(1, rank), svdf_memory(node) = columns;
  node.macs = std::int64_t{each} * (in.c + columns) * in.h * in.w;
  keep_state(node, {{1, 1, each * columns, in.rank}, Element::int16}, {.stride = 0});
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// A dense layer of few multiplications, over time: each filter is a sum over channels and then one over the last steps, and a unit
/// is the sum of its `rank` filters (a singular value decomposition filter). TFLite SVDF. The last steps stay from one inference to
/// the next, until `reset`.
///
/// shapes   `Shape<steps, channels>` -> `Shape<steps, units>`; a vector is one step
/// weights  int8 `[units * rank, channels]`, and behind them int16 `[units * rank, memory]`, the oldest step first, each as two bytes,
///          the lower one first; a scale for each of both; bias int32 `[units]`. Or all of them float32. `Parameters::state_scale` is
///          that of the sums over channels, which are int16, or with `state_element` int8 with `state_zero_point`
/// units    `state_bytes`: two for each unit, rank and step of memory, of float32 four
/// rejects  an image, a scale that is none
/// source   TensorFlow Lite micro/kernels/svdf_common.cc
template <int units, int rank, int memory>
struct SVDF {
  static constexpr core::Node describe(core::Extent in) { return layers::svdf(in, units, rank, memory); }
};

}  // namespace tinytmpl
