// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/fixed_point.hpp>
#include <tinytmpl/core/math.hpp>

namespace tinytmpl::core {

/// What a kernel may count on in the numbers that training gave a node; each holds whatever the inputs are. A network without
/// parameters has what is usual.
struct Numbers {
  int sum_bits = 21;    // |sum| < 2^sum_bits, for each sum of products with its bias
  int least_shift = 4;  // of the multipliers' right shifts; those of channels that are constant do not count
  int most_shift = 10;
  int linear_shift = 0;    // of a sum of two tensors: LinearSum's, 0 if there is none
  bool minus_128 = false;  // is a weight -128?
  bool saturates = true;   // outputs reach from -128 to 127: saturation to int8 is all the clamping
  bool clamps_below =
      true;  // the clamp leaves nothing below the output's zero point: ties of negatives may round either way

  friend constexpr bool operator==(const Numbers&, const Numbers&) = default;
};

/// The sums that a filter can reach, bias included, with any inputs.
struct SumRange {
  std::int64_t least = 0, most = 0;
  int least_weight = 0;  // or 0, if none is negative

  /// Of `count` weights, `step` apart, less their own zero point.
  constexpr SumRange(const std::int8_t* weights, int count, int step, std::int32_t bias, int zero_point,
                     int weights_zero_point = 0) {
    std::int64_t positive = 0, negative = 0;
    for (int i = 0; i < count; ++i) {
      const int w = weights[i * step] - weights_zero_point;
      if (w > 0) positive += w;
      else negative -= w;
      if (w < least_weight) least_weight = w;
    }
    const int above = 127 - zero_point, below = 128 + zero_point;  // how far inputs reach from their zero point
    least = bias - positive * below - negative * above;
    most = bias + positive * above + negative * below;
  }
  constexpr std::int64_t reach() const { return maximum(-least, most); }
  /// Is it requantized to the zero point, whatever it is? |sum * value / 2^31| is no more than |sum|, and less than half a unit.
  constexpr bool vanishes(Multiplier m) const {
    return m.value == 0 || (m.shift < 0 && reach() < std::int64_t{1} << (-m.shift - 1));
  }
};

}  // namespace tinytmpl::core
