// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/svdf.hpp>

namespace tinytmpl::kernels::portable {

/// computes  of each step and filter: the sum over its channels, which is kept with those before, and the sum over these; of each unit
///           the sum of its filters and its bias: TFLite micro/kernels/svdf_common.cc
struct SingularValueFilter : KernelFor<Op::svdf> {
  static constexpr const char* name = "svdf";
  static constexpr bool knows(Element element) { return element == Element::int8 || element == Element::int16; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int rank = layers::svdf_rank(g);
    for (int x = 0; x < g.out.w; ++x)
      for (int u = 0; u < g.out.c; ++u) {
        std::int64_t sum = load<g.flash>(k.biases.template as<std::int32_t>() + u);
        for (int f = u * rank; f < (u + 1) * rank; ++f)
          sum += over_time<g>(band, k, f, over_channels<g>(band.in[0].row() + x * g.in[0].c, k, f));
        band.out[0][x * g.out.c + u] = k.requantize<g.rounding, g.flash>(static_cast<std::int32_t>(sum), 1);
      }
  }

 private:
  template <auto g>
  static constexpr std::int32_t over_channels(const std::int8_t* in, const Constants& k, int filter) {
    const std::int8_t* weights = k.weights.template as<std::int8_t>() + filter * g.in[0].c;
    std::int32_t sum = 0;
    for (int c = 0; c < g.in[0].c; ++c) sum += load<g.flash>(weights + c) * (in[c] - k.zero_point[0]);
    return kept<g>(multiply<g.rounding>(sum, load<g.flash>(k.multipliers)));
  }

  /// What is left of a sum, without the zero point: the reference limits it first, adds the zero point, and of that keeps the lower bits.
  template <auto g>
  static constexpr std::int32_t kept(std::int32_t sum) {
    const int half = 1 << (layers::kept_bits(g) - 1), zero = layers::kept_zero_point(g);
    const auto limited = bounded<std::int32_t>(sum, -half, half - 1);
    return limited + (limited + zero < -half ? 2 * half : limited + zero >= half ? -2 * half : 0);
  }

  /// Keeps `newest`, and all steps but the oldest one.
  template <auto g>
  static constexpr std::int64_t over_time(const Band& band, const Constants& k, int filter, std::int32_t newest) {
    const int memory = layers::svdf_memory(g), filters = g.out.c * layers::svdf_rank(g);
    std::int8_t* kept = state_row(band, 1) + 2 * filter * memory;
    const std::int8_t* weights = k.weights.template as<std::int8_t>() + filters * g.in[0].c + 2 * filter * memory;
    std::int64_t sum = 0;
    for (int i = 0; i < memory; ++i) {
      const std::int32_t step = i + 1 < memory ? load_element<std::int16_t>(kept + 2 * (i + 1)) : newest;
      store_element(kept + 2 * i, static_cast<std::int16_t>(step));
      const std::int32_t low = static_cast<std::uint8_t>(load<g.flash>(weights + 2 * i));
      sum += std::int64_t{load<g.flash>(weights + 2 * i + 1) * 256 + low} * step;
    }
    return sum;
  }
};

}  // namespace tinytmpl::kernels::portable
