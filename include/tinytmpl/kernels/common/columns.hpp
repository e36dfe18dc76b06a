// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/common/planes.hpp>
#include <tinytmpl/kernels/common/rows.hpp>

/// Depthwise convolutions of one column, as over time: taps lie in different rows, so there is nothing to be copied. Channels are
/// packed as by planes::pack_channel.
namespace tinytmpl::kernels::common::columns {

constexpr bool is_column(const Geometry& g) {
  return g.cols.size == 1 && g.cols.before == 0 && g.cols.start(g.out.w - 1) < g.in[0].w;
}

/// Rows so many that they have no table, or would need a large one.
constexpr bool is_tall(const Geometry& g) { return g.kernel_h > Rows::most_in_table; }
/// The row of zero points that find_rows may need.
constexpr int scratch_bytes(const Geometry& g) { return is_tall(g) ? 0 : g.in[0].size(); }

/// The sum of one output, whose inputs are at `at` in all rows.
template <int rows>
constexpr std::uint32_t add_up(const std::int8_t* const* row, int at, const std::int8_t* weights, std::uint32_t start) {
  [&]<int... i>(std::integer_sequence<int, i...>) {
    ((start += static_cast<std::uint32_t>(weights[i] * row[i][at])), ...);
  }(std::make_integer_sequence<int, rows>{});
  return start;
}

/// The same of many rows, which lie in two runs; those outside the image count as zero points.
template <int rows>
constexpr std::uint32_t add_up(const Rows& in, int at, const std::int8_t* weights, std::uint32_t start,
                               std::int32_t zero_point) {
  const auto add = [&](std::int32_t x, int row) { start += static_cast<std::uint32_t>(weights[row] * x); };
  const auto add_run = [&](int row, int end, const std::int8_t* x, int pitch) {
    for (; row < end; ++row, x += pitch) add(*x, row);
  };
  if (in.table) {
    for (int row = 0; row < rows; ++row) add(in[row] ? in[row][at] : zero_point, row);
    return start;
  }
  const RowRuns& runs = *in.runs;
  const auto place = [&](int row) { return bounded(row - in.skipped, 0, rows); };
  const int begin = place(runs.begin), turn = place(runs.turn), end = place(runs.end);
  for (int row = 0; row < begin; ++row) add(zero_point, row);
  if (begin < turn) add_run(begin, turn, in[begin] + at, runs.pitch);
  if (turn < end) add_run(turn, end, in[turn] + at, runs.pitch);
  for (int row = end; row < rows; ++row) add(zero_point, row);
  return start;
}

/// computes  as portable
template <Geometry g, class Outputs, int words = planes::channel_words(Outputs::words, g.kernel_h)>
constexpr void convolve_outputs(const Band& band, const Constants& k, auto add_up_at) {
  const Outputs outputs(k);
  const std::uint32_t* channel = k.packed;
  for (int c = 0; c < g.out.c; ++c, channel += words) {
    const auto* weights = reinterpret_cast<const std::int8_t*>(channel + 1 + Outputs::words);
    std::int8_t* out = band.out[0] + c;
    for (int x = 0, at = c * g.in[0].c / g.out.c; x < g.out.w; ++x, at += g.cols.stride * g.in[0].c, out += g.out.c)
      *out = outputs(add_up_at(at, weights, channel[0]), channel + 1);
  }
}

/// computes  as portable; the scratch is a row of zero points
template <Geometry g, class Outputs>
constexpr void convolve_row(const Band& band, const Constants& k) {
  const std::int32_t zero_point = k.zero_point[0];
  if constexpr (is_tall(g)) {
    convolve_outputs<g, Outputs>(band, k, [&](int at, const std::int8_t* weights, std::uint32_t start) {
      return add_up<g.kernel_h>(band.in[0], at, weights, start, zero_point);
    });
  } else {
    const std::int8_t* rows[g.kernel_h];
    find_rows(rows, band.in[0].table, g.kernel_h, band.scratch, g.in[0].size(), zero_point);
    convolve_outputs<g, Outputs>(band, k, [&](int at, const std::int8_t* weights, std::uint32_t start) {
      return add_up<g.kernel_h>(rows, at, weights, start);
    });
  }
}

}  // namespace tinytmpl::kernels::common::columns
