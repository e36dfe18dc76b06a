// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/conv2d.hpp>
#include <tinytmpl/kernels/armv7em/scale.hpp>
#include <tinytmpl/kernels/armv7em/whole_products.hpp>
#include <tinytmpl/kernels/common/uint8.hpp>

/// Convolutions and dense layers that the kernels of conv2d.hpp do not take: in groups, with weights of -128, sums beyond 2^23, any
/// shifts. A filter has its weights for itself.
namespace tinytmpl::kernels::armv7em {

/// How filters and windows lie.
struct FilterLayout {
  bool pairs;                                    // of pixels
  int run, taps, fours;                          // weights side by side; of a filter, and its words
  int channel_groups, filters, at_once, groups;  // filters of a group of channels; those in a group of words
  int row_bytes;
  int outputs;    // words of each
  bool in_place;  // inputs are read where they are if each row of the window is a piece of a row, in whole words
  int words;      // of a group: weights, four of each filter in turn, natural order; start, words of the output of each

  constexpr explicit FilterLayout(const Geometry& g)
      : pairs(g.out.w > 1), run(g.filter_c), taps(g.kernel_h * g.cols.size * run), fours(divide_up(taps, 4)),
        channel_groups(g.in[0].c / g.filter_c), filters(g.out.c / channel_groups), at_once(pairs ? 2 : 4),
        groups(divide_up(filters, at_once)), row_bytes(g.cols.size * g.filter_c),
        outputs(layers::has_factors(g) != 0 ? common::FactorOutputs<Geometry{}>::words : output_words),
        in_place(!pairs && channel_groups == 1 && g.cols.dilation == 1 && g.cols.start(0) >= 0 &&
                 g.cols.start(0) + g.cols.size <= g.in[0].w && row_bytes % 4 == 0),
        words(at_once * (fours + 1 + outputs)) {}

  constexpr int window_bytes() const { return pairs ? 16 * fours : in_place ? row_bytes : 4 * fours; }
  constexpr int scratch_bytes() const { return 4 * at_once * (pairs ? 2 : groups) + window_bytes(); }
};

template <Geometry g>
struct FiltersOfOne {
  static constexpr FilterLayout layout{g};
  using Outputs = std::conditional_t<common::has_factors<g>, common::FactorOutputs<g>, armv7em::Outputs<g>>;

  static constexpr void pack(std::uint32_t* to, const Constants& k, int group) {
    std::uint32_t* rest = to + layout.at_once * layout.fours;
    for (int i = 0; i < layout.at_once; ++i, rest += 1 + Outputs::words) {
      const int of_group = group % layout.groups * layout.at_once + i,
                f = group / layout.groups * layout.filters + of_group;
      if (of_group >= layout.filters) continue;
      const bool constant = common::gives_constant<Outputs>(k, f);
      const std::int8_t* weights = k.weights + f * layout.taps;
      std::int32_t sum = 0;
      for (int j = 0; j < layout.taps && !constant; ++j) {
        to[j / 4 * layout.at_once + i] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(weights[j]))
                                       << (j % 4 * 8);
        sum += weights[j];
      }
      const std::int32_t bias = constant ? 0 : common::folded_bias<g>(k, f, sum, layout.taps);
      common::pack_outputs<Outputs>(rest, rest + 1, bias, k, f);
    }
  }

  /// The inputs of a tap's run, or null where they are zero points.
  static const std::int8_t* inputs(const Band& band, int row, int column, int channel) {
    const std::int8_t* in = rows_of<g>(band)[row];
    const bool inside = in && column >= 0 && column < g.in[0].w;
    return inside ? in + column * g.in[0].c + channel : nullptr;
  }
  /// Widens the window of pixel `x`, one of two whose words alternate.
  static void widen_window(std::int8_t* to, const Band& band, int x, int channel, std::int32_t zero_point) {
    int k = 0;
    for (int i = 0; i < g.kernel_h; ++i)
      for (int j = 0; j < g.cols.size; ++j, k += layout.run) {
        const std::int8_t* from = inputs(band, i, g.cols.start(x) + j * g.cols.dilation, channel);
        if constexpr (layout.run % 4 == 0) {
          for (int c = 0; c < layout.run; c += 4, to += 16) {
            const std::int32_t four = from ? load_word(from + c) : 0;
            store_word(to, from ? sxtb16(four) : halves(zero_point, zero_point));
            store_word(to + 8, from ? sxtb16_odd(four) : halves(zero_point, zero_point));
          }
        } else {
          for (int c = 0; c < layout.run; ++c)
            store_half(to + (k + c) / 4 * 16 + (k + c) % 2 * 8 + (k + c) % 4 / 2 * 2, from ? from[c] : zero_point);
        }
      }
  }

  /// Outputs of some filters at one pixel, from every `step`th of `sums`.
  [[gnu::noinline]] static void store_outputs(std::int8_t* out, int count, const std::uint32_t* sums, int step,
                                              const std::uint32_t* rest, const Constants& k) {
    const Outputs outputs(k);
    for (; count > 0; --count, sums += step, rest += 1 + Outputs::words) *out++ = outputs(*sums + rest[0], rest + 1);
  }

  /// The sum of every other word of a pixel's 16-bit inputs.
  static std::int32_t sum_of_halves(const std::int8_t* x) {
    std::int32_t sum = 0;
    for (int i = 0; i < 2 * layout.fours; ++i, x += 8) sum = smlad(load_word(x), halves(1, 1), sum);
    return sum;
  }
  static std::int32_t sum_of_bytes(const std::int8_t* x, int count) {
    std::int32_t sum = 0;
    for (; count > 0; count -= 4, x += 4) {
      const std::int32_t four = load_word(x);
      sum = smlad(sxtb16(four), halves(1, 1), smlad(sxtb16_odd(four), halves(1, 1), sum));
    }
    return sum;
  }

