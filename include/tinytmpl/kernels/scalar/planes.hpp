// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/target.hpp>

/// A depthwise convolution of any window and multiplier goes channel by channel. Each is copied to a plane, where what one output
/// reads of a row lies side by side.
///
///   plane    := row row ...           kernel_h of them
///   row      := segment segment ...   one for each column modulo the dilation, as outputs of one residue read only of one
///   segment  := columns, those beside the image included
namespace tinytmpl::kernels::planes {

constexpr bool has_planes(const Geometry& g) {
  return g.op == Op::depthwise_conv2d && (g.cols.dilation == 1 || g.cols.stride == 1);
}

template <Geometry g>
struct Shape {
  static constexpr int multiplier = g.out.c / g.in[0].c, taps = g.kernel_h * g.cols.size;
  static constexpr int residues = g.cols.dilation,
                       outputs = divide_up(g.out.w, residues);  // of each residue, or one less
  static constexpr int segment = (outputs - 1) * g.cols.stride + g.cols.size, pitch = residues * segment;
  static constexpr int elements = g.kernel_h * pitch;

  /// Columns of segment `residue` that lie on the image.
  static constexpr Range inside(int residue) {
    const int first = residue - g.cols.before;  // the column of its first byte
    const int begin = first < 0 ? divide_up(-first, residues) : 0;
    const int end = first < g.in[0].w ? divide_up(g.in[0].w - first, residues) : 0;
    return {minimum(begin, segment), bounded(end, minimum(begin, segment), segment)};
  }
};

/// Copies channel `c` into the plane; what lies outside the image has been filled in.
template <Geometry g, class Element>
constexpr void fill_plane(Element* plane, const std::int8_t* const* rows, int c, int offset) {
  using Shape = planes::Shape<g>;
  constexpr int step = Shape::residues * g.in[0].c;
  for (int i = 0; i < g.kernel_h; ++i, plane += Shape::pitch) {
    if (!rows[i]) continue;
    for (int r = 0; r < Shape::residues; ++r) {
      const Range inside = Shape::inside(r);
      const std::int8_t* from = rows[i] + (r - g.cols.before + inside.begin * Shape::residues) * g.in[0].c + c;
      Element* to = plane + r * Shape::segment + inside.begin;
      Element* const end = to + (inside.end - inside.begin);
#pragma GCC unroll 4
      for (; to != end; from += step) *to++ = static_cast<Element>(*from + offset);
    }
  }
}

/// A channel, packed:  start; the rest of what Outputs::pack gives; four weights in each word, from the lowest byte on.
template <class Outputs>
constexpr int channel_words(int taps) {
  return 1 + Outputs::words + divide_up(taps, 4);
}
template <class Outputs>
constexpr void pack_channel(std::uint32_t* words, const Constants& k, int c, int channels, int taps, int offset) {
  const bool constant = Outputs::gives_constant(k.multipliers[c]);
  std::uint32_t* weights = words + 1 + Outputs::words;
  std::int32_t sum = 0;
  for (int i = 0; i < taps && !constant; ++i) {
    const std::int8_t w = k.weights[i * channels + c];
    weights[i / 4] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(w)) << (i % 4 * 8);
    sum += w;
  }
  const std::int32_t bias = constant ? 0 : k.folded_bias(c, sum) - offset * sum;
  Outputs::pack(words, words + 1, bias, k.multipliers[c], k);
}

/// Outputs that are computed together, so that each weight is loaded once for all of them. A row is computed so many at a time;
/// some may be computed twice. `cost(n)` says what n of them cost.
template <Geometry g, int most>
constexpr int together(auto cost) {
  constexpr int outputs = g.out.w / Shape<g>::residues;  // of a residue
  int best = 1;
  for (int n = 2; n <= minimum(most, outputs); ++n)
    if (divide_up(outputs, n) * cost(n) < divide_up(outputs, best) * cost(best)) best = n;
  return best;
}

/// Are some computed twice?
template <Geometry g>
constexpr bool overlaps(int at_once) {
  bool overlaps = false;
  for (int r = 0; r < minimum(Shape<g>::residues, g.out.w); ++r)
    overlaps |= divide_up(g.out.w - r, Shape<g>::residues) % at_once != 0;
  return overlaps;
}

/// Outputs, `step` bytes apart, of sums.
template <FlashAccess flash, class Outputs>
[[gnu::noinline]] constexpr void store_outputs(std::int8_t* out, int step, const std::uint32_t* sums, int count,
                                               const std::uint32_t* rest, const Outputs& outputs) {
  const Outputs to = outputs;  // copies: what is written could be these, for all that the compiler knows
  std::uint32_t words[Outputs::words];
  for (int i = 0; i < Outputs::words; ++i) words[i] = load<flash>(rest + i);
  for (; count > 0; --count, out += step) *out = to(*sums++, words);
}

/// What lies in the scratch: the sums of a residue's outputs, the weights of a channel as words, a plane. The last word that is
/// read of it may reach beyond it.
template <Geometry g, class Kernel>
constexpr int scratch_bytes = 4 * (Shape<g>::outputs + Kernel::weights) +
                              (Shape<g>::elements + 1) * static_cast<int>(sizeof(typename Kernel::Element));

/// computes  as portable; packed channels are  start; Outputs::words; Kernel::packed_weights words. `Kernel` says
///   Element, offset             what a plane consists of, and what is added to an input there
///   Outputs                     how outputs become of sums
///   weights, packed_weights     words of the weights of a channel as they are used, and as they are packed
///   widen(weights, packed)      the former from the latter
///   add_up(sums, x, weights, start, count)      the sums of `count` windows next to each other, from `x` on
template <Geometry g, class Kernel>
constexpr void convolve_row(const Band& band, const Constants& k) {
  using Shape = planes::Shape<g>;
  using Outputs = typename Kernel::Outputs;
  auto* const sums = reinterpret_cast<std::uint32_t*>(band.scratch);
  auto* const weights = reinterpret_cast<std::int32_t*>(sums + Shape::outputs);
  auto* const plane = reinterpret_cast<typename Kernel::Element*>(weights + Kernel::weights);
  for (int i = 0; i < Shape::elements; ++i)
    plane[i] = static_cast<typename Kernel::Element>(k.zero_point[0] + Kernel::offset);
  const std::uint32_t* channel = k.packed;
  std::int8_t* out = band.out[0];
  for (int c = 0; c < g.in[0].c; ++c) {
    fill_plane<g>(plane, band.in, c, Kernel::offset);
    for (int m = 0; m < Shape::multiplier; ++m, ++out) {
      const std::uint32_t start = load<g.flash>(channel), *const rest = channel + 1;
      Kernel::widen(weights, rest + Outputs::words);
      channel = rest + Outputs::words + Kernel::packed_weights;
      for (int r = 0; r < Shape::residues && r < g.out.w; ++r) {
        const int count = divide_up(g.out.w - r, Shape::residues);
        Kernel::add_up(sums, plane + r * Shape::segment, weights, start, count);
        store_outputs<g.flash>(out + r * g.out.c, Shape::residues * g.out.c, sums, count, rest, Outputs(k));
      }
    }
  }
}

}  // namespace tinytmpl::kernels::planes
