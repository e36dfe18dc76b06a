// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/masked.hpp>

namespace tinytmpl::kernels::scalar {

namespace masked {

/// What follows from a geometry.
struct DenseShape {
  Negatives negatives;
  int taps, groups, stride, room;
  int groups_at_once;  // sums of filters wait for the rest of the inputs, if there is one

  constexpr explicit DenseShape(const Geometry& g)
      : negatives(short_products::negatives(g.numbers)), taps(g.kernel_h * g.cols.size * g.filter_c),
        groups(divide_up(g.out.c, 4)), stride(group_words(taps, negatives)), room(minimum(padded(taps), taps_at_once)),
        groups_at_once(padded(taps) == room ? minimum(groups, 8) : groups) {}

  constexpr int scratch_bytes() const { return 4 * (room + 4 * groups_at_once); }
};

/// Takes inputs some at a time, and then computes what the filters have of them, by `Arithmetic`.
template <Geometry g, class Arithmetic>
class Dense {
 public:
  static constexpr DenseShape shape{g};

  constexpr Dense(const Band& band, const Constants& k)
      : constants(k), weights(k.packed), out(band.out[0]), y(reinterpret_cast<std::uint32_t*>(band.scratch)),
        sums(y + shape.room) {
    clear();
  }
  /// The next `count` inputs: of `in`, or zero points.
  constexpr void add(const std::int8_t* in, int count) {
    while (count > 0) {
      const int some = minimum(count, shape.room - filled);
      std::uint32_t* to = y + filled;
      for (int i = 0; i < some; ++i) {
        const auto input = static_cast<std::uint32_t>((in ? *in++ : constants.zero_point[0]) + 128);
        *to++ = input, total += input;
      }
      count -= some, filled += some, left -= some;
      if (left == 0 && filled % 2) y[filled++] = 0;
      if (left == 0 || filled == shape.room) compute();
    }
  }

 private:
  const Constants& constants;
  const std::uint32_t* weights;
  std::int8_t* out;
  std::uint32_t* y;
  std::uint32_t* sums;
  std::uint32_t total = 0;
  int filled = 0, left = shape.taps;

  constexpr void clear() {
    for (int i = 0; i < 4 * shape.groups_at_once; ++i) sums[i] = 0;
  }
  constexpr void compute() {
    const std::uint32_t* group = weights;
    for (int first = 0; first < shape.groups;
         first += shape.groups_at_once, group += shape.groups_at_once * shape.stride) {
      const int some = minimum(shape.groups - first, shape.groups_at_once);
      Arithmetic::multiply(group, y, filled, sums, sums + 4 * some, shape.stride);
      if (left > 0) continue;
      std::int8_t* const end = out + minimum(4 * (first + some), g.out.c);
      const short_products::Outputs outputs(constants);
      Arithmetic::template requantize_sums<shape.negatives>(group + filled, sums, out + 4 * first, end, 0 - 128 * total,
                                                            outputs, shape.stride);
      clear();
    }
    weights += filled;
    filled = 0;
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
  for (int i = 0; i < g.kernel_h; ++i) {
    const std::int8_t* row = rows_of<g>(band)[i];
    for (int j = 0; j < g.cols.size; j += columns) {
      const int column = first + j * g.cols.dilation;
      const bool inside = row && column >= 0 && column < g.in[0].w;
      dense.add(inside ? row + column * g.filter_c : nullptr, columns * g.filter_c);
    }
  }
}

}  // namespace masked

/// computes  a dense layer, or any convolution of one column
template <class Core>
struct DenseConvolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "dense, two weights in a product";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.filter_c != g.in[0].c) return common::reasons::in_groups;
    return g.out.w == 1 ? short_products::refuses(g) : common::reasons::several_windows;
  }
  static constexpr Geometry keeps(const Geometry& g) { return short_products::keep(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return masked::DenseShape(g).scratch_bytes(); }
  static constexpr Packing packing(const Geometry& g) {
    const masked::DenseShape shape(g);
    return {shape.groups, shape.stride};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int group) {
    constexpr masked::DenseShape shape(g);
    masked::pack_group<shape.negatives>(words, k, 4 * group, shape.taps, g.out.c);
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    masked::convolve<g, masked::Portable<Core, g.flash>>(band, k);
  }
};

}  // namespace tinytmpl::kernels::scalar
