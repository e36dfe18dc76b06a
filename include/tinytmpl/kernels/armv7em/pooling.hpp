// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/requantize.hpp>
#include <tinytmpl/kernels/scalar/pool_rows.hpp>

namespace tinytmpl::kernels {

/// Sums of four channels are two words of halves.
template <Geometry g>
concept PoolOfWords = Pool<g> && g.cols.stride > 0 && g.in[0].c >= 4 && g.kernel_h* g.cols.size <= 256;

namespace dsp {

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
  const std::int8_t* const* rows;
  int column, columns;

  /// Calls `each` with the address of channel `c` of each tap.
  [[gnu::always_inline]] void for_each_tap(int c, auto each) const {
    for (int i = 0; i < g.kernel_h; ++i) {
      if (!rows[i]) continue;
      const std::int8_t* in = rows[i] + column * g.in[0].c + c;
      for (int j = 0; j < columns; ++j, in += g.cols.dilation * g.in[0].c) each(in);
    }
  }
};

}  // namespace dsp

template <Geometry g>
  requires PoolOfWords<g>
constexpr int scratch_bytes(armv7em) {
  return pools::scratch_bytes<g>;
}

/// computes  as portable, pixel by pixel and four channels at a time
/// in place  the output may lie over any one of the input rows
template <Geometry g>
  requires PoolOfWords<g>
armv7em compute(armv7em, const Band& band, const Constants& k) {
  constexpr bool largest = g.op == Op::max_pool;
  int rows = 0;
  for (int i = 0; i < g.kernel_h; ++i) rows += band.in[i] != nullptr;
  pools::for_each_pixel<g>(band, [&](std::int8_t* out, int x) __attribute__((always_inline)) {
    const Range taps = g.cols.taps(x, g.in[0].w);
    const int columns = taps.end - taps.begin, count = rows * columns;
    const dsp::PoolWindow<g> window{band.in, g.cols.start(x) + taps.begin * g.cols.dilation, columns};
    int c = 0;
    for (; c + 4 <= g.out.c; c += 4) {
      if constexpr (largest) {
        auto most = static_cast<std::int32_t>(0x80808080);
        window.for_each_tap(c, [&](const std::int8_t* in) { most = dsp::largest_bytes(most, dsp::load_word(in)); });
        dsp::store_word(out + c, most);
      } else {
        dsp::FourSums sums;
        window.for_each_tap(c, [&](const std::int8_t* in) { sums.add(dsp::load_word(in)); });
        for (int i = 0; i < 4; ++i) out[c + i] = k.clamped(rounded_mean(sums[i], count));
      }
    }
    for (; c < g.out.c; ++c) {
      std::int32_t most = -128, sum = 0;
      window.for_each_tap(c, [&](const std::int8_t* in) { most = maximum<std::int32_t>(most, *in), sum += *in; });
      out[c] = k.clamped(largest ? most : rounded_mean(sum, count));
    }
  });
  if constexpr (largest) dsp::clamp_row<g>(band.out[0], k);
  return {};
}

/// Sums of all columns, channel by channel, in 16 bits.
template <Geometry g>
concept SumsOfColumns =
    g.op == Op::row_sum && g.sum_bytes == 2 && g.out.w == 1 && g.out.c == g.in[0].c && g.out.c % 4 == 0;

/// computes  out += the sums within row `row`; starts anew at row 0
template <Geometry g>
  requires SumsOfColumns<g>
armv7em compute(armv7em, const Band& band, const Constants&) {
  std::int8_t* out = band.out[0];
  for (int c = 0; c < g.out.c; c += 4, out += 8) {
    dsp::FourSums sums;
    const std::int8_t* in = band.in[0] + c;
    for (int x = 0; x < g.in[0].w; ++x, in += g.in[0].c) sums.add(dsp::load_word(in));
    std::int32_t first = dsp::pkhbt(sums.even, sums.odd);
    std::int32_t second = dsp::halves(sums.even >> 16, sums.odd >> 16);
    if (band.row > 0) {
      first = dsp::sadd16(first, dsp::load_word(out));
      second = dsp::sadd16(second, dsp::load_word(out + 4));
    }
    dsp::store_word(out, first), dsp::store_word(out + 4, second);
  }
  return {};
}

}  // namespace tinytmpl::kernels
