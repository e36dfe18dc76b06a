// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/convolve_one.hpp>
#include <tinytmpl/kernels/armv7em/convolve_pair.hpp>
#include <tinytmpl/kernels/armv7em/strip.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>

namespace tinytmpl::kernels::armv7em {

template <Geometry g>
inline constexpr ConvShape shape = shape_of(g);

template <Geometry g>
constexpr int positions = shape<g>.positions(g.optimize);

/// Calls `kernel(stream, stream_end, first, out...)` for the groups of filters, whose results go to `out`. Groups that overlap are
/// in two calls; of less than four filters the rest is thrown away.
template <Geometry g, class... Out>
[[gnu::always_inline]] inline void for_groups(const Constants& k, auto kernel, Out... out) {
  constexpr int words = shape<g>.group_words(g.optimize);
  const std::uint32_t *stream = k.packed, *const end = stream + shape<g>.groups() * words;
  if constexpr (g.out.c < 4) {
    std::int8_t results[sizeof...(out)][4];
    std::int8_t* const to[] = {out...};
    [&]<int... i>(std::integer_sequence<int, i...>) {
      kernel(stream, end, results[i]...);
    }(std::make_integer_sequence<int, int{sizeof...(out)}>{});
    for (int i = int{sizeof...(out)} - 1; i >= 0; --i)
      for (int f = 0; f < g.out.c; ++f) to[i][f] = results[i][f];
  } else if constexpr (shape<g>.overlap() > 0) {
    kernel(stream, stream + words, out...);
    kernel(stream + words, end, (out + 4 - shape<g>.overlap())...);
  } else {
    kernel(stream, end, out...);
  }
}

/// All filters at two pixels, whose activations begin at `column`. If `out_p` and `out_q` are the same, p is there in the end.
template <Geometry g>
[[gnu::always_inline]] inline void convolve_two(const Constants& k, const std::int8_t* column, std::int8_t* out_p,
                                                std::int8_t* out_q) {
  constexpr Walk walk = shape<g>.walk();
  constexpr bool single = shape<g>.single;
  const std::int8_t* const end = column + positions<g> * walk.position_bytes;
  const auto kernel = [&](const std::uint32_t* stream, const std::uint32_t* stream_end, std::int8_t* p,
                          std::int8_t* q) {
    constexpr int unroll = shape<g>.unroll(g.optimize);
    if constexpr (in_assembler<rescaling(g)>)
      convolve_pair<walk, rescaling(g), unroll, unroll == positions<g>, single>(stream, column, p, q, stream_end, end,
                                                                                k.output_zero_point);
    else
      convolve_pair_portable<walk, rescaling(g), single>({stream, stream_end, column, end, p, q, k.output_zero_point});
  };
  for_groups<g>(k, kernel, out_p, out_q);
}

/// Zeros beyond a window, up to the last position. Weights there are zero, but x1 + a0 (convolve_one_portable) may meet a weight
/// of the window: with whatever lay in the scratch it could leave its 16 bits.
template <Geometry g>
inline void fill_up(std::int8_t* column) {
  constexpr int used = 2 * shape<g>.weights(), end = 4 * positions<g>;
  if constexpr (used % 4 != 0) store_half(column + used, 0);
  for (int at = divide_up(used, 4) * 4; at < end; at += 4) store_word(column + at, 0);
}

/// Are the activations the bytes of one row, as they stand? With pairs there is scratch anyway, and widened ones are quicker.
constexpr bool single_is_bytes(const Geometry& g) {
  const ConvShape shape = shape_of(g);
  return !shape.pairs && shape.kernel_h * shape.kernel_w == 1 && shape.channels == 2 * shape.positions(g.optimize) &&
         shape.channels % 4 == 0;
}

/// All filters at one pixel.
template <Geometry g>
[[gnu::always_inline]] inline void convolve_single(const Constants& k, const std::int8_t* column, std::int8_t* out) {
  constexpr bool pairs = shape<g>.pairs, bytes = single_is_bytes(g);
  const std::int8_t* const end = column + positions<g> * (bytes ? 2 : 4);
  const std::int32_t products = neighbours<bytes>(column, end);
  const auto kernel = [&](const std::uint32_t* stream, const std::uint32_t* stream_end, std::int8_t* to) {
    if constexpr (in_assembler<rescaling(g)>)
      convolve_one<rescaling(g), shape<g>.unroll(g.optimize) / 2, pairs, bytes>(stream, column, to, stream_end, end,
                                                                                products, k.output_zero_point);
    else
      convolve_one_portable<rescaling(g), pairs, bytes>(
          {stream, stream_end, column, end, to, products, k.output_zero_point});
  };
  for_groups<g>(k, kernel, out);
}

/// Is each pixel's window one pixel of the input? Then it need not be gathered element by element.
template <Geometry g>
constexpr bool pointwise = g.kernel_h * g.cols.size == 1;

/// A row whose pixels' windows are gathered.
template <Geometry g>
inline void convolve_pixels(const Band& band, const Constants& k) {
  constexpr int step = g.cols.stride * g.in[0].c;
  std::int8_t *const column = band.scratch, *out = band.out[0];
  const std::int32_t zero_point = k.zero_point[0];
  [[maybe_unused]] const std::int8_t* in = g.kernel_h == 1 ? band.in[0].row() : nullptr;
  for (int x = 0; x + 1 < g.out.w; x += 2, out += 2 * g.out.c) {
    if constexpr (pointwise<g>) {
      widen_pair<g.in[0].c>(column, in, in + step);
      in += 2 * step;
    } else {
      gather_window<g, 8>(column, rows_of<g>(band), x, zero_point);
      gather_window<g, 8>(column + 4, rows_of<g>(band), x + 1, zero_point);
    }
    convolve_two<g>(k, column, out, out + g.out.c);
  }
  if constexpr (shape<g>.single) {
    if constexpr (single_is_bytes(g)) return convolve_single<g>(k, in, out);
    else if constexpr (takes_rows(g)) widen_rows<g>(column, rows_of<g>(band), zero_point);
    else if constexpr (pointwise<g>) widen<g.in[0].c>(column, in);
    else gather_window<g, 4>(column, rows_of<g>(band), g.out.w - 1, zero_point);
    fill_up<g>(column);
    convolve_single<g>(k, column, out);
  }
}

/// A row, or two, from a strip. An odd last pixel of a row is paired with its left neighbour, which is computed twice.
template <Geometry g>
inline void convolve_strip(const Band& band, const Constants& k) {
  constexpr int step = g.cols.stride * 4 * shape<g>.column_words(), bytes = strip_bytes(g);
  std::int8_t* const out = band.out[0];
  fill_strip<g>(band.scratch, rows_of<g>(band), g.kernel_h + (band.count - 1) * g.stride_h, k.zero_point[0]);
  if constexpr (shape<g>.form == Form::vertical) {
    std::int8_t* const below = band.count > 1 ? band.out[1] : band.scratch + bytes;
    for (int x = 0; x < g.out.w; ++x)
      convolve_two<g>(k, band.scratch + x * step, out + x * g.out.c, below + x * g.out.c);
  } else {
    for (int x = 0; x < g.out.w; x += 2) {
      const int p = minimum(x, g.out.w - 2);
      convolve_two<g>(k, band.scratch + p * step, out + p * g.out.c, out + (p + 1) * g.out.c);
    }
  }
}

/// Two rows of one pixel each. Of a last one that is alone q goes where p will be.
template <Geometry g>
inline void convolve_upright(const Band& band, const Constants& k) {
  fill_upright_strip<g>(band.scratch, rows_of<g>(band), g.kernel_h + (band.count - 1) * g.stride_h, k.zero_point[0]);
  convolve_two<g>(k, band.scratch, band.out[0], band.out[band.count - 1]);
}

/// computes  a convolution without groups, four filters at a time, and two pixels where there are two (convolve.hpp)
/// cost      0.9 to 1.2 cycles a product where there are 16 channels or more
struct PairedFilters : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, filters in pairs";
  static constexpr const char* refuses(const Geometry& g) {
    namespace reasons = common::reasons;
    if (g.filter_c != g.in[0].c) return reasons::in_groups;
    if (rounds_once(g.rounding)) return reasons::rounded_once;
    if (g.cols.dilation > 1 && g.out.w > 1) return reasons::dilated;
    if (g.numbers.minus_128) return reasons::minus_128;
    if (g.numbers.sum_bits > 23) return "a sum may pass 2^23";
    return usual_shifts(g.numbers) ? nullptr : reasons::shifts_below_2;
  }
  static constexpr Geometry keeps(Geometry g) {
    g.numbers = keep_clamp(g.numbers);
    return g;
  }
  static constexpr int band_rows(const Geometry& g) {
    const ConvShape shape = shape_of(g);
    return shape.form == Form::vertical || shape.upright ? 2 : 1;
  }
  static constexpr int scratch_bytes(const Geometry& g) {
    const ConvShape shape = shape_of(g);
    switch (shape.form) {
      case Form::pixels: return (shape.pairs ? 8 : single_is_bytes(g) ? 0 : 4) * shape.positions(g.optimize);
      case Form::strip: return strip_bytes(g);
      case Form::vertical: break;
    }
    return strip_bytes(g) + g.out.size();  // where the lower row goes if there is none
  }
  static constexpr Packing packing(const Geometry& g) {
    const ConvShape shape = shape_of(g);
    return {shape.groups(), shape.group_words(g.optimize)};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int group) {
    pack_group(words, shape<g>, g.optimize, k, group, rescaling(g));
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    if constexpr (shape<g>.form == Form::pixels) convolve_pixels<g>(band, k);
    else if constexpr (shape<g>.upright) convolve_upright<g>(band, k);
    else convolve_strip<g>(band, k);
    for (int i = 0; i < band.count; ++i) clamp_row<g>(band.out[i], k);
  }
};

}  // namespace tinytmpl::kernels::armv7em
