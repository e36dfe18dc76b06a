// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/portable/pooling.hpp>
#include <tinytmpl/layers/reduce.hpp>

namespace tinytmpl::kernels::portable {

/// What element (x, c) of a reduced row stands for: all columns or one, all channels or one.
template <auto g>
constexpr Range reduced_columns(int x) {
  return g.out.w < g.in[0].w ? Range{0, g.in[0].w} : Range{x, x + 1};
}
template <auto g>
constexpr Range reduced_channels(int c) {
  return g.out.c < g.in[0].c ? Range{0, g.in[0].c} : Range{c, c + 1};
}

/// Calls `use(row, i)` for each element, in their order, of which (x, c) of the output is made: element `i` of one of the rows.
template <auto g>
constexpr void for_each_reduced(const Band& band, int x, int c, auto use) {
  const Range columns = reduced_columns<g>(x), channels = reduced_channels<g>(c);
  for (int h = 0; h < g.kernel_h; ++h)
    for (int i = columns.begin; i < columns.end; ++i)
      for (int j = channels.begin; j < channels.end; ++j) use(rows_of<g>(band)[h], i * g.in[0].c + j);
}

/// The sum within one row.
template <auto g>
constexpr std::int32_t reduced_sum(const std::int8_t* row, int x, int c) {
  const Range columns = reduced_columns<g>(x), channels = reduced_channels<g>(c);
  std::int32_t sum = 0;
  for (int i = columns.begin; i < columns.end; ++i)
    for (int j = channels.begin; j < channels.end; ++j) sum += row[i * g.in[0].c + j];
  return sum;
}

/// What `sum` of summed(g) elements stands for; the multiplier divides by their number, if it is a mean.
template <auto g>
constexpr std::int8_t mean_of(std::int32_t sum, const Constants& k) {
  return k.requantize<g.rounding, g.flash>(sum - summed(g) * k.zero_point[0], 0);
}

/// computes  the mean or the sum within a row, over columns, channels or both
struct Mean : KernelFor<Op::mean> {
  static constexpr const char* name = "mean";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        band.out[0][x * g.out.c + c] = mean_of<g>(reduced_sum<g>(band.in[0].row(), x, c), k);
  }
};

/// computes  the largest, or the smallest, of rows, columns and channels
struct ReducedExtreme : KernelFor<Op::reduce_max, Op::reduce_min> {
  static constexpr const char* name = "largest or smallest";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        std::int32_t extreme = g.op == Op::reduce_max ? -128 : 127;
        for_each_reduced<g>(band, x, c, [&](const std::int8_t* row, int i) {
          extreme =
              g.op == Op::reduce_max ? maximum<std::int32_t>(extreme, row[i]) : minimum<std::int32_t>(extreme, row[i]);
        });
        band.out[0][x * g.out.c + c] = k.clamped(extreme);
      }
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
      band.out[0][i] = k.multipliers ? mean_of<g>(sum, k) : k.clamped(mean_of_taps<g>(sum, divisor(g)));
    }
  }
};

}  // namespace tinytmpl::kernels::portable
