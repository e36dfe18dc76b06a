// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/strips.hpp>
#include <tinytmpl/kernels/scalar/lanes.hpp>

namespace tinytmpl::kernels::scalar {

/// Convolutions in blocks of four filters at some pixels, whose sums stay in registers.
namespace blocks {

using short_products::Negatives;

struct Shape {
  Negatives negatives;
  int pixels, groups, taps, group_words;
  // What a block reads of a row: some columns, of which pixel p's begin p * step bytes further on.
  int columns, step, strip_bytes;
  int taps_at_once;  // of a single pixel a tap is so little that the loop counts

  constexpr explicit Shape(const Geometry& g)
      : negatives(short_products::negatives(g.numbers)),
        // Four instructions a tap, and nine for each pixel.
        pixels(lanes::pixels_at_once(g.out.w, Core::pixels,
                                     [](int pairs, int singles) { return 4 + 9 * (2 * pairs + singles); })),
        groups(divide_up(g.out.c, 4)), taps(g.kernel_h * g.cols.size * g.filter_c),
        group_words(4 + taps + 4 * short_products::words(negatives)),
        columns((pixels - 1) * g.cols.stride + g.cols.reach()), step(g.cols.stride * g.filter_c),
        strip_bytes(columns * g.filter_c), taps_at_once(pixels == 1 && g.filter_c % 4 == 0 ? 4 : 1) {}
};

/// Four filters, packed:  their four starts; a word for each tap, with a weight of each filter; what remains of each.
template <Geometry g>
constexpr void pack_group(std::uint32_t* words, const Constants& k, int group) {
  constexpr Shape shape(g);
  std::uint32_t* rest = words + 4 + shape.taps;
  for (int j = 0; j < 4; ++j, rest += short_products::words(shape.negatives)) {
    const int f = 4 * group + j;
    if (f >= g.out.c) continue;
    const bool constant = short_products::gives_constant(k.multipliers[f]);
    const std::int8_t* weights = k.weights + f * shape.taps;
    std::int32_t sum = 0;
    for (int i = 0; i < shape.taps && !constant; ++i) {
      words[4 + i] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(weights[i])) << (8 * j);
      sum += weights[i];
    }
    const std::int32_t bias = constant ? 0 : k.folded_bias(f, sum);
    short_products::pack<shape.negatives>(words + j, rest, bias, k.multipliers[f], k);
  }
}

/// The strips of a block whose first pixel is `x`, each in its row; if it leaves the image, a copy with zero points.
template <Geometry g>
constexpr auto find_strips(const Band& band, int x, const Constants& k) {
  constexpr int bytes = Shape(g).strip_bytes;
  const auto rows = rows_of<g>(band);
  std::int8_t* const copies = band.scratch;
  const int begin = g.cols.start(x) * g.filter_c;
  const bool inside = begin >= 0 && begin + bytes <= g.in[0].size();
  for (int i = 0; i < g.kernel_h; ++i) {
    const std::int8_t* row = rows[i];
    std::int8_t* copy = copies + i * bytes;
    for (int at = begin; at < begin + bytes && !(row && inside); ++at)
      *copy++ = row && at >= 0 && at < g.in[0].size() ? row[at] : static_cast<std::int8_t>(k.zero_point[0]);
  }
  return common::strips<g.kernel_h>([rows, copies, begin, inside](int i) {
    const std::int8_t* row = rows[i];
    return row && inside ? row + begin : copies + i * bytes;
  });
}

// For RISC-V, GCC moves instructions so far apart that it runs out of registers. Clang does not, nor does it know the attribute.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"
/// The sums of a group of filters at all pixels of a block, four of the first pixel first.
template <Geometry g>
[[gnu::noinline, gnu::optimize("no-schedule-insns")]] constexpr void add_up(std::uint32_t* sums,
                                                                            const std::uint32_t* group,
                                                                            const auto& strips) {
  constexpr Shape shape(g);
  [&]<int... i>(std::integer_sequence<int, i...>) __attribute__((always_inline)) {
    std::int32_t sum[] = {static_cast<std::int32_t>(load<g.flash>(group + i % 4))...};
    const std::uint32_t* w = group + 4;
    for (int row = 0; row < g.kernel_h; ++row)
      for (int column = 0; column < g.cols.size; ++column) {
        const std::int8_t* x = strips[row] + column * g.cols.dilation * g.filter_c;
        for (const std::int8_t* const end = x + g.filter_c; x != end; x += shape.taps_at_once)
          lanes::unrolled<shape.taps_at_once>([&]<int tap>() __attribute__((always_inline)) {
            const FourWeights<Core, g.flash> four(w++);
            const std::int32_t weight[] = {four.template get<0>(), four.template get<1>(), four.template get<2>(),
                                           four.template get<3>()};
            ((sum[i] += weight[i % 4] * x[tap + i / 4 * shape.step]), ...);
          });
      }
    ((sums[i] = static_cast<std::uint32_t>(sum[i])), ...);
  }(std::make_integer_sequence<int, 4 * shape.pixels>{});
}
#pragma GCC diagnostic pop

}  // namespace blocks

/// computes  a convolution without groups, block by block
struct BlockConvolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, in blocks";
  static constexpr const char* refuses(const Geometry& g) {
    return g.filter_c != g.in[0].c ? common::reasons::in_groups : short_products::refuses(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return short_products::keep(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return g.kernel_h * blocks::Shape(g).strip_bytes; }
  static constexpr Packing packing(const Geometry& g) {
    const blocks::Shape shape(g);
    return {shape.groups, shape.group_words};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int group) {
    blocks::pack_group<g>(words, k, group);
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    constexpr blocks::Shape shape(g);
    const short_products::Outputs outputs(k);
    for (int next = 0; next < g.out.w; next += shape.pixels) {
      const int x = minimum(next, g.out.w - shape.pixels);
      const auto strips = blocks::find_strips<g>(band, x, k);
      const std::uint32_t* group = k.packed;
      for (int f = 0; f < g.out.c; f += 4, group += shape.group_words) {
        std::uint32_t sums[4 * shape.pixels];
        blocks::add_up<g>(sums, group, strips);
        const std::uint32_t* rest = group + 4 + shape.taps;
        for (int j = 0; j < 4 && f + j < g.out.c; ++j, rest += short_products::words(shape.negatives)) {
          const short_products::Requantizer<shape.negatives, g.flash> requantize(rest, outputs);
          for (int p = 0; p < shape.pixels; ++p)
            band.out[0][(x + p) * g.out.c + f + j] = static_cast<std::int8_t>(requantize(sums[4 * p + j]));
        }
      }
    }
  }
};

}  // namespace tinytmpl::kernels::scalar
