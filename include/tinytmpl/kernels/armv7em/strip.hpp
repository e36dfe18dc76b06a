// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/armv7em/shape.hpp>

/// The strip: the activations of one output row, or of two, widened to 16 bits and turned so that a pixel's window is contiguous.
///
///   strip   := column column ...      (outputs - 1) * stride + kernel_w of them, padding included; neighbours share columns
///   column  := elements [kernel row][channel], 16 bits, padded to whole words; within four channels in the order 0, 2, 1, 3
///
/// A pair of gathered pixels has the words of both windows, p and q alternating.
namespace tinytmpl::kernels::armv7em {

inline void store_half(std::int8_t* to, std::int32_t value) {
  const auto half = static_cast<std::int16_t>(value);
  __builtin_memcpy(to, &half, 2);
}

/// Widens `count` channels. Loads stand together and so do stores: a load behind another load or store costs one cycle, not two.
template <int count>
[[gnu::always_inline]] inline void widen(std::int8_t* to, const std::int8_t* from) {
  if constexpr (count == 8) {
    const std::int32_t first = load_word(from), second = load_word(from + 4);
    store_word(to, sxtb16(first)), store_word(to + 4, sxtb16_odd(first));
    store_word(to + 8, sxtb16(second)), store_word(to + 12, sxtb16_odd(second));
  } else if constexpr (count > 8 && count % 8 == 0) {
    constexpr int block = count % 16 == 0 ? 16 : 8;
    const std::int8_t* const end = from + count;
    do {
      for (int i = 0; i < block; i += 8) widen<8>(to + 2 * i, from + i);
      to += 2 * block, from += block;
    } while (from != end);
  } else if constexpr (count % 4 == 0) {
    const std::int8_t* const end = from + count;
    do {
      const std::int32_t four = load_word(from);
      store_word(to, sxtb16(four)), store_word(to + 4, sxtb16_odd(four));
      to += 8, from += 4;
    } while (from != end);
  } else if constexpr (count <= 4) {
    [&]<int... i>(std::integer_sequence<int, i...>) __attribute__((always_inline)) {
      const std::int32_t value[] = {from[i]...};
      (store_half(to + 2 * i, value[i]), ...);
    }(std::make_integer_sequence<int, count>{});
  } else {
    for (int i = 0; i < count; ++i) store_half(to + 2 * i, from[i]);
  }
}

template <int channels>
inline void fill(std::int8_t* to, std::int32_t zero_point) {
  for (int channel = 0; channel < channels; ++channel) store_half(to + 2 * channel, zero_point);
}

constexpr int strip_columns(const Geometry& g) { return (g.out.w - 1) * g.cols.stride + g.cols.size; }
/// With the positions that only weights of zero meet, beyond the last column.
constexpr int strip_bytes(const Geometry& g) {
  const ConvShape shape = shape_of(g);
  if (shape.upright)
    return 4 * ((shape.kernel_w + shape.stride_w - 1) * shape.column_words() + shape.positions(g.optimize));
  return 4 * (strip_columns(g) * shape.column_words() + (shape.form == Form::strip ? 8 : 32));
}

/// The strip of output rows whose `count` input rows are `rows`; null ones hold zero points.
template <Geometry g>
[[gnu::noinline]] void fill_strip(std::int8_t* strip, auto rows, int count, std::int32_t zero_point) {
  constexpr ConvShape shape = shape_of(g);  // or Clang calls it when the model runs, with all of `g` in flash
  constexpr int channels = g.in[0].c, column = 4 * shape.column_words();
  constexpr int before = g.cols.before, columns = strip_columns(g);
  constexpr int inside = maximum(0, minimum(g.in[0].w, columns - before));
  for (int r = 0; r < shape.rows(); ++r) {
    std::int8_t* to = strip + 2 * r * channels;
    const std::int8_t* from = r < count ? rows[r] : nullptr;
    int x = 0;
    for (; x < (from ? minimum(before, columns) : columns); ++x, to += column) fill<channels>(to, zero_point);
    if (!from) continue;
#pragma GCC unroll 2
    for (; x < before + inside; ++x, to += column, from += channels) widen<channels>(to, from);
    for (; x < columns; ++x, to += column) fill<channels>(to, zero_point);
  }
}

/// The strip of two output rows of one pixel, whose `count` input rows are `rows`: each is a column.
template <Geometry g>
[[gnu::noinline]] void fill_upright_strip(std::int8_t* strip, auto rows, int count, std::int32_t zero_point) {
  constexpr ConvShape shape = shape_of(g);
  for (int r = 0; r < shape.kernel_w + shape.stride_w; ++r, strip += 4 * shape.column_words()) {
    const std::int8_t* from = r < count ? rows[r] : nullptr;
    if (from) widen<shape.channels>(strip, from);
    else fill<shape.channels>(strip, zero_point);
  }
}

/// Both windows of a pair of pointwise pixels.
template <int channels>
[[gnu::always_inline]] inline void widen_pair(std::int8_t* to, const std::int8_t* p, const std::int8_t* q) {
  if constexpr (channels % 4 == 0) {
    const std::int8_t* const end = p + channels;
#pragma GCC unroll 4
    do {
      const std::int32_t four_p = load_word(p), four_q = load_word(q);
      store_word(to, sxtb16(four_p)), store_word(to + 4, sxtb16(four_q));
      store_word(to + 8, sxtb16_odd(four_p)), store_word(to + 12, sxtb16_odd(four_q));
      p += 4, q += 4, to += 16;
    } while (p != end);
  } else {
    int channel = 0;
#pragma GCC unroll 2
    for (; channel + 1 < channels; channel += 2, to += 8) {
      store_word(to, halves(p[channel], p[channel + 1]));
      store_word(to + 4, halves(q[channel], q[channel + 1]));
    }
    if constexpr (channels % 2 != 0) {
      store_word(to, halves(p[channel], 0));
      store_word(to + 4, halves(q[channel], 0));
    }
  }
}

/// A window gathered from any geometry, its words `word_bytes` apart.
template <Geometry g, int word_bytes>
[[gnu::noinline]] void gather_window(std::int8_t* to, auto rows, int x, std::int32_t zero_point) {
  constexpr int channels = g.in[0].c;
  int pixel = 0;
  for (int i = 0; i < g.kernel_h; ++i) {
    const std::int8_t* row = rows[i];
    for (int j = 0; j < g.cols.size; ++j, ++pixel) {
      const int column = g.cols.start(x) + j * g.cols.dilation;
      const std::int8_t* from = column < 0 || column >= g.in[0].w ? nullptr : row;
      for (int c = 0; c < channels; ++c) {
        const int element = column_index(channels, pixel, c);
        store_half(to + element / 2 * word_bytes + element % 2 * 2, from ? from[column * channels + c] : zero_point);
      }
    }
  }
}

/// A window of whole rows.
template <Geometry g>
inline void widen_rows(std::int8_t* to, auto rows, std::int32_t zero_point) {
  constexpr int size = g.in[0].size();
  for (int i = 0; i < g.kernel_h; ++i, to += 2 * size) {
    if (const std::int8_t* row = rows[i]) widen<size>(to, row);
    else fill<size>(to, zero_point);
  }
}

/// What Winograd's inner product counts too much at a single pixel, see convolve_one_portable.
template <bool bytes>
inline std::int32_t neighbours(const std::int8_t* column, const std::int8_t* end) {
  std::int32_t sum = 0;
#pragma GCC unroll 2
  for (; column != end; column += bytes ? 4 : 8) {
    const std::int32_t first = load_word(column);
    sum = bytes ? smlad(sxtb16(first), sxtb16_odd(first), sum) : smlad(first, load_word(column + 4), sum);
  }
  return sum;
}

}  // namespace tinytmpl::kernels::armv7em
