// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/numbers.hpp>
#include <tinytmpl/kernels/ladder.hpp>

/// What kernels for the DSP extension tell apart in the numbers.
namespace tinytmpl::kernels::armv7em {

/// How a sum becomes steps of the output: by integers, of which ties of negatives go away from zero, or need not, since those are clamped
/// away; or as ONNX Runtime by a float32.
enum class Rescaling { ties_away, ties_up, float32 };
constexpr Rescaling rescaling(const Geometry& g) {
  if (g.rounding == Rounding::onnx) return Rescaling::float32;
  return common::negatives(g.numbers) == common::Negatives::kept ? Rescaling::ties_away : Rescaling::ties_up;
}

/// Is a right shift of at least 2 all that there is? Then it is a factor of SMMLAR, too.
constexpr bool usual_shifts(const Numbers& n) { return n.least_shift >= 2; }

/// The one shift that serves all channels of a depthwise convolution, each scaled by up to 2^7; 0 if there is none.
constexpr int common_shift(const Numbers& n) {
  const int shift = n.most_shift + 1;
  const bool fits = n.least_shift >= 1 && n.least_shift <= n.most_shift && shift - n.least_shift <= 7;
  return fits && n.sum_bits + 1 + shift - n.least_shift <= 31 ? shift : 0;
}

/// What the clamp of an activation decides.
constexpr Numbers keep_clamp(const Numbers& n) { return {.saturates = n.saturates, .clamps_below = n.clamps_below}; }

}  // namespace tinytmpl::kernels::armv7em
