// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/pad.hpp>

namespace tinytmpl::kernels::portable {

/// Appends part `x` of a row, `count` elements, if there is such a row.
[[gnu::always_inline]] constexpr std::int8_t* append(std::int8_t* to, const std::int8_t* row, int x, int count) {
  if (!row) return to;
  copy(to, row + x * count, count);
  return to + count;
}

/// computes  the rows of its operands side by side, pixel by pixel if they are joined along the channels; along the height only
///           one of them has a row here
struct Concat : KernelFor<Op::concat> {
  static constexpr const char* name = "concatenation";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const bool by_pixel = g.out.c > g.in[0].c;
    std::int8_t* out = band.out[0];
    for (int x = 0; x < (by_pixel ? g.out.w : 1); ++x)
      [&]<int... k>(std::integer_sequence<int, k...>) {  // with an index of run time all of `g` would be linked
        ((out = k < g.operand_count ? append(out, band.in[k].row(), x, by_pixel ? g.in[k].c : g.in[k].size()) : out),
         ...);
      }(std::make_integer_sequence<int, max_operands>{});
  }
};

/// computes  the row with zero points around it; a row of them above and below the image
struct Pad : KernelFor<Op::pad> {
  static constexpr const char* name = "pad";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const std::int8_t* in = band.in[0].row();
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        const int column = g.cols.start(x), channel = c - channels_before(g);
        const bool inside = in && column >= 0 && column < g.in[0].w && channel >= 0 && channel < g.in[0].c;
        band.out[0][x * g.out.c + c] =
            inside ? in[column * g.in[0].c + channel] : static_cast<std::int8_t>(k.output_zero_point);
      }
  }
};

/// computes  row `row` of the same elements in another shape, of all rows of its operand or of those that it is made of
struct Reshape : KernelFor<Op::reshape> {
  static constexpr const char* name = "reshape";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const int first = band.row * g.out.size();  // element
    int row = g.stride_h == 0 ? first / g.in[0].size() : 0, column = first % g.in[0].size();
    for (int i = 0; i < g.out.size(); ++i) {
      band.out[0][i] = rows_of<g>(band)[row][column];
      if (++column == g.in[0].size()) column = 0, ++row;
    }
  }
};

}  // namespace tinytmpl::kernels::portable
