// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <span>

#include <tinytmpl/core/namespaces.hpp>
#include <tinytmpl/core/policy.hpp>

namespace tinytmpl::core {

struct Node;

/// The scales of what a node reads and writes, and of its weights: one, or one for each multiplier.
struct Scales {
  double left = 0, right = 0, last = 0, out = 0;  // last: of the last operand
  std::span<const float> weights{};
  float beta = 1;           // Parameters::beta
  bool in_float32 = false;  // products and quotients of scales are float32
  Rounding rounding{};      // of the model

  constexpr double weight(int i) const {
    return double{weights[weights.size() == 1 ? 0 : static_cast<std::size_t>(i)]};
  }
  /// A product or a quotient of two scales. What was rounded to double is not rounded another way to float32.
  constexpr double rounded(double real) const { return in_float32 ? double{static_cast<float>(real)} : real; }
};

/// What a multiplier stands for: a real number, and what it is divided by in fixed point.
struct Factor {
  double real = 0;
  int divisor = 1;
};

/// Factor `i` of a node, as TFLite's Prepare functions have it: in double, as TensorFlow Lite Micro computes them.
using FactorOf = Factor(const Node& node, const Scales& scales, int i);

/// One for each scale of the weights.
constexpr Factor factor_of_weights(const Node&, const Scales& s, int i) {
  return {s.rounded(s.left * s.weight(i)) / s.out};
}

}  // namespace tinytmpl::core
