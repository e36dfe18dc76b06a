// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <deque>
#include <map>
#include <vector>

#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/geometry.hpp>

#include "evaluate/bound.hpp"

namespace exporter {

/// What the compiler derives from a network's parameters (tinytmpl::Trained), as values: with the default policies, but for
/// the network's rounding.
class Trained {
 public:
  explicit Trained(const Bound& in_bound);
  Trained(const Trained&) = delete;  // constants point into it
  Trained& operator=(const Trained&) = delete;

  const NodeNetwork& network() const { return bound.nodes; }
  /// The layer that a word, as Node::layer counts them, is a part of; of an input -1.
  int layer_of(int word) const { return bound.layers[static_cast<std::size_t>(word)]; }
  /// The constants of node `i` in TFLite's layout.
  const tinytmpl::core::Constants& canonical(int i) const { return constants[static_cast<std::size_t>(i)]; }
  /// A sum of two tensors in one step, if that is exact.
  const tinytmpl::core::LinearSum& linear(int i) const;
  tinytmpl::core::Constants with_linear(int i) const;
  /// The layer that a kernel is chosen for: with what its numbers allow, or with what is usual.
  tinytmpl::core::Geometry layer(int i, bool with_numbers) const;

 private:
  const Bound& bound;
  std::vector<tinytmpl::core::Constants> constants;
  // What the constants point to.
  std::deque<std::vector<tinytmpl::core::Multiplier>> multipliers;
  std::deque<std::vector<tinytmpl::core::Binary>> factors;
  std::deque<tinytmpl::core::Array<std::int8_t, 256>> tables;
  std::deque<tinytmpl::core::RealNumbers> reals;
  std::deque<tinytmpl::core::WideNumbers> wide;
  std::deque<tinytmpl::core::Array<std::int32_t, 256>> exponentials;
  std::deque<std::vector<std::int16_t>> filled;
  mutable std::map<int, tinytmpl::core::LinearSum> linear_sums;  // those that somebody asked for

  const tinytmpl::Parameters& given(int i) const;
  tinytmpl::core::Constants derive(int i);
};

}  // namespace exporter
