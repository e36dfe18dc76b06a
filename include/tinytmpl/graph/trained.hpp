// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/bind.hpp>
#include <tinytmpl/graph/derive.hpp>
#include <tinytmpl/graph/linear.hpp>

namespace tinytmpl::graph {

/// Joins what holds for two groups of filters.
constexpr Numbers both(const Numbers& a, const Numbers& b) {
  Numbers numbers = a;
  numbers.sum_bits = maximum(a.sum_bits, b.sum_bits);
  numbers.least_shift = minimum(a.least_shift, b.least_shift), numbers.most_shift = maximum(a.most_shift, b.most_shift);
  numbers.minus_128 = a.minus_128 || b.minus_128;
  return numbers;
}

/// What holds for filters [first, last) of a convolution, dense layer or depthwise convolution.
constexpr Numbers numbers_of_filters(const Node& node, const Constants& k, int first, int last) {
  const int filters = node.out.extent.c, count = node.demands.weights / filters;
  const bool interleaved = node.op == Op::depthwise_conv2d;
  Numbers numbers{.sum_bits = 0, .least_shift = 31, .most_shift = -31};
  for (int f = first; f < last; ++f) {
    const std::int8_t* weights = interleaved ? k.weights + f : k.weights + f * count;
    const int step = interleaved ? filters : 1;
    const SumRange sums{weights, count, step, k.bias(f), k.zero_point[0], node.weights_zero_point};
    numbers.minus_128 = numbers.minus_128 || sums.least_weight == -128;
    while (sums.reach() >> numbers.sum_bits != 0) ++numbers.sum_bits;
    if (sums.vanishes(k.multipliers[f])) continue;
    const int shift = -k.multipliers[f].shift;
    numbers.least_shift = minimum(numbers.least_shift, shift), numbers.most_shift = maximum(numbers.most_shift, shift);
  }
  return numbers;
}

/// Those whose numbers kernels ask for.
constexpr bool has_filters(const Node& node) {
  const bool has = node.op == Op::conv2d || node.op == Op::dense || node.op == Op::depthwise_conv2d;
  return has && node.demands.factors == 0;
}
constexpr bool is_sum(const Node& node) { return node.op == Op::add || node.op == Op::sub; }

/// What the numbers of a node allow: `filters` are those of all its filters, if it has some; `linear` is the sum in one step, if it
/// is a sum.
constexpr Numbers numbers_of(const Node& node, const Constants& k, const Numbers& filters, const LinearSum& linear) {
  Numbers numbers = filters;
  numbers.linear_shift = linear.shift;
  if (node.op == Op::mul) {  // of two tensors: its terms are differences to zero points
    const int shift = -k.multipliers[0].shift;
    numbers.sum_bits = 16, numbers.least_shift = numbers.most_shift = shift;
  }
  numbers.clamps_below = k.lowest >= k.output_zero_point;
  numbers.saturates = k.lowest == -128 && k.highest == 127;
  return numbers;
}

/// What training gave a network and what the compiler derives from it, node by node. Nothing is linked but what a kernel reads.
template <class Checked, const auto& parameters, Rounding rounding>
struct Trained {
  static constexpr auto& network = Checked::network;

