// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/scalar/wide_products.hpp>

/// Convolutions and dense layers that no other kernel takes: in groups of channels, with left shifts or large ones, rounded once.
namespace tinytmpl::kernels {

template <Geometry g>
concept AnyFilters = g.op == Op::conv2d && g.flash == FlashAccess::any && has_outputs(g) &&
                     !(has_short_outputs(g) && g.filter_c == g.in[0].c);

namespace any_filters {

template <Geometry g>
struct Shape {
  using Outputs = OutputsOf<g>;
  static constexpr int taps = g.kernel_h * g.cols.size * g.filter_c, pixels = minimum(2, g.out.w);
  static constexpr int channel_groups = g.in[0].c / g.filter_c, filters = g.out.c / channel_groups;  // of each group
  static constexpr int fours = divide_up(filters, 4), words = taps + 4 * (1 + Outputs::words);
};

/// Four filters, packed:  a word for each tap, with a weight of each filter; their starts, and what remains of each.
template <Geometry g>
constexpr void pack_four(std::uint32_t* words, const Constants& k, int four) {
  using Shape = any_filters::Shape<g>;
  std::uint32_t* rest = words + Shape::taps;
  for (int i = 0; i < 4; ++i, rest += 1 + Shape::Outputs::words) {
    const int of_group = four % Shape::fours * 4 + i, f = four / Shape::fours * Shape::filters + of_group;
    if (of_group >= Shape::filters) continue;
    const bool constant = Shape::Outputs::gives_constant(k.multipliers[f]);
    std::int32_t sum = 0;
    for (int t = 0; t < Shape::taps && !constant; ++t) {
      const std::int8_t w = k.weights[f * Shape::taps + t];
      words[t] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(w)) << (8 * i);
      sum += w;
    }
    const std::int32_t bias = constant ? 0 : k.folded_bias(f, sum);
    Shape::Outputs::pack(rest, rest + 1, bias, k.multipliers[f], k);
  }
}

/// The inputs of a group of channels from `channel` on, in the window of pixel `x`.
template <Geometry g>
constexpr void gather(std::int8_t* to, const Band& band, int x, int channel, std::int32_t zero_point) {
  for (int i = 0; i < g.kernel_h; ++i)
    for (int j = 0; j < g.cols.size; ++j) {
      const int column = g.cols.start(x) + j * g.cols.dilation;
      const bool inside = band.in[i] && column >= 0 && column < g.in[0].w;
      const std::int8_t* from = inside ? band.in[i] + column * g.in[0].c + channel : nullptr;
      for (int c = 0; c < g.filter_c; ++c) *to++ = from ? from[c] : static_cast<std::int8_t>(zero_point);
    }
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

/// The windows of some pixels.
template <Geometry g>
  requires AnyFilters<g>
constexpr int scratch_bytes(scalar) {
  return any_filters::Shape<g>::pixels * any_filters::Shape<g>::taps;
}
template <Geometry g>
  requires AnyFilters<g>
constexpr Packing packing(scalar) {
  using Shape = any_filters::Shape<g>;
  return {Shape::channel_groups * Shape::fours, Shape::words};
}
template <Geometry g>
  requires AnyFilters<g>
constexpr void pack(scalar, std::uint32_t* words, const Constants& k, int four) {
  any_filters::pack_four<g>(words, k, four);
}

/// computes  as portable, four filters at some pixels at a time
template <Geometry g>
  requires AnyFilters<g>
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  using Shape = any_filters::Shape<g>;
  const typename Shape::Outputs outputs(k);
  for (int next = 0; next < g.out.w; next += Shape::pixels) {
    const int x = minimum(next, g.out.w - Shape::pixels);
    std::int8_t* out = band.out[0] + x * g.out.c;
    const std::uint32_t* words = k.packed;
    for (int group = 0; group < Shape::channel_groups; ++group) {
      for (int p = 0; p < Shape::pixels; ++p)
        any_filters::gather<g>(band.scratch + p * Shape::taps, band, x + p, group * g.filter_c, k.zero_point[0]);
      for (int f = 0; f < Shape::filters; f += 4, words += Shape::words) {
        std::uint32_t sums[4 * Shape::pixels];
        any_filters::add_up<Shape::taps, Shape::pixels>(sums, words, band.scratch);
        const std::uint32_t* rest = words + Shape::taps;
        for (int i = 0; i < 4 && f + i < Shape::filters; ++i, rest += 1 + Shape::Outputs::words, ++out)
          for (int p = 0; p < Shape::pixels; ++p) out[p * g.out.c] = outputs(sums[4 * p + i] + rest[0], rest + 1);
      }
    }
  }
  return {};
}

}  // namespace tinytmpl::kernels
