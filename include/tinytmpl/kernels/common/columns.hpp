// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/common/planes.hpp>
#include <tinytmpl/kernels/common/rows.hpp>

/// Depthwise convolutions of one column, as over time: taps lie in different rows, so there is nothing to be copied. Channels are
/// packed as by planes::pack_channel.
namespace tinytmpl::kernels::common::columns {

constexpr bool is_column(const Geometry& g) {
  return g.cols.size == 1 && g.cols.before == 0 && g.kernel_h <= 16 && g.cols.start(g.out.w - 1) < g.in[0].w;
}

/// The sum of one output, whose inputs are at `at` in all rows.
template <int rows>
constexpr std::uint32_t add_up(const std::int8_t* const* row, int at, const std::int8_t* weights, std::uint32_t start) {
  [&]<int... i>(std::integer_sequence<int, i...>) {
    ((start += static_cast<std::uint32_t>(weights[i] * row[i][at])), ...);
  }(std::make_integer_sequence<int, rows>{});
  return start;
}

/// computes  as portable; the scratch is a row of zero points
template <Geometry g, class Outputs>
constexpr void convolve_row(const Band& band, const Constants& k) {
  const Outputs outputs(k);
  const std::int8_t* rows[g.kernel_h] = {};
  find_rows(rows, band.in[0].table, g.kernel_h, band.scratch, g.in[0].size(), k.zero_point[0]);
  const std::uint32_t* channel = k.packed;
  for (int c = 0; c < g.out.c; ++c, channel += planes::channel_words(Outputs::words, g.kernel_h)) {
    const auto* weights = reinterpret_cast<const std::int8_t*>(channel + 1 + Outputs::words);
    std::int8_t* out = band.out[0] + c;
    for (int x = 0, at = c * g.in[0].c / g.out.c; x < g.out.w; ++x, at += g.cols.stride * g.in[0].c, out += g.out.c)
      *out = outputs(add_up<g.kernel_h>(rows, at, weights, channel[0]), channel + 1);
  }
}

}  // namespace tinytmpl::kernels::common::columns