  template <int i>
  static constexpr const Parameters& given = parameters[network[i].layer];
  /// The bytes of a constant, wherever they are not its elements.
  template <int i>
  TINYTMPL_CONSTANT alignas(4) static constexpr auto bytes_in_flash = [] {
    using T = ElementType<network[i].out.element>;
    constexpr int size = static_cast<int>(sizeof(T));
    Array<std::int8_t, given<i>.weights.size() * size> bytes;
    int next = 0;
    for (const T element : given<i>.weights.template as<T>()) store_element(bytes.data() + size * next++, element);
    return bytes;
  }();
  template <int i>
  static constexpr const std::int8_t* rows_in_flash() {
    if constexpr (network[i].out.element == Element::int8) return given<i>.weights.data();
    else return bytes_in_flash<i>.data();
  }
  template <int i>
  TINYTMPL_CONSTANT static constexpr auto multipliers =
      multipliers_of<network[i].demands.multipliers, rounding>(network, i, given<i>);
  template <int i>
  TINYTMPL_CONSTANT static constexpr auto factors = factors_of<network[i].demands.factors>(network, i, given<i>);
  template <int i>
  static constexpr Quantization operand = network.operand(i).out.quantization;
  template <int i>
  TINYTMPL_CONSTANT static constexpr auto table = lookup_table<rounding>(network[i], operand<i>, given<i>);
  template <int i>
  TINYTMPL_CONSTANT static constexpr auto exponentials = softmax_table<rounding>(operand<i>.scale, given<i>.beta);

  template <int i>
  TINYTMPL_CONSTANT static constexpr auto filled = [] {
    Array<std::int16_t, network[i].demands.table_bytes / 2> table;
    network[i].demands.fill(table.data(), network[i]);
    return table;
  }();

  template <int i>
  TINYTMPL_CONSTANT static constexpr RealNumbers reals = reals_of(network, i, given<i>);
  template <int i>
  TINYTMPL_CONSTANT static constexpr WideNumbers wide = wide_of(network, i);

  /// In TFLite's layout.
  template <int i>
  TINYTMPL_CONSTANT static constexpr Constants canonical = [] {
    Derived derived;
    if constexpr (network[i].demands.multipliers > 0) derived.multipliers = multipliers<i>.data();
    if constexpr (network[i].demands.factors > 0) derived.factors = factors<i>.data();
    if constexpr (network[i].demands.reals) derived.reals = &reals<i>;
    else if constexpr (network[i].demands.wide) derived.wide = &wide<i>;
    else if constexpr (network[i].op == Op::lookup) derived.table = table<i>.data();
    else if constexpr (network[i].op == Op::softmax) derived.exponentials = exponentials<i>.data();
    else if constexpr (!is_null(network[i].demands.fill)) derived.filled = filled<i>.data();
    return canonical_constants(network, i, given<i>, derived);
  }();

  /// A sum of two tensors in one step, if that is exact.
  template <int i>
  TINYTMPL_CONSTANT static constexpr LinearSum linear =
      LinearSearch<canonical<i>, rounding, network[i].op == Op::sub>::find();
  template <int i>
  TINYTMPL_CONSTANT static constexpr Constants with_linear = linear_constants(network, i, linear<i>);

  /// What its numbers allow. Weights are looked at in parts: a constant expression may not be long.
  template <int i>
  static constexpr Numbers numbers() {
    if constexpr (!computes_bytes(network, i)) {
      return {};
    } else {
      Numbers of_filters;
      LinearSum sum;
      if constexpr (has_filters(network[i])) of_filters = filters<i>();
      if constexpr (is_sum(network[i])) sum = linear<i>;
      return numbers_of(network[i], canonical<i>, of_filters, sum);
    }
  }

 private:
  static constexpr int weights_at_once = 30'000;
  template <int i>
  static constexpr int filters_at_once =
      maximum(1, weights_at_once / (network[i].demands.weights / network[i].out.extent.c));
  template <int i, int part>
  static constexpr Numbers part_of_filters =
      numbers_of_filters(network[i], canonical<i>, part* filters_at_once<i>,
                         minimum((part + 1) * filters_at_once<i>, network[i].out.extent.c));
  template <int i>
  static constexpr Numbers filters() {
    return []<int... part>(std::integer_sequence<int, part...>) {
      Numbers numbers{.sum_bits = 0, .least_shift = 31, .most_shift = -31};
      ((numbers = both(numbers, part_of_filters<i, part>)), ...);
      return numbers;
    }(std::make_integer_sequence<int, divide_up(network[i].out.extent.c, filters_at_once<i>)>{});
  }
};

}  // namespace tinytmpl::graph
