// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/band.hpp>

/// A depthwise convolution of any window and multiplier goes channel by channel. Each is copied to a plane, where what one output
/// reads of a row lies side by side.
///
///   plane    := row row ...           kernel_h of them
///   row      := segment segment ...   one for each column modulo the dilation, as outputs of one residue read only of one
///   segment  := columns, those beside the image included
namespace tinytmpl::kernels::common::planes {

constexpr bool has_planes(const Geometry& g) { return g.cols.dilation == 1 || g.cols.stride == 1; }

struct Shape {
  int multiplier, taps, residues, outputs;  // outputs of each residue, or one less
  int segment, pitch, elements;
  int before, width;  // columns beside the image, and of it

  constexpr explicit Shape(const Geometry& g)
      : multiplier(g.out.c / g.in[0].c), taps(g.kernel_h * g.cols.size), residues(g.cols.dilation),
        outputs(divide_up(g.out.w, residues)), segment((outputs - 1) * g.cols.stride + g.cols.size),
        pitch(residues * segment), elements(g.kernel_h * pitch), before(g.cols.before), width(g.in[0].w) {}

  /// Columns of segment `residue` that lie on the image.
  constexpr Range inside(int residue) const {
    const int first = residue - before;  // the column of its first byte
    const int begin = first < 0 ? divide_up(-first, residues) : 0;
    const int end = first < width ? divide_up(width - first, residues) : 0;
    return {minimum(begin, segment), bounded(end, minimum(begin, segment), segment)};
  }
};

/// Copies channel `c` into the plane; what lies outside the image has been filled in.
template <Geometry g, class Element>
constexpr void fill_plane(Element* plane, auto rows, int c, int offset) {
  constexpr Shape shape(g);
  constexpr int step = shape.residues * g.in[0].c;
  for (int i = 0; i < g.kernel_h; ++i, plane += shape.pitch) {
    const std::int8_t* row = rows[i];
    if (!row) continue;
    for (int r = 0; r < shape.residues; ++r) {
      const Range inside = shape.inside(r);
      const std::int8_t* from = row + (r - g.cols.before + inside.begin * shape.residues) * g.in[0].c + c;
      Element* to = plane + r * shape.segment + inside.begin;
      Element* const end = to + (inside.end - inside.begin);
#pragma GCC unroll 4
      for (; to != end; from += step) *to++ = static_cast<Element>(*from + offset);
    }
  }
}

/// Weights that have a zero point, which is taken off them, are halfwords.
constexpr int weights_in_word(const Geometry& g) { return g.as_uint8 ? 2 : 4; }

/// A channel, packed:  start; the rest of what Outputs::pack gives; so many weights in each word, from the lowest byte on.
constexpr int channel_words(int output_words, int taps, int in_word = 4) {
  return 1 + output_words + divide_up(taps, in_word);
}
template <class Outputs>
constexpr void pack_channel(std::uint32_t* words, const Constants& k, int c, int channels, int taps, int offset,
                            int in_word = 4) {
  const bool constant = Outputs::gives_constant(k.multipliers[c]);
  std::uint32_t* weights = words + 1 + Outputs::words;
  std::int32_t sum = 0;
  for (int i = 0; i < taps && !constant; ++i) {
    const int w = k.weights[i * channels + c] - (in_word == 2 ? k.zero_point[1] : 0);
    const std::uint32_t bits = static_cast<std::uint32_t>(w) & (in_word == 2 ? 0xFFFF : 0xFF);
    weights[i / in_word] |= bits << (i % in_word * (32 / in_word));
    sum += w;
  }
  const std::int32_t bias = constant ? 0 : k.folded_bias(c, sum) - offset * sum;
  Outputs::pack(words, words + 1, bias, k.multipliers[c], k);
}

/// Outputs that are computed together, so that each weight is loaded once for all of them. A row is computed so many at a time;
/// some may be computed twice. `cost(n)` says what n of them cost.
constexpr int together(const Geometry& g, int most, auto cost) {
  const int outputs = g.out.w / Shape(g).residues;  // of a residue
  int best = 1;
  for (int n = 2; n <= minimum(most, outputs); ++n)
    if (divide_up(outputs, n) * cost(n) < divide_up(outputs, best) * cost(best)) best = n;
  return best;
}

/// Are some computed twice?
constexpr bool overlaps(const Geometry& g, int at_once) {
  const int residues = Shape(g).residues;
  bool overlaps = false;
  for (int r = 0; r < minimum(residues, g.out.w); ++r) overlaps |= divide_up(g.out.w - r, residues) % at_once != 0;
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
template <class Element>
constexpr int scratch_bytes(const Shape& shape, int weights) {
  return 4 * (shape.outputs + weights) + (shape.elements + 1) * static_cast<int>(sizeof(Element));
}

/// computes  as portable; packed channels are  start; Outputs::words; Kernel::packed_weights words. `Kernel` says
///   Element, offset             what a plane consists of, and what is added to an input there
///   Outputs                     how outputs become of sums
///   weights, packed_weights     words of the weights of a channel as they are used, and as they are packed
///   widen(weights, packed)      the former from the latter
///   add_up(sums, x, weights, start, count)      the sums of `count` windows next to each other, from `x` on
template <Geometry g, class Kernel>
constexpr void convolve_row(const Band& band, const Constants& k) {
  constexpr Shape shape(g);
  using Outputs = typename Kernel::Outputs;
  auto* const sums = reinterpret_cast<std::uint32_t*>(band.scratch);
  auto* const weights = reinterpret_cast<std::int32_t*>(sums + shape.outputs);
  auto* const plane = reinterpret_cast<typename Kernel::Element*>(weights + Kernel::weights);
  for (int i = 0; i < shape.elements; ++i)
    plane[i] = static_cast<typename Kernel::Element>(k.zero_point[0] + Kernel::offset);
  const std::uint32_t* channel = k.packed;
  std::int8_t* out = band.out[0];
  for (int c = 0; c < g.in[0].c; ++c) {
    fill_plane<g>(plane, rows_of<g>(band), c, Kernel::offset);
    for (int m = 0; m < shape.multiplier; ++m, ++out) {
      const std::uint32_t start = load<g.flash>(channel), *const rest = channel + 1;
      Kernel::widen(weights, rest + Outputs::words);
      channel = rest + Outputs::words + Kernel::packed_weights;
      for (int r = 0; r < shape.residues && r < g.out.w; ++r) {
        const int count = divide_up(g.out.w - r, shape.residues);
        Kernel::add_up(sums, plane + r * shape.segment, weights, start, count);
        store_outputs<g.flash>(out + r * g.out.c, shape.residues * g.out.c, sums, count, rest, Outputs(k));
      }
    }
  }
}

}  // namespace tinytmpl::kernels::common::planes
