// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// One channel of an output row, kept back until all of its inputs have been read, so that it may lie over one of them.
class ChannelBuffer {
 public:
  static constexpr int bytes(const Geometry& g) { return g.out.w; }

  constexpr explicit ChannelBuffer(std::int8_t* scratch) : elements(scratch) {}
  constexpr void set(int x, std::int8_t q) { elements[x] = q; }
  constexpr void store(RowShape row, std::int8_t* out, int channel) const {
    for (int x = 0; x < row.w; ++x) out[x * row.c + channel] = elements[x];
  }

 private:
  std::int8_t* elements;
};

}  // namespace tinytmpl::kernels::portable
