// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/portable/pooling.hpp>
#include <tinytmpl/layers/reduce.hpp>

namespace tinytmpl::kernels::portable {

/// The sum of what element (x, c) of a reduced row stands for: all columns of the row, all channels, both or neither.
template <auto g>
constexpr std::int32_t reduced_sum(const std::int8_t* row, int x, int c) {
  const bool columns = g.out.w < g.in[0].w, channels = g.out.c < g.in[0].c;
  std::int32_t sum = 0;
  for (int i = columns ? 0 : x; i < (columns ? g.in[0].w : x + 1); ++i)
    for (int j = channels ? 0 : c; j < (channels ? g.in[0].c : c + 1); ++j) sum += row[i * g.in[0].c + j];
  return sum;
}

/// What `sum` of summed(g) elements stands for; the multiplier divides by their number.
template <auto g>
constexpr std::int8_t mean_of(std::int32_t sum, const Constants& k) {
  return k.requantize<g.rounding, g.flash>(sum - summed(g) * k.zero_point[0], 0);
}

/// computes  the mean within a row, over columns, channels or both
struct Mean : KernelFor<Op::mean> {
  static constexpr const char* name = "mean";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        band.out[0][x * g.out.c + c] = mean_of<g>(reduced_sum<g>(band.in[0].row(), x, c), k);
  }
};

/// computes  out += the sums within row `row`; starts anew at row 0
struct RowSum : KernelForSums<Op::row_sum> {
  static constexpr const char* name = "sums of rows";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const int bytes = size_of(g.out.element);
    std::int8_t* out = band.out[0];
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c, out += bytes) {
        const std::int32_t before = band.row == 0 ? 0 : bytes == 2 ? load_sum<2>(out) : load_sum<4>(out);
        const std::int32_t sum = before + reduced_sum<g>(band.in[0].row(), x, c);
        bytes == 2 ? store_sum<2>(out, sum) : store_sum<4>(out, sum);
      }
  }
};

/// computes  of sums over all rows: the mean as above, or the rounded mean of an average pool, which has no multiplier
struct MeanOfSums : KernelForSums<Op::mean_of_sums> {
  static constexpr const char* name = "mean of sums";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int bytes = size_of(g.in[0].element);
    for (int i = 0; i < g.out.size(); ++i) {
      const std::int8_t* from = band.in[0].row() + i * bytes;
      const std::int32_t sum = bytes == 2 ? load_sum<2>(from) : load_sum<4>(from);
      band.out[0][i] = k.multipliers ? mean_of<g>(sum, k) : k.clamped(rounded_mean(sum, summed(g)));
    }
  }
};

}  // namespace tinytmpl::kernels::portable
