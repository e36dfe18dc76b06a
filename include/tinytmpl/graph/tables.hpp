// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <limits>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/gemmlowp.hpp>
#include <tinytmpl/core/node.hpp>
#include <tinytmpl/core/parameters.hpp>

/// The tables that the compiler derives: a function of one int8 is computed for all 256, exactly as TFLite's kernel would.
namespace tinytmpl::graph {

/// The outputs that an activation leaves: TFLite kernels/kernel_util.cc, CalculateActivationRangeQuantized.
struct Limits {
  std::int8_t lowest = -128, highest = 127;
};
constexpr Limits activation_limits(Activation activation, Quantization q) {
  switch (activation) {
    case Activation::relu: return {q.quantize(0), 127};
    case Activation::relu6: return {q.quantize(0), q.quantize(6)};
    case Activation::relu_n1_to_1: return {q.quantize(-1), q.quantize(1)};
    case Activation::none: break;
  }
  return {};
}

/// The same of an output of int16.
constexpr WideNumbers wide_limits(Activation activation, float scale) {
  const QuantizationOf<std::int16_t> q{scale, 0};
  switch (activation) {
    case Activation::relu: return {0, 32767};
    case Activation::relu6: return {0, q.quantize(6)};
    case Activation::relu_n1_to_1: return {q.quantize(-1), q.quantize(1)};
    case Activation::none: break;
  }
  return {};
}

/// The same of real numbers: TFLite kernels/kernel_util.h, CalculateActivationRange. What has no fused activations there leaves
/// infinities alone.
constexpr RealNumbers real_limits(const Node& node) {
  using Reals = std::numeric_limits<float>;
  const bool finite = node.op != Op::lookup && node.op != Op::mean && node.op != Op::mean_of_sums &&
                      node.op != Op::maximum && node.op != Op::minimum && node.op != Op::floor_div &&
                      node.op != Op::floor_mod && node.op != Op::reduce_max && node.op != Op::reduce_min &&
                      node.op != Op::svdf && node.op != Op::matmul && node.op != Op::l2_norm &&
                      node.op != Op::log_softmax;
  const float most = finite ? (Reals::max)() : Reals::infinity();
  switch (node.activation) {
    case Activation::relu: return {0, most};
    case Activation::relu6: return {0, 6};
    case Activation::relu_n1_to_1: return {-1, 1};
    case Activation::none: break;
  }
  return {-most, most};
}

/// The outputs of lookup `node` for -128 ... 127 in the quantization `in`, with what training gave it.
template <Rounding rounding>
constexpr Array<std::int8_t, 256> lookup_table(const Node& node, Quantization in, const Parameters& p = {}) {
  const Quantization out = node.out.quantization;
  const Limits limits = activation_limits(node.activation, out);
  CurveOutputs outputs;
  constexpr Rounding how = of_tensorflow(rounding);
  node.curve.fill(outputs, {in, out, p.alpha, make_multiplier<how>, multiply<how>, p.weights.data()});
  Array<std::int8_t, 256> table;
  for (int i = 0; i < 256; ++i)
    table[i] = static_cast<std::int8_t>(bounded<std::int32_t>(outputs[i], limits.lowest, limits.highest));
  return table;
}

/// exp(-d * beta * scale) in Q0.31 for d = 0 ... 255; -1 where TFLite counts it as nothing: micro/kernels/softmax_common.cc.
template <Rounding rounding>
constexpr Array<std::int32_t, 256> softmax_table(float scale, float beta) {
  constexpr Rounding how = of_tensorflow(rounding);
  const Multiplier m = make_multiplier<how>(minimum(double{beta} * double{scale} * (1 << 26), 2147483647));
  const std::int64_t radius = m.shift > 31 ? 0 : m.shift < 0 ? 255 : (std::int64_t{31} << 26) >> m.shift;
  Array<std::int32_t, 256> table;
  for (int d = 0; d < 256; ++d) table[d] = d <= radius ? gemmlowp::exp_of_negative<5>(multiply<how>(-d, m)) : -1;
  return table;
}

}  // namespace tinytmpl::graph
