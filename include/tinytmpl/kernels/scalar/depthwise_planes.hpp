// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/scalar/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/scalar/wide_products.hpp>

/// Depthwise convolutions of any window, multiplier and numbers: channel by channel, each copied to a plane, where what one
/// output reads of a row lies side by side.
///
///   plane    := row row ...           kernel_h of them; a byte is an input + 128: most cores load bytes without sign
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
  static constexpr int bytes = g.kernel_h * pitch;

  /// Columns of segment `residue` that lie on the image.
  static constexpr Range inside(int residue) {
    const int first = residue - g.cols.before;  // the column of its first byte
    const int begin = first < 0 ? divide_up(-first, residues) : 0;
    const int end = first < g.in[0].w ? divide_up(g.in[0].w - first, residues) : 0;
    return {min(begin, segment), clamp(end, min(begin, segment), segment)};
  }
};

/// Copies channel `c` into the plane; what lies outside the image has been filled in.
template <Geometry g, class Element = std::uint8_t>
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
  const bool constant = Outputs::is_constant(k.multipliers[c]);
  std::uint32_t* weights = words + 1 + Outputs::words;
  std::int32_t sum = 0;
  for (int i = 0; i < taps && !constant; ++i) {
    const std::int8_t w = k.weights[i * channels + c];
    weights[i / 4] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(w)) << (i % 4 * 8);
    sum += w;
  }
  const std::int32_t bias = constant ? 0 : (k.biases ? k.biases[c] : 0) - (k.zero_point[0] + offset) * sum;
  Outputs::pack(words, words + 1, bias, k.multipliers[c], k);
}

/// Outputs that are computed together, so that each weight is loaded once for all of them. A row is computed so many at a time;
/// the last ones may overlap others.
constexpr int best_together(int outputs, int most) {
  const auto cost = [](int n) { return 1 + 3 * n; };  // instructions for a tap
  int best = 1;
  for (int n = 2; n <= most && n <= outputs; ++n)
    if (divide_up(outputs, n) * cost(n) < divide_up(outputs, best) * cost(best)) best = n;
  return best;
}
template <Geometry g, int most>
constexpr int together = best_together(g.out.w / Shape<g>::residues, most);

/// The sums of `count` windows next to each other, from `x` on; no less than are computed together.
template <Geometry g, int at_once>
[[gnu::noinline]] constexpr void add_up(std::uint32_t* sums, const std::uint8_t* x, const std::int32_t* weights,
                                        std::uint32_t start, int count) {
  using Shape = planes::Shape<g>;
  for (int next = 0; next < count; next += at_once) {
    const int first = min(next, count - at_once);
    [&]<int... p>(std::integer_sequence<int, p...>) {
      std::uint32_t sum[] = {(static_cast<void>(p), start)...};
      const std::uint8_t* from = x + first * g.cols.stride;
      const std::int32_t *w = weights, *const end = w + Shape::taps;
      for (; w != end; from += Shape::pitch, w += g.cols.size)
        [&]<int... j>(std::integer_sequence<int, j...>) __attribute__((always_inline)) {
          const auto tap = [&](int at) __attribute__((always_inline)) {
            const auto weight = static_cast<std::uint32_t>(w[at]);
            ((sum[p] += weight * from[p * g.cols.stride + at]), ...);
          };
          (tap(j), ...);
        }(std::make_integer_sequence<int, g.cols.size>{});
      ((sums[first + p] = sum[p]), ...);
    }(std::make_integer_sequence<int, at_once>{});
  }
}

/// Outputs, `step` bytes apart, of sums.
template <class Outputs>
[[gnu::noinline]] constexpr void write(std::int8_t* out, int step, const std::uint32_t* sums, int count,
                                       const std::uint32_t* rest, const Outputs& outputs) {
  const Outputs to = outputs;  // copies: what is written could be these, for all that the compiler knows
  std::uint32_t words[Outputs::words];
  for (int i = 0; i < Outputs::words; ++i) words[i] = rest[i];
  for (; count > 0; --count, out += step) *out = to(*sums++, words);
}

/// What lies in the scratch: the sums of a residue's outputs, the weights of a channel as words, a plane.
template <Geometry g>
struct Scratch {
  static constexpr int sums = Shape<g>::outputs, weights = divide_up(Shape<g>::taps, 4) * 4;
  static constexpr int bytes = 4 * (sums + weights) + Shape<g>::bytes;
};

/// computes  as portable; `add_up` is that above, or does the same
template <Geometry g>
constexpr void convolve_row(const Band& band, const Constants& k, auto add_up) {
  using Shape = planes::Shape<g>;
  using Outputs = OutputsOf<g>;
  auto* const sums = reinterpret_cast<std::uint32_t*>(band.scratch);
  auto* const weights = reinterpret_cast<std::int32_t*>(sums + Scratch<g>::sums);
  auto* const plane = reinterpret_cast<std::uint8_t*>(weights + Scratch<g>::weights);
  for (int i = 0; i < Shape::bytes; ++i) plane[i] = static_cast<std::uint8_t>(k.zero_point[0] + 128);
  const std::uint32_t* channel = k.packed;
  std::int8_t* out = band.out[0];
  for (int c = 0; c < g.in[0].c; ++c) {
    fill_plane<g>(plane, band.in, c, 128);
    for (int m = 0; m < Shape::multiplier; ++m, ++out) {
      const std::uint32_t start = channel[0], *const rest = channel + 1;
      channel = rest + Outputs::words;
      for (std::int32_t* w = weights; w != weights + Scratch<g>::weights; w += 4, ++channel)
        for (int i = 0; i < 4; ++i) w[i] = static_cast<std::int8_t>(*channel >> (8 * i));
      for (int r = 0; r < Shape::residues && r < g.out.w; ++r) {
        const int count = divide_up(g.out.w - r, Shape::residues);
        add_up(sums, plane + r * Shape::segment, weights, start, count);
        write(out + r * g.out.c, Shape::residues * g.out.c, sums, count, rest, Outputs(k));
      }
    }
  }
}

}  // namespace tinytmpl::kernels::planes

namespace tinytmpl::kernels {

template <Geometry g>
concept PlaneDepthwise = planes::has_planes(g) && has_outputs(g) && !Depthwise3x3<g>;

template <Geometry g>
  requires PlaneDepthwise<g>
constexpr int scratch_bytes(scalar) {
  return planes::Scratch<g>::bytes;
}
template <Geometry g>
  requires PlaneDepthwise<g>
constexpr Packing packing(scalar) {
  return {g.out.c, planes::channel_words<OutputsOf<g>>(planes::Shape<g>::taps)};
}
template <Geometry g>
  requires PlaneDepthwise<g>
constexpr void pack(scalar, std::uint32_t* words, const Constants& k, int channel) {
  planes::pack_channel<OutputsOf<g>>(words, k, channel, g.out.c, planes::Shape<g>::taps, 128);
}

/// computes  as portable, from a plane of each channel
/// in place  the output may lie over any one of the input rows: a channel is read before it is written
template <Geometry g>
  requires PlaneDepthwise<g>
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  planes::convolve_row<g>(band, k, [](auto... row) { planes::add_up<g, planes::together<g, scalar::pixels>>(row...); });
  return {};
}

}  // namespace tinytmpl::kernels
