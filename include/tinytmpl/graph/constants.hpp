// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/compile.hpp>

namespace tinytmpl {

/// The constants of each node for the kernels of a target: what training gave, what the compiler derives from it, what the
/// kernels pack their own way. Nothing is linked but what a kernel of the program reads.
template <class Kernels, class Target, const auto& parameters, Rounding rounding>
struct NodeConstants {
  static constexpr auto& network = Kernels::network;

  template <int i>
  static constexpr const Parameters& given = parameters[network[i].layer];
  template <int i>
  static constexpr auto multipliers = multipliers_of<network[i].multipliers, rounding>(network, i, given<i>);
  template <int i>
  static constexpr Quantization operand = network.operand(i).quantization;
  template <int i>
  static constexpr auto table = lookup_table<rounding>(network[i], operand<i>);
  template <int i>
  static constexpr auto exponentials = softmax_table<rounding>(operand<i>.scale, network[i].beta);

  /// In TFLite's layout.
  template <int i>
  static constexpr Constants canonical = [] {
    Constants k = constants_of(network, i);
    if constexpr (network[i].weights > 0) k.weights = given<i>.weights.data();
    if constexpr (network[i].biases > 0) k.biases = given<i>.biases.data();
    if constexpr (network[i].multipliers > 0) k.multipliers = multipliers<i>.data();
    if constexpr (network[i].op == Op::lookup) k.table = table<i>.data();
    if constexpr (network[i].op == Op::softmax) k.exponentials = exponentials<i>.data();
    return k;
  }();

  template <int i>
  static constexpr int packed_bytes = kernels::Needs<Target, Kernels::template geometry<i>>::packed;
  /// In the kernel's own layout.
  template <int i>
  alignas(4) static constexpr auto packed = [] {
    Array<std::int8_t, packed_bytes<i>> bytes;
    pack<Kernels::template geometry<i>>(Target{}, bytes.data(), canonical<i>);
    return bytes;
  }();
  template <int i>
  static constexpr Constants with_packed = [] {
    Constants k = constants_of(network, i);
    k.weights = packed<i>.data();
    return k;
  }();

  /// What the kernel of node `i` reads.
  template <int i>
  static constexpr const Constants& of() {
    if constexpr (packed_bytes<i> > 0) return with_packed<i>;
    else return canonical<i>;
  }
};

}  // namespace tinytmpl
