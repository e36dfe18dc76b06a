// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/history.hpp>

namespace tinytmpl::kernels::portable {

/// computes  what is kept, and behind it what it is given; keeps the last of both
struct History : KernelFor<Op::history> {
  static constexpr const char* name = "history";
  static constexpr bool knows(Element) { return true; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const std::int8_t* given = band.in[0].row();
    std::int8_t* out = band.out[0];
    const int added = layers::added_rows(g);
    if (added > 0) {
      // What a row is written over has been read: it is the output's row `added` rows above.
      copy(out, given ? given : band.in[1][band.row], g.out.bytes());
      if (band.row >= added) copy(state_row(band, 1, band.row - added), out, g.out.bytes());
      return;
    }
    const bool by_pixel = g.out.c > g.in[0].c;
    const int pixels = by_pixel ? g.out.w : 1;
    const int before = g.in[1].bytes() / pixels, behind = g.in[0].bytes() / pixels;
    std::int8_t* kept = state_row(band, 1);
    for (int x = 0; x < pixels; ++x, given += behind, kept += before, out += before + behind) {
      copy(out, kept, before);
      copy(out + before, given, behind);
      copy(kept, out + behind, before);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
