// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/core/roots.hpp>

namespace tinytmpl::senses {

/// How strong a frame is, in the units of its samples.
struct Level {
  float mean = 0, root_mean_square = 0, peak = 0;  // the latter two of what is left without the mean

  /// High where there are impacts: 1.4 of a sine, 3 to 4 of noise.
  constexpr float crest_factor() const { return root_mean_square > 0 ? peak / root_mean_square : 0; }
};

/// Of any range of numbers.
constexpr Level level(const auto& frame) {
  float count = 0, sum = 0, squares = 0;
  Level result;
  for (const auto sample : frame) sum += static_cast<float>(sample), ++count;
  if (count == 0) return result;
  result.mean = sum / count;
  for (const auto sample : frame) {
    const float x = static_cast<float>(sample) - result.mean, size = x < 0 ? -x : x;
    squares += core::exact(x * x);
    result.peak = size > result.peak ? size : result.peak;
  }
  result.root_mean_square = core::square_root(squares / count);
  return result;
}

}  // namespace tinytmpl::senses
