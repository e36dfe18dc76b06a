// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/portable/float32/row.hpp>

/// Sums of products of float32, several at once: each input and each weight that is loaded serves some of them. A sum is added up in
/// the definition's order, each product rounded by itself, so its bits are the portable kernels'.
namespace tinytmpl::kernels::common::reals {

/// Weights of some filters, those of one `pitch` weights from those of the next.
template <class Weight>
struct Filters {
  const Weight* weights;
  int pitch;

  static constexpr float scale(int /*filter*/) { return 1; }
  static constexpr float real(float weight, float /*scale*/) { return weight; }
};
/// The same of int8, with one scale or one for each filter.
template <>
struct Filters<std::int8_t> {
  const std::int8_t* weights;
  int pitch;
  const float* scales;
  int scale_step;

  constexpr float scale(int filter) const { return scales[filter * scale_step]; }
  static constexpr float real(std::int8_t weight, float scale) { return scale * static_cast<float>(weight); }
};

/// The products of `count` inputs, side by side, at some pixels, `pixel_bytes` apart, with as many weights of some filters join their
/// sums: those of the first pixel's filters first.
struct Products {
  static constexpr int filters = 4, pixels = 4;  // whose sums stay in registers, of which there are 32
  static constexpr int filters_of_one = 8;       // at a single pixel

  template <int filters, int pixels, class Weight>
  [[gnu::noinline]] static void add(float* sums, Filters<Weight> from, const std::int8_t* in, int pixel_bytes,
                                    int count) {
    [&]<int... f, int... p, int... i>(std::integer_sequence<int, f...>, std::integer_sequence<int, p...>,
                                      std::integer_sequence<int, i...>) __attribute__((always_inline)) {
      float sum[] = {sums[i]...};
      const float scale[] = {from.scale(f)...};
      const Weight* w[] = {from.weights + f * from.pitch...};
      const std::int8_t* x[] = {in + p * pixel_bytes...};
      for (const std::int8_t* const end = in + count * portable::real_bytes; x[0] != end;) {
        const float weight[] = {from.real(*w[f]++, scale[f])...}, input[] = {load_element<float>(x[p])...};
        ((x[p] += portable::real_bytes), ...);
        ((sum[i] += exact(input[i / filters] * weight[i % filters])), ...);
      }
      ((sums[i] = sum[i]), ...);
    }(std::make_integer_sequence<int, filters>{}, std::make_integer_sequence<int, pixels>{},
      std::make_integer_sequence<int, filters * pixels>{});
  }
};

/// For cores with 16 registers of float32.
struct FewProducts : Products {
  static constexpr int filters = 2, filters_of_one = 4;
};

/// Sums of nothing. Of zeros that it knows Clang would make a call, of a function that not every C library has.
template <int count>
[[gnu::always_inline]] inline void clear(float (&sums)[count]) {
  const volatile float unknown = 0;
  const float zero = unknown;
  for (float& sum : sums) sum = zero;
}

/// Outputs of the sums of `filters` filters at some pixels, whose outputs are `pixel_bytes` apart. No sum is -0, so where there is no
/// bias nothing need be added.
template <bool has_bias, int pixels>
[[gnu::noinline]] void put(std::int8_t* out, int pixel_bytes, int filters, const float* sums, const float* biases,
                           const RealNumbers& limits) {
  const float lowest = limits.lowest, highest = limits.highest;  // copies: what is written could be these
  for (int f = 0; f < filters; ++f)
    [&]<int... p>(std::integer_sequence<int, p...>) __attribute__((always_inline)) {
      const float bias = has_bias ? biases[f] : 0.0f;
      const float sum[] = {sums[p * filters + f] + bias...};
      (portable::put_real(out + p * pixel_bytes, f, bounded(sum[p], lowest, highest)), ...);
    }(std::make_integer_sequence<int, pixels>{});
}

}  // namespace tinytmpl::kernels::common::reals
