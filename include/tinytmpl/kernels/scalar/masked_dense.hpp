// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/masked.hpp>

namespace tinytmpl::kernels {

/// A dense layer, or any convolution of one column, whose numbers fit.
template <Geometry g>
concept DenseConvolution = g.op == Op::conv2d && !rounds_once(g.rounding) && short_products::fit(g.numbers) &&
                           g.out.w == 1 && g.filter_c == g.in[0].c;

namespace masked {

/// Takes inputs some at a time, and then computes what the filters have of them, by `Arithmetic`.
template <Geometry g, class Arithmetic>
class Dense {
 public:
  static constexpr Negatives negatives = short_products::negatives(g.numbers);
  static constexpr int taps = g.kernel_h * g.cols.size * g.filter_c, groups = divide_up(g.out.c, 4);
  static constexpr int stride = group_words(taps, negatives);
  static constexpr int room = minimum(padded(taps), taps_at_once);
  // Sums of filters wait for the rest of the inputs, if there is one.
  static constexpr int groups_at_once = padded(taps) == room ? minimum(groups, 8) : groups;
  static constexpr int scratch_words = room + 4 * groups_at_once;

  constexpr Dense(const Band& band, const Constants& k)
      : constants(k), weights(k.packed), out(band.out[0]), y(reinterpret_cast<std::uint32_t*>(band.scratch)),
        sums(y + room) {
    clear();
  }
  /// The next `count` inputs: of `in`, or zero points.
  constexpr void add(const std::int8_t* in, int count) {
    while (count > 0) {
      const int some = minimum(count, room - filled);
      std::uint32_t* to = y + filled;
      for (int i = 0; i < some; ++i) {
        const auto input = static_cast<std::uint32_t>((in ? *in++ : constants.zero_point[0]) + 128);
        *to++ = input, total += input;
      }
      count -= some, filled += some, left -= some;
      if (left == 0 && filled % 2) y[filled++] = 0;
      if (left == 0 || filled == room) compute();
    }
  }

 private:
  const Constants& constants;
  const std::uint32_t* weights;
  std::int8_t* out;
  std::uint32_t* y;
  std::uint32_t* sums;
  std::uint32_t total = 0;
  int filled = 0, left = taps;

  constexpr void clear() {
    for (int i = 0; i < 4 * groups_at_once; ++i) sums[i] = 0;
  }
  constexpr void compute() {
    const std::uint32_t* group = weights;
    for (int first = 0; first < groups; first += groups_at_once, group += groups_at_once * stride) {
      const int some = minimum(groups - first, groups_at_once);
      Arithmetic::multiply(group, y, filled, sums, sums + 4 * some, stride);
      if (left > 0) continue;
      std::int8_t* const end = out + minimum(4 * (first + some), g.out.c);
      const short_products::Outputs outputs(constants);
      Arithmetic::template requantize_sums<negatives>(group + filled, sums, out + 4 * first, end, 0 - 128 * total,
                                                      outputs, stride);
      clear();
    }
    weights += filled;
    filled = 0;
  }
};

/// What follows from a geometry.
template <Geometry g>
struct Shape {
  using Any = Dense<g, Portable<scalar, g.flash>>;
  static constexpr int scratch_bytes = 4 * Any::scratch_words;
  static constexpr Packing packing{Any::groups, Any::stride};

  static constexpr void pack(std::uint32_t* words, const Constants& k, int group) {
    pack_group<Any::negatives>(words, k, 4 * group, Any::taps, g.out.c);
  }
};

/// computes  as portable
template <Geometry g, class Arithmetic>
constexpr void convolve(const Band& band, const Constants& k) {
  // Taps that lie side by side: a row of them, if all are inside the image.
  constexpr int first = g.cols.start(0);
  constexpr bool whole = g.cols.dilation == 1 && first >= 0 && first + g.cols.size <= g.in[0].w;
  constexpr int columns = whole ? g.cols.size : 1;
  Dense<g, Arithmetic> dense(band, k);
  for (int i = 0; i < g.kernel_h; ++i)
    for (int j = 0; j < g.cols.size; j += columns) {
      const int column = first + j * g.cols.dilation;
      const bool inside = band.in[i] && column >= 0 && column < g.in[0].w;
      dense.add(inside ? band.in[i] + column * g.filter_c : nullptr, columns * g.filter_c);
    }
}

}  // namespace masked

}  // namespace tinytmpl::kernels
