// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/portable/target.hpp>

namespace tinytmpl::kernels {

/// A target that uses all that a target may: bands of two rows, scratch that must be aligned, constants in a layout of its own.
/// Its results must be the portable ones. Define TINYTMPL_TARGET=strange and include this before the library.
struct strange : portable {
  static constexpr const char* name = "strange";
};

/// How a packed convolution lies in flash: of each channel its bias, multiplier and shift, then its weights from the last to the
/// first, a word each.
template <Geometry g>
struct StrangeConstants {
  static constexpr int weights = g.kernel_h * g.cols.size * g.filter_c;
  static constexpr int words = 3 + weights;

  const std::uint32_t* at;
  constexpr std::int32_t number(int channel, int which) const {
    return static_cast<std::int32_t>(at[words * channel + which]);
  }
  constexpr std::int32_t weight(int channel, int index) const { return number(channel, words - 1 - index); }
};

template <Geometry g>
  requires(g.op == Op::conv2d)
constexpr int band_rows(strange) {
  return 2;
}
template <Geometry g>
  requires(g.op == Op::conv2d)
constexpr int scratch_bytes(strange) {
  return 4 * 2 * g.out.size();
}
template <Geometry g>
  requires(g.op == Op::conv2d)
constexpr Packing packing(strange) {
  return {g.out.c, StrangeConstants<g>::words};
}
template <Geometry g>
  requires(g.op == Op::conv2d)
constexpr void pack(strange, std::uint32_t* words, const Constants& k, int f) {
  using Packed = StrangeConstants<g>;
  const auto word = [](std::int32_t number) { return static_cast<std::uint32_t>(number); };
  words[0] = word(g.has_bias ? k.biases[f] : 0);
  words[1] = word(k.multipliers[f].value);
  words[2] = word(k.multipliers[f].shift);
  for (int i = 0; i < Packed::weights; ++i) words[Packed::words - 1 - i] = word(k.weights[f * Packed::weights + i]);
}

/// How often the strange kernels ran.
inline int strange_bands = 0, strange_rows = 0;

/// computes  as portable, all sums of the band first, in scratch, and then their int8s
template <Geometry g>
  requires(g.op == Op::conv2d)
inline strange compute(strange, const Band& band, const Constants& k) {
  constexpr int groups = g.in[0].c / g.filter_c, filters = g.out.c / groups, row_size = g.out.size();
  const StrangeConstants<g> packed{k.packed};
  auto* sums = reinterpret_cast<std::int32_t*>(band.scratch);
  for (int r = 0; r < band.count; ++r)
    for (int i = 0; i < row_size; ++i) {
      const int x = i / g.out.c, f = i % g.out.c;
      const Range taps = g.cols.taps(x, g.in[0].w);
      std::int32_t sum = packed.number(f, 0);
      for (int t = 0; t < g.kernel_h; ++t) {
        const std::int8_t* in = band.in[r * g.stride_h + t];
        for (int j = taps.begin; in && j < taps.end; ++j)
          for (int c = 0; c < g.filter_c; ++c)
            sum += packed.weight(f, (t * g.cols.size + j) * g.filter_c + c) *
                   (in[(g.cols.start(x) + j * g.cols.dilation) * g.in[0].c + f / filters * g.filter_c + c] -
                    k.zero_point[0]);
      }
      sums[r * row_size + i] = sum;
    }
  for (int r = 0; r < band.count; ++r)
    for (int i = 0; i < row_size; ++i) {
      const Multiplier m{packed.number(i % g.out.c, 1), packed.number(i % g.out.c, 2)};
      band.out[r][i] = k.clamped(multiply<g.rounding>(sums[r * row_size + i], m) + k.output_zero_point);
    }
  ++strange_bands, strange_rows += band.count;
  return {};
}

/// An addition of two tensors that would like two rows, but gets them one by one: it could not know which operand is broadcast.
template <Geometry g>
  requires(g.op == Op::add && g.operand_count == 2)
constexpr int band_rows(strange) {
  return 2;
}
template <Geometry g>
  requires(g.op == Op::add && g.operand_count == 2)
inline strange compute(strange, const Band& band, const Constants& k) {
  if (band.count == 1) compute<g>(portable{}, band, k);
  return {};
}

/// A softmax that only asks for scratch, and spoils all of it.
template <Geometry g>
  requires(g.op == Op::softmax)
constexpr int scratch_bytes(strange) {
  return 1000;
}
template <Geometry g>
  requires(g.op == Op::max_pool)
constexpr int scratch_bytes(strange) {
  return scratch_bytes<g>(portable{}) + 77;
}
template <Geometry g>
  requires(g.op == Op::max_pool)
strange compute(strange, const Band& band, const Constants& k) {
  compute<g>(portable{}, band, k);
  for (int i = 0; i < scratch_bytes<g>(strange{}); ++i) band.scratch[i] = 55;
  return {};
}

}  // namespace tinytmpl::kernels