  static void convolve_pairs(const Band& band, const Constants& k) {
    auto* const sums = reinterpret_cast<std::uint32_t*>(band.scratch);
    std::int8_t* const window = band.scratch + 16;
    if constexpr (g.as_uint8)  // or what no tap is would count
      for (int i = 0; i < 16; i += 4) store_word(window + 16 * (layout.fours - 1) + i, 0);
    for (int next = 0; next < g.out.w; next += 2) {
      const int x = minimum(next, g.out.w - 2);
      const std::uint32_t* packed = k.packed;
      std::int8_t* out = band.out[0] + x * g.out.c;
      for (int group = 0; group < layout.channel_groups; ++group) {
        for (int p = 0; p < 2; ++p) widen_window(window + 4 * p, band, x + p, group * layout.run, k.zero_point[0]);
        [[maybe_unused]] std::uint32_t lacking[2] = {};
        if constexpr (g.as_uint8)
          for (int p = 0; p < 2; ++p) lacking[p] = common::off_sums(k, sum_of_halves(window + 4 * p));
        for (int f = 0; f < layout.filters; f += 2, packed += layout.words) {
          if constexpr (on_core) multiply_pairs(sums, window, packed, window + 16 * layout.fours);
          else multiply_pairs_portable(sums, window, packed, window + 16 * layout.fours);
          if constexpr (g.as_uint8)
            for (int i = 0; i < 4; ++i) sums[i] += lacking[i % 2];
          const int count = minimum(2, layout.filters - f);
          store_outputs(out, count, sums, 2, packed + 2 * layout.fours, k);
          store_outputs(out + g.out.c, count, sums + 1, 2, packed + 2 * layout.fours, k);
          out += count;
        }
      }
    }
  }
  /// All filters of a group of channels: adds what `bytes` inputs give to the sums.
  static void add_up(std::uint32_t* sums, const std::int8_t* in, int bytes, const std::uint32_t* packed) {
    for (int f = 0; f < layout.groups; ++f, sums += 4, packed += layout.words) {
      if constexpr (on_core) multiply_bytes(sums, in, packed, in + bytes);
      else multiply_bytes_portable(sums, in, packed, in + bytes);
    }
  }
  static void convolve_single(const Band& band, const Constants& k) {
    auto* const sums = reinterpret_cast<std::uint32_t*>(band.scratch);
    std::int8_t* const window = band.scratch + 16 * layout.groups;
    const auto zero_point = static_cast<std::int8_t>(k.zero_point[0]);
    const std::uint32_t* packed = k.packed;
    std::int8_t* out = band.out[0];
    for (int group = 0; group < layout.channel_groups; ++group, out += layout.filters) {
      for (int i = 0; i < 4 * layout.groups; ++i) sums[i] = 0;
      [[maybe_unused]] std::int32_t inputs_sum = 0;
      if constexpr (layout.in_place) {
        for (int i = 0; i < g.kernel_h; ++i) {
          const std::int8_t* in = inputs(band, i, g.cols.start(0), 0);
          for (int j = 0; j < layout.row_bytes && !in; ++j) window[j] = zero_point;
          // As many words as bytes: of four filters.
          add_up(sums, in ? in : window, layout.row_bytes, packed + i * layout.row_bytes);
          if constexpr (g.as_uint8) inputs_sum += sum_of_bytes(in ? in : window, layout.row_bytes);
        }
      } else {
        std::int8_t* to = window;
        for (int i = 0; i < g.kernel_h; ++i)
          for (int j = 0; j < g.cols.size; ++j) {
            const std::int8_t* from = inputs(band, i, g.cols.start(0) + j * g.cols.dilation, group * layout.run);
            for (int c = 0; c < layout.run; ++c) *to++ = from ? from[c] : zero_point;
          }
        if constexpr (g.as_uint8) {
          while (to != window + 4 * layout.fours) *to++ = 0;
          inputs_sum = sum_of_bytes(window, 4 * layout.fours);
        }
        add_up(sums, window, 4 * layout.fours, packed);
      }
      if constexpr (g.as_uint8)
        for (int i = 0; i < 4 * layout.groups; ++i) sums[i] += common::off_sums(k, inputs_sum);
      for (int f = 0; f < layout.groups; ++f, packed += layout.words)
        store_outputs(out + 4 * f, minimum(4, layout.filters - 4 * f), sums + 4 * f, 1, packed + 4 * layout.fours, k);
    }
  }
};

/// computes  any convolution or dense layer
/// cost      some 14 instructions for 16 products at a pair of pixels, 20 at a single one
struct WholeFilters : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, filter by filter";
  static constexpr bool knows_uint8 = true;
  static constexpr const char* refuses(const Geometry& g) { return refuses_shifts(g); }
  static constexpr Geometry keeps(const Geometry& g) { return keep_shifts(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return FilterLayout(g).scratch_bytes(); }
  static constexpr Packing packing(const Geometry& g) {
    const FilterLayout layout(g);
    return {layout.channel_groups * layout.groups, layout.words};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int group) {
    FiltersOfOne<g>::pack(words, k, group);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    if constexpr (FiltersOfOne<g>::layout.pairs) FiltersOfOne<g>::convolve_pairs(band, k);
    else FiltersOfOne<g>::convolve_single(band, k);
  }
};

}  // namespace tinytmpl::kernels::armv7em
