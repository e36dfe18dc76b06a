// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/four_pixels_helium.hpp>
#include <tinytmpl/kernels/armv81m/one_pixel.hpp>
#include <tinytmpl/kernels/armv81m/strip.hpp>

namespace tinytmpl::kernels::armv81m {

/// Is each window one piece of a row as it is?
constexpr bool reads_rows(const Geometry& g) {
  return g.kernel_h == 1 && g.cols.before == 0 && (g.cols.size == 1 || g.out.w == 1);
}

/// All outputs of `count` pixels at equal distances: four pixels at a time, and then the others one by one.
template <int depth, int filters, Scaling how, bool exact, Sliding3 sliding = Sliding3{}>
inline void convolve_pixels(const std::uint32_t* packed, const std::int8_t* in, int in_pitch, std::int8_t* out,
                            int count, const Limits& limits) {
  constexpr int whole_pairs = filters / 2, pairs = divide_up(filters, 2), words = FilterPair<depth>::words;
  if (const int fours = count / 4 * 4; fours > 0) {
    const Pixels all{in, packed, out, out + 2 * whole_pairs, in_pitch, filters, fours, 1};
    if constexpr (whole_pairs > 0) convolve_four_pixels<depth, how, exact, sliding>(all, limits);
    if constexpr (filters % 2 != 0) {
      Pixels odd = all;
      odd.filters += whole_pairs * words;
      odd.out += filters - 1, odd.out_end = odd.out + 2, odd.second = 0;
      convolve_four_pixels<depth, how, exact, sliding>(odd, limits);
    }
    in += fours * in_pitch, out += fours * filters;
  }
  for (int i = count % 4; i > 0; --i, in += in_pitch, out += filters) {
    constexpr int fours = pairs / 4, others = filters - 8 * fours;
    if constexpr (fours > 0)
      convolve_one_pixel<depth, how, exact>({packed, packed + words, packed + 2 * words, packed + 3 * words}, in, out,
                                            minimum(8 * fours, filters), limits);
    if constexpr (others > 0) {
      const auto pair = [packed](int p) { return packed + minimum(4 * fours + p, pairs - 1) * words; };
      convolve_one_pixel<depth, how, exact>({pair(0), pair(1), pair(2), pair(3)}, in, out + 8 * fours, others, limits);
    }
  }
}

/// The same where all activations are zero points: a row outside the image.
template <Scaling how>
[[gnu::noinline]] void convolve_zero_points(const std::uint32_t* packed, int words, std::int8_t zero_point,
                                            std::int8_t* out, int width, int filters, const Limits& limits) {
  for (int f = 0; f < filters; ++f) {
    const int side = f % 2;
    const std::uint32_t* pair = packed + f / 2 * words;
    const std::uint32_t* scale = pair + words - 6 + 3 * side;
    auto sum = static_cast<std::int32_t>(scale[0]);
    for (int i = 0; i < words - 6; ++i)
      if (i / 4 % 2 == side)
        for (int byte = 0; byte < 4; ++byte) sum += zero_point * byte_of(pair, 4 * i + byte);
    const std::int8_t value = requantized<how>(sum, scale[1], scale[2], limits);
    for (int x = 0; x < width; ++x) out[x * filters + f] = value;
  }
}

/// computes  a convolution without groups, or a dense layer
struct Convolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, sixteen activations at a time";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.filter_c != g.in[0].c) return common::reasons::in_groups;
    if (g.cols.dilation > 1) return common::reasons::dilated;
    return g.out.c < 16384 ? common::refuses_scaling(g) : "there are 16384 filters or more";
  }
  static constexpr Geometry keeps(const Geometry& g) { return common::keep_scaling(g); }
  /// The strip, behind which the last window is read to the end of a vector.
  static constexpr int scratch_bytes(const Geometry& g) {
    return reads_rows(g) ? 0 : strip_columns(g) * g.kernel_h * g.in[0].c + 15;
  }
  static constexpr Packing packing(const Geometry& g) {
    return {divide_up(g.out.c, 2), pair_words(g.kernel_h * g.cols.size * g.in[0].c)};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int pair) {
    using Strip = armv81m::Strip<g>;
    FilterPair<Strip::depth>::template pack<Strip::run>(words, k, pair, g.out.c, Strip::place);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    using Strip = armv81m::Strip<g>;
    constexpr Scaling how = scaling(g);
    const Limits limits = limits_of(k);
    const auto zero_point = static_cast<std::int8_t>(k.zero_point[0]);
    if constexpr (!reads_rows(g)) {
      Strip::fill(band.scratch, rows_of<g>(band), zero_point);
      convolve_pixels<Strip::depth, g.out.c, how, false, Strip::sliding>(k.packed, band.scratch, Strip::pitch,
                                                                         band.out[0], g.out.w, limits);
    } else if (const std::int8_t* row = band.in[0].row()) {
      convolve_pixels<Strip::depth, g.out.c, how, true>(k.packed, row, g.in[0].c * g.cols.stride, band.out[0], g.out.w,
                                                        limits);
    } else {
      convolve_zero_points<how>(k.packed, pair_words(Strip::depth), zero_point, band.out[0], g.out.w, g.out.c, limits);
    }
  }
};

}  // namespace tinytmpl::kernels::armv81m
