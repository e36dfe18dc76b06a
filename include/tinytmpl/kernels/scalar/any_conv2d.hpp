// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/common/uint8.hpp>
#include <tinytmpl/kernels/scalar/wide_products.hpp>

/// Convolutions and dense layers that no other kernel takes: in groups of channels, with left shifts or large ones, not rounded
/// twice.
namespace tinytmpl::kernels::scalar {

namespace any_filters {

struct Shape {
  int taps, pixels;
  int channel_groups, filters, fours, words;  // filters of each group

  constexpr explicit Shape(const Geometry& g)
      : taps(g.kernel_h * g.cols.size * g.filter_c), pixels(minimum(2, g.out.w)),
        channel_groups(g.in[0].c / g.filter_c), filters(g.out.c / channel_groups), fours(divide_up(filters, 4)),
        words(taps +
              4 * (1 + (layers::has_factors(g) != 0 ? common::FactorOutputs<Geometry{}>::words : output_words(g)))) {}
};
template <Geometry g>
using Outputs = std::conditional_t<common::has_factors<g>, common::FactorOutputs<g>, OutputsOf<g>>;

/// Four filters, packed:  a word for each tap, with a weight of each filter; their starts, and what remains of each.
template <Geometry g>
constexpr void pack_four(std::uint32_t* words, const Constants& k, int four) {
  constexpr any_filters::Shape shape(g);
  std::uint32_t* rest = words + shape.taps;
  for (int i = 0; i < 4; ++i, rest += 1 + Outputs<g>::words) {
    const int of_group = four % shape.fours * 4 + i, f = four / shape.fours * shape.filters + of_group;
    if (of_group >= shape.filters) continue;
    const bool constant = common::gives_constant<Outputs<g>>(k, f);
    std::int32_t sum = 0;
    for (int t = 0; t < shape.taps && !constant; ++t) {
      const std::int8_t w = k.weights[f * shape.taps + t];
      words[t] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(w)) << (8 * i);
      sum += w;
    }
    const std::int32_t bias = constant ? 0 : common::folded_bias<g>(k, f, sum, shape.taps);
    common::pack_outputs<Outputs<g>>(rest, rest + 1, bias, k, f);
  }
}

/// The inputs of a group of channels from `channel` on, in the window of pixel `x`.
template <Geometry g>
constexpr void gather(std::int8_t* to, const Band& band, int x, int channel, std::int32_t zero_point) {
  for (int i = 0; i < g.kernel_h; ++i) {
    const std::int8_t* row = rows_of<g>(band)[i];
    for (int j = 0; j < g.cols.size; ++j) {
      const int column = g.cols.start(x) + j * g.cols.dilation;
      const bool inside = row && column >= 0 && column < g.in[0].w;
      const std::int8_t* from = inside ? row + column * g.in[0].c + channel : nullptr;
      for (int c = 0; c < g.filter_c; ++c) *to++ = from ? from[c] : static_cast<std::int8_t>(zero_point);
    }
  }
}

/// What the sums at a pixel lack.
template <int taps>
constexpr std::uint32_t off_sums(const Constants& k, const std::int8_t* window) {
  std::int32_t sum = 0;
  for (int t = 0; t < taps; ++t) sum += window[t];
  return common::off_sums(k, sum);
}

/// The sums of products of four filters at some pixels, four of the first pixel first.
template <int taps, int pixels>
[[gnu::noinline]] constexpr void add_up(std::uint32_t* sums, const std::uint32_t* words, const std::int8_t* windows) {
  [&]<int... i>(std::integer_sequence<int, i...>) {
    std::uint32_t sum[] = {(static_cast<void>(i), 0u)...};
    for (const std::int8_t* x = windows; x != windows + taps; ++x, ++words) {
      const std::uint32_t four = *words;
      const std::int32_t weight[] = {static_cast<std::int8_t>(four), static_cast<std::int8_t>(four >> 8),
                                     static_cast<std::int8_t>(four >> 16), static_cast<std::int8_t>(four >> 24)};
      ((sum[i] += static_cast<std::uint32_t>(weight[i % 4] * x[i / 4 * taps])), ...);
    }
    ((sums[i] = sum[i]), ...);
  }(std::make_integer_sequence<int, 4 * pixels>{});
}

}  // namespace any_filters

/// computes  any convolution or dense layer, four filters at some pixels at a time
struct AnyFilters : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, of any kind";
  static constexpr bool knows_uint8 = true;
  static constexpr const char* refuses(const Geometry& g) {
    return g.flash == FlashAccess::word ? common::reasons::by_words : refuses_outputs(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return keep_outputs(g); }
  /// The windows of some pixels.
  static constexpr int scratch_bytes(const Geometry& g) {
    const any_filters::Shape shape(g);
    return shape.pixels * shape.taps;
  }
  static constexpr Packing packing(const Geometry& g) {
    const any_filters::Shape shape(g);
    return {shape.channel_groups * shape.fours, shape.words};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int four) {
    any_filters::pack_four<g>(words, k, four);
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    constexpr any_filters::Shape shape(g);
    const any_filters::Outputs<g> outputs(k);
    for (int next = 0; next < g.out.w; next += shape.pixels) {
      const int x = minimum(next, g.out.w - shape.pixels);
      std::int8_t* out = band.out[0] + x * g.out.c;
      const std::uint32_t* words = k.packed;
      for (int group = 0; group < shape.channel_groups; ++group) {
        for (int p = 0; p < shape.pixels; ++p)
          any_filters::gather<g>(band.scratch + p * shape.taps, band, x + p, group * g.filter_c, k.zero_point[0]);
        [[maybe_unused]] std::uint32_t offsets[shape.pixels] = {};
        if constexpr (g.as_uint8)
          for (int p = 0; p < shape.pixels; ++p)
            offsets[p] = any_filters::off_sums<shape.taps>(k, band.scratch + p * shape.taps);
        for (int f = 0; f < shape.filters; f += 4, words += shape.words) {
          std::uint32_t sums[4 * shape.pixels];
          any_filters::add_up<shape.taps, shape.pixels>(sums, words, band.scratch);
          if constexpr (g.as_uint8)
            for (int i = 0; i < 4 * shape.pixels; ++i) sums[i] += offsets[i / 4];
          const std::uint32_t* rest = words + shape.taps;
          for (int i = 0; i < 4 && f + i < shape.filters; ++i, rest += 1 + any_filters::Outputs<g>::words, ++out)
            for (int p = 0; p < shape.pixels; ++p) out[p * g.out.c] = outputs(sums[4 * p + i] + rest[0], rest + 1);
        }
      }
    }
  }
};

}  // namespace tinytmpl::kernels::scalar
