// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/slice.hpp>

namespace tinytmpl::kernels::portable {

/// computes  a part of the row, in the longest runs that lie together
struct Slice : KernelFor<Op::slice> {
  static constexpr const char* name = "slice";
  static constexpr bool knows(Element) { return true; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const int bytes = size_of(g.out.element), step = channel_step(g);
    const bool all_channels = g.out.c == g.in[0].c, whole = all_channels && g.cols.stride == 1;
    const int pixels = whole ? 1 : g.out.w, runs = step == 1 ? 1 : g.out.c, run = g.out.bytes() / pixels / runs;
    std::int8_t* out = band.out[0];
    for (int x = 0; x < pixels; ++x) {
      const std::int8_t* in = band.in[0].row() + (g.cols.start(x) * g.in[0].c + first_channel(g)) * bytes;
      for (int i = 0; i < runs; ++i, in += step * bytes, out += run) copy(out, in, run);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
