// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/bytes.hpp>
#include <tinytmpl/kernels/armv81m/filter_pairs.hpp>

namespace tinytmpl::kernels::armv81m {

constexpr int strip_columns(const Geometry& g) { return g.cols.start(g.out.w - 1) + g.cols.size + g.cols.before; }

/// The rows that a convolution reads, column by column in one piece of memory, so that each window is one piece, too:
///
///   strip   { row 0, row 1 ... of the kernel, all channels of each } for each column, those beside the image included
///
/// Of a single window the rows lie one behind the other, as filters do: then they are not taken apart.
template <Geometry g>
struct Strip {
  static constexpr int c = g.in[0].c, depth = g.kernel_h * g.cols.size * c;
  static constexpr bool one_window = g.out.w == 1;
  static constexpr int columns = strip_columns(g), column = g.kernel_h * c, bytes = columns * column;
  static constexpr int pitch = g.cols.stride * column;                  // from window to window
  static constexpr Range inside = g.cols.reads(0, g.out.w, g.in[0].w);  // columns of the image
  static constexpr int left = inside.begin + g.cols.before;             // columns beside it
  static constexpr int right = columns - left - (inside.end - inside.begin);

  /// Four windows that share columns are computed together if they are made of whole vectors.
  static constexpr bool slides = g.cols.size == 3 && (g.cols.stride == 1 || g.cols.stride == 2) && c % 16 == 0 &&
                                 2 * column - 16 <= 508 && g.out.w % 4 == 0;
  static constexpr Sliding3 sliding{slides ? column : 0, g.cols.stride};

  /// Where the weights of a filter belong that TFLite stores as its `i`th run of `run`, row by row.
  static constexpr int run = one_window ? depth : slides ? 16 : c;
  static constexpr int place(int i) {
    if (one_window) return 0;
    const int runs = c / run, x = i / runs % g.cols.size, y = i / runs / g.cols.size;
    if (!slides) return (x * g.kernel_h + y) * c;
    return 48 * (y * runs + i % runs) + 16 * sliding.tap(x);
  }

  static void fill(std::int8_t* strip, const auto& rows, std::int8_t zero_point) {
    constexpr int from = inside.begin * c, count = inside.end - inside.begin;
    if constexpr (one_window) {
      for (int y = 0; y < g.kernel_h; ++y, strip += columns * c) {
        const std::int8_t* row = rows[y];
        if (left > 0 || right > 0 || !row) fill_bytes(strip, zero_point, columns * c);
        if (row) copy_bytes(strip + left * c, row + from, count * c);
      }
    } else {
      bool whole = true;
      for (int y = 0; y < g.kernel_h; ++y) whole = whole && rows[y];
      if (!whole) fill_bytes(strip, zero_point, bytes);
      else {
        if constexpr (left > 0) fill_bytes(strip, zero_point, left * column);
        if constexpr (right > 0) fill_bytes(strip + (columns - right) * column, zero_point, right * column);
      }
      for (int y = 0; y < g.kernel_h; ++y)
        if (const std::int8_t* row = rows[y]; count > 0 && row)
          spread_pieces<c, column>(strip + left * column + y * c, row + from, count);
    }
  }
};

}  // namespace tinytmpl::kernels::armv81m
