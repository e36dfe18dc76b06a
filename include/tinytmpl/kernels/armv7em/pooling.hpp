// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/requantize.hpp>
#include <tinytmpl/kernels/common/column_sums.hpp>
#include <tinytmpl/kernels/common/pool_rows.hpp>

namespace tinytmpl::kernels::armv7em {

/// Four channels, added up: 0 and 2, 1 and 3.
struct FourSums {
  std::int32_t even = 0, odd = 0;

  [[gnu::always_inline]] void add(std::int32_t bytes) { even = sxtab16(even, bytes), odd = sxtab16_odd(odd, bytes); }
  std::int32_t operator[](int channel) const {
    const std::int32_t sums = channel % 2 == 0 ? even : odd;
    return channel < 2 ? low(sums) : high(sums);
  }
};

/// The window of one output pixel, as far as it lies on the image.
template <Geometry g>
struct PoolWindow {
  RowsOf<g> rows;
  int column, columns;

  /// Calls `each` with the address of channel `c` of each tap.
  [[gnu::always_inline]] void for_each_tap(int c, auto each) const {
    for (int i = 0; i < g.kernel_h; ++i) {
      const std::int8_t* in = rows[i];
      if (!in) continue;
      in += column * g.in[0].c + c;
      for (int j = 0; j < columns; ++j, in += g.cols.dilation * g.in[0].c) each(in);
    }
  }
};

/// computes  a pool, pixel by pixel and four channels at a time: sums of four channels are two words of halves
/// in place  the output may lie over any one of the input rows
struct PoolOfWords : KernelFor<Op::max_pool, Op::average_pool> {
  static constexpr const char* name = "pool, four channels at a time";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.cols.stride == 0) return common::reasons::no_stride;
    if (g.in[0].c < 4) return "a pixel has less than four channels";
    return g.kernel_h * g.cols.size <= 256 ? nullptr : common::reasons::many_taps;
  }
  static constexpr Geometry keeps(const Geometry& g) { return common::pools::keep_clamp(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return common::pools::scratch_bytes(g); }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr bool largest = g.op == Op::max_pool;
    int rows = 0;
    for (int i = 0; i < g.kernel_h; ++i) rows += rows_of<g>(band)[i] != nullptr;
    common::pools::for_each_pixel<g>(band, [&](std::int8_t* out, int x) __attribute__((always_inline)) {
      const Range taps = g.cols.taps(x, g.in[0].w);
      const int columns = taps.end - taps.begin, count = rows * columns;
      const PoolWindow<g> window{rows_of<g>(band), g.cols.start(x) + taps.begin * g.cols.dilation, columns};
      int c = 0;
      for (; c + 4 <= g.out.c; c += 4) {
        if constexpr (largest) {
          auto most = static_cast<std::int32_t>(0x80808080);
          window.for_each_tap(c, [&](const std::int8_t* in) { most = largest_bytes(most, load_word(in)); });
          store_word(out + c, most);
        } else {
          FourSums sums;
          window.for_each_tap(c, [&](const std::int8_t* in) { sums.add(load_word(in)); });
          for (int i = 0; i < 4; ++i) out[c + i] = k.clamped(portable::mean_of_taps<g>(sums[i], count));
        }
      }
      for (; c < g.out.c; ++c) {
        std::int32_t most = -128, sum = 0;
        window.for_each_tap(c, [&](const std::int8_t* in) { most = maximum<std::int32_t>(most, *in), sum += *in; });
        out[c] = k.clamped(largest ? most : portable::mean_of_taps<g>(sum, count));
      }
    });
    if constexpr (largest) clamp_row<g>(band.out[0], k);
  }
};

/// computes  out += the sums within row `row`, of all columns, channel by channel, in 16 bits; starts anew at row 0
struct SumsOfColumns : KernelForSums<Op::row_sum> {
  static constexpr const char* name = "sums of columns, four channels at a time";
  static constexpr const char* refuses(const Geometry& g) {
    if (const char* reason = common::refuses_column_sums(g)) return reason;
    return g.out.c % 4 == 0 ? nullptr : "channels are no multiple of four";
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants&) {
    std::int8_t* out = band.out[0];
    for (int c = 0; c < g.out.c; c += 4, out += 8) {
      FourSums sums;
      const std::int8_t* in = band.in[0].row() + c;
      for (int x = 0; x < g.in[0].w; ++x, in += g.in[0].c) sums.add(load_word(in));
      std::int32_t first = pkhbt(sums.even, sums.odd);
      std::int32_t second = halves(sums.even >> 16, sums.odd >> 16);
      if (band.row > 0) {
        first = sadd16(first, load_word(out));
        second = sadd16(second, load_word(out + 4));
      }
      store_word(out, first), store_word(out + 4, second);
    }
  }
};

}  // namespace tinytmpl::kernels::armv7em
