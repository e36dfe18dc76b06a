// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/geometry.hpp>
#include <tinytmpl/core/parameters.hpp>
#include <tinytmpl/graph/network.hpp>
#include <tinytmpl/graph/tables.hpp>

namespace tinytmpl::graph {

/// Needs the node a kernel that knows TFLite's arithmetic of uint8? Where only its multipliers are others it does not.
constexpr bool needs_uint8(const Node& node) {
  return node.as_uint8 && (node.op == Op::average_pool || node.demands.factors > 0 || node.weights_zero_point != 0);
}

/// The numbers by which the kernel for node `i` is chosen.
template <int n>
constexpr Geometry geometry_of(const Network<n>& net, int i, Rounding rounding = {}, Optimize optimize = {}) {
  const Node& node = net[i];
  Geometry g;
  g.op = node.op == Op::dense ? Op::conv2d : node.op;  // a convolution whose kernel is its input
  g.out = {node.out.extent.w, node.out.extent.c, node.out.element};
  g.operand_count = node.operand_count;
  for (int k = 0; k < node.operand_count; ++k)
    g.in[k] = {node.in(k).extent.w, node.in(k).extent.c, net.operand(i, k).out.element,
               lies_in_flash(net.operand(i, k))};
  g.kernel_h = node.in().rows.size, g.stride_h = node.in().rows.stride;
  g.cols = node.cols;
  if (node.traits.takes_all) {  // rows that are read whole lie one behind the other
    g.in[0].w *= node.in().extent.h, g.cols.size = g.in[0].w;
    g.kernel_h = 1;
  }
  if (g.op == Op::conv2d) g.filter_c = node.demands.weights / (node.out.extent.c * g.kernel_h * g.cols.size);
  g.weights = node.weights_element, g.biases = node.biases_element;
  g.own = node.own;
  g.has_bias = node.demands.biases > 0;
  g.as_uint8 = needs_uint8(node);
  g.bands = may_band(node);
  g.rounding = rounding, g.optimize = optimize;
  g.numbers.clamps_below = node.activation == Activation::relu || node.activation == Activation::relu6;
  return g;
}

/// The quantization of the second operand, or of the only one.
template <int n>
constexpr Quantization second_quantization(const Network<n>& net, int i) {
  return net.operand(i, net[i].operand_count > 1 ? 1 : 0).out.quantization;
}

/// A factor in fixed point; the quotient is cut off, as TFLite does.
template <Rounding rounding>
constexpr Multiplier multiplier_of(Factor factor) {
  Multiplier m = make_multiplier<rounding>(factor.real);
  if (factor.divisor == 1) return m;
  int shift = 63 - std::countl_zero(static_cast<std::uint64_t>(factor.divisor));
  shift = minimum(shift, 32), shift = minimum(shift, 31 + m.shift);
  m.value = static_cast<std::int32_t>((std::int64_t{m.value} << shift) / factor.divisor);
  m.shift -= shift;
  return m;
}

template <int n>
constexpr Scales scales_of(const Network<n>& net, int i, const Parameters& p, Rounding rounding = {}) {
  const bool as_uint8 = net[i].as_uint8 && !net[i].traits.multiplies_reals;
  const auto last = double{net.operand(i, net[i].operand_count - 1).out.quantization.scale};
  return {net.operand(i).out.quantization.scale,
          second_quantization(net, i).scale,
          last,
          net[i].out.quantization.scale,
          p.scales,
          p.beta,
          as_uint8 || rounding == Rounding::onnx,
          rounding};
}

/// All multipliers that a node derives.
template <Rounding rounding, int n>
constexpr void derive_multipliers(const Network<n>& net, int i, const Parameters& p, Multiplier* m) {
  const Node& node = net[i];
  const Scales scales = scales_of(net, i, p, rounding);
  if (node.op == Op::lookup && node.demands.multipliers > 0)
    return node.curve.wide.derive(m, {net.operand(i).out.quantization, node.out.quantization, p.alpha,
                                      make_multiplier<rounding>, multiply<rounding>});
  for (int c = 0; c < node.demands.multipliers; ++c)
    m[c] = multiplier_of<rounding>(node.demands.factor(node, scales, c));
}

/// All factors that a node derives.
template <int n>
constexpr void derive_factors(const Network<n>& net, int i, const Parameters& p, Binary* factors) {
  const Node& node = net[i];
  const Scales scales = scales_of(net, i, p);
  for (int c = 0; c < node.demands.factors; ++c) {
    const double real = node.demands.factor(node, scales, c).real;
    factors[c] = real > 0 ? split(real) : Binary{};
  }
}

/// The same as arrays of the compiler's.
template <int count, Rounding rounding, int n>
constexpr Array<Multiplier, count> multipliers_of(const Network<n>& net, int i, const Parameters& p) {
  Array<Multiplier, count> m;
  derive_multipliers<rounding>(net, i, p, m.data());
  return m;
}
template <int count, int n>
constexpr Array<Binary, count> factors_of(const Network<n>& net, int i, const Parameters& p) {
  Array<Binary, count> factors;
  derive_factors(net, i, p, factors.data());
  return factors;
}

/// Zero points and clamps of node `i`.
template <int n>
constexpr Constants constants_of(const Network<n>& net, int i) {
  Constants k;
  k.zero_point[0] = static_cast<std::int16_t>(net.operand(i).out.quantization.zero_point);
  const bool has_weights = net[i].demands.weights > 0 && needs_uint8(net[i]);
  k.zero_point[1] =
      static_cast<std::int16_t>(has_weights ? net[i].weights_zero_point : second_quantization(net, i).zero_point);
  k.output_zero_point = static_cast<std::int16_t>(net[i].out.quantization.zero_point);
  if (!is_quantized(net[i].out.element)) return k;
  if (net[i].out.element == Element::int16) return k;
  const Limits limits = activation_limits(net[i].activation, net[i].out.quantization);
  k.lowest = limits.lowest, k.highest = limits.highest;
  return k;
}

/// What node `i` needs, if it reads or writes real numbers.
template <int n>
constexpr RealNumbers reals_of(const Network<n>& net, int i, const Parameters& given) {
  const Node& node = net[i];
  RealNumbers reals = real_limits(node);
  if (node.weights_element == Element::int8 && node.demands.scales > 0) {
    reals.scales = given.scales.data();
    reals.scale_step = given.scales.size() > 1 ? 1 : 0;
  }
  reals.function = node.op == Op::lookup ? node.curve.real : nullptr;
  if (node.op == Op::softmax) reals.own = given.beta;
  else if (node.op == Op::lstm) reals.own = given.clip;
  else if (node.op == Op::dequantize) reals.own = net.operand(i).out.quantization.scale;
  else reals.own = is_quantized(node.out.element) ? node.out.quantization.scale : given.alpha;
  return reals;
}

/// What node `i` needs, if it reads or writes int16.
template <int n>
constexpr WideNumbers wide_of(const Network<n>& net, int i) {
  const Node& node = net[i];
  WideNumbers wide;
  if (node.out.element == Element::int16) {
    wide = wide_limits(node.activation, node.out.quantization.scale);
  } else {
    const Limits limits = activation_limits(node.activation, node.out.quantization);
    wide.lowest = limits.lowest, wide.highest = limits.highest;
  }
  wide.value = node.op == Op::lookup ? node.curve.wide.value : nullptr;
  return wide;
}

/// Where lies what is derived for a node; null: it needs none.
struct Derived {
  const Multiplier* multipliers = nullptr;
  const Binary* factors = nullptr;
  const std::int8_t* table = nullptr;
  const std::int32_t* exponentials = nullptr;
  const std::int16_t* filled = nullptr;
  const RealNumbers* reals = nullptr;
  const WideNumbers* wide = nullptr;
};

/// All constants of node `i`, in TFLite's layout.
template <int n>
constexpr Constants canonical_constants(const Network<n>& net, int i, const Parameters& given, const Derived& derived) {
  Constants k = constants_of(net, i);
  if (net[i].demands.weights > 0 && !derived.table) k.weights = given.weights.data();  // a table is made of its weights
  if (!is_null(net[i].demands.fill)) k.weights = derived.filled;
  if (net[i].demands.biases > 0) k.biases = given.biases.data();
  k.multipliers = derived.multipliers, k.exponentials = derived.exponentials;
  if (net[i].demands.reals) k.reals = derived.reals;
  else if (net[i].demands.wide) k.wide = derived.wide;
  else if (derived.factors) k.factors = derived.factors;
  else k.table = derived.table;
  return k;
}

/// Those of a sum that takes one step.
template <int n>
constexpr Constants linear_constants(const Network<n>& net, int i, const LinearSum& linear) {
  Constants k = constants_of(net, i);
  k.linear = &linear;
  return k;
}

/// Bytes of flash for what node `i` is given or derives, unless a kernel packs that its own way.
constexpr int constant_bytes(const Node& node) {
  const Demands& d = node.demands;
  return d.weights * size_of(node.weights_element) + size_of(node.biases_element) * d.biases +
         static_cast<int>(sizeof(Multiplier)) * d.multipliers + static_cast<int>(sizeof(Binary)) * d.factors +
         d.table_bytes + (d.reals ? static_cast<int>(sizeof(RealNumbers)) + 4 * d.scales : 0) +
         (d.wide ? static_cast<int>(sizeof(WideNumbers)) : 0);
}

}  // namespace tinytmpl::graph
