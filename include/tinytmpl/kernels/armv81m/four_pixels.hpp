// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/filter_pairs.hpp>

namespace tinytmpl::kernels::armv81m {

/// Pixels at equal distances, each so many activations side by side, and where their outputs go.
struct Pixels {
  const std::int8_t* in;             // the first one's activations
  const std::uint32_t* filters;      // pairs
  std::int8_t* out;                  // the first one's outputs
  std::int8_t* out_end;              // two for each pair
  std::int32_t in_pitch, out_pitch;  // bytes from one pixel to the next
  std::int32_t count;                // a multiple of four
  std::int32_t second;               // from the output of a pair's first filter to that of its second: 1 or 0
};

/// computes  the outputs of pairs of filters at pixels
template <int depth, Scaling how, Sliding3 sliding>
inline void convolve_four_pixels_portable(const Pixels& p, const Limits& limits) {
  using Pair = FilterPair<depth>;
  for (int i = 0; i < p.count; ++i) {
    const std::uint32_t* pair = p.filters;
    for (std::int8_t* out = p.out; out != p.out_end; out += 2, pair += Pair::words)
      for (int side = 0; side < 2; ++side)
        out[i * p.out_pitch + side * p.second] = Pair::template output<how>(
            pair, side, p.in + i * p.in_pitch, limits, [](int at) { return sliding.activation(at); });
  }
}

}  // namespace tinytmpl::kernels::armv81m
