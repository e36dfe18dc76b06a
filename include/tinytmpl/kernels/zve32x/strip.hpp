// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/strips.hpp>
#include <tinytmpl/kernels/zve32x/instructions.hpp>

/// What a convolution reads of its rows for some neighbouring pixels: a strip of each.
namespace tinytmpl::kernels::zve32x {

inline void copy_bytes(std::int8_t* to, const std::int8_t* from, int count) {
  for (size_t n = 0, left = static_cast<size_t>(count); left > 0; left -= n, to += n, from += n) {
    n = vsetvl<1>(left);
    vse8(to, vle8<1>(from, n), n);
  }
}
inline void fill_bytes(std::int8_t* to, std::int8_t value, int count) {
  for (size_t n = 0, left = static_cast<size_t>(count); left > 0; left -= n, to += n) {
    n = vsetvl<1>(left);
    vse8(to, vmv<1>(value, n), n);
  }
}

/// The same part of some rows, `bytes` from byte `begin` on, copied one behind the other; zero points where a row, of `row_bytes`, has
/// none.
[[gnu::noinline]] inline void copy_strips(std::int8_t* to, auto rows, int count, int begin, int bytes, int row_bytes,
                                          std::int8_t zero_point) {
  fill_bytes(to, zero_point, count * bytes);
  const int from = bounded(begin, 0, row_bytes), inside = minimum(begin + bytes, row_bytes) - from;
  if (inside <= 0) return;
  to += from - begin;
  for (int i = 0; i < count; ++i, to += bytes)
    if (const std::int8_t* row = rows[i]) copy_bytes(to, row + from, inside);
}

/// Bytes of a strip, of some pixels of a convolution.
constexpr int strip_bytes(const Geometry& g, int pixels) {
  return ((pixels - 1) * g.cols.stride + g.cols.reach()) * g.in[0].c;
}
constexpr bool leaves_image(const Geometry& g) {
  return g.cols.before > 0 || g.cols.start(g.out.w - 1) + g.cols.reach() > g.in[0].w;
}

/// The strips of pixels from `x` on: where they lie, null for rows outside the image; copies in scratch if columns are outside.
template <Geometry g>
auto find_strips(const Band& band, int x, int pixels, std::int8_t zero_point) {
  const int begin = g.cols.start(x) * g.in[0].c, bytes = strip_bytes(g, pixels);
  const auto rows = rows_of<g>(band);
  const std::int8_t* copies = nullptr;
  if (leaves_image(g) && (begin < 0 || begin + bytes > g.in[0].size())) {
    copy_strips(band.scratch, rows, g.kernel_h, begin, bytes, g.in[0].size(), zero_point);
    copies = band.scratch;
  }
  return common::strips<g.kernel_h>([rows, copies, begin, bytes](int i) -> const std::int8_t* {
    if (copies) return copies + i * bytes;
    const std::int8_t* row = rows[i];
    return row ? row + begin : nullptr;
  });
}

}  // namespace tinytmpl::kernels::zve32x
