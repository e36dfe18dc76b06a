// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/requantize.hpp>

/// Dense layers, and all convolutions of a single column: each weight is used once, so nothing may be done to it. Bytes are taken as
/// they are, without sign, two of a word at a time:  u = w + 128,  y = x + 128,  and
///
///   sum of w * x = sum of u * y - 128 * sum of y - 128 * sum of w,
///
/// of which the last one is known before. A product of two weights' bytes, 65536 apart, with y stays exact in both halves.
namespace tinytmpl::kernels::scalar::masked {

using short_products::Negatives;

/// Inputs that are widened at once: not all, or they would need four times their RAM.
constexpr int taps_at_once = 128;
constexpr int padded(int taps) { return divide_up(taps, 2) * 2; }

/// Four filters, packed:  a word for each tap, with a byte of each filter; then their Rescalings, one after the other. What there
/// is not, taps and filters, has the weight 0.
constexpr int group_words(int taps, Negatives negatives) {
  return padded(taps) + 4 * (1 + short_products::words(negatives));
}
template <Negatives negatives>
constexpr void pack_group(std::uint32_t* words, const Constants& k, int first, int taps, int filters) {
  std::uint32_t* rest = words + padded(taps);
  for (int i = 0; i < padded(taps); ++i) words[i] = 0x80808080;
  for (int j = 0; j < 4; ++j, rest += 1 + short_products::words(negatives)) {
    const int f = first + j;
    if (f >= filters) continue;
    const std::int8_t* weights = k.weights + f * taps;
    const bool constant = short_products::gives_constant(k.multipliers[f]);
    std::int32_t sum = 0;
    for (int i = 0; i < taps && !constant; ++i) {
      words[i] ^= static_cast<std::uint32_t>(static_cast<std::uint8_t>(weights[i])) << (8 * j);
      sum += weights[i];
    }
    const std::int32_t bias = constant ? 0 : k.folded_bias(f, sum);
    short_products::pack<negatives>(rest, rest + 1, bias - 128 * sum, k.multipliers[f], k);
  }
}

/// computes  sums += the sums of u * y, of groups from `weights` on, `stride` words from one to the next, of an even number of taps
template <class Core, FlashAccess flash>
[[gnu::noinline]] constexpr void multiply_portable(const std::uint32_t* weights, const std::uint32_t* y, int taps,
                                                   std::uint32_t* sums, const std::uint32_t* sums_end, int stride) {
  for (; sums != sums_end; sums += 4, weights += stride) {
    std::uint32_t sum_02 = 0, sum_2 = 0, sum_13 = 0, sum_3 = 0;
    const auto add = [&](std::uint32_t word, std::uint32_t input) __attribute__((always_inline)) {
      const std::uint32_t even = (word & 0xFF00FF) * input, odd = (word >> 8 & 0xFF00FF) * input;
      sum_02 += even, sum_2 += even >> 16;
      sum_13 += odd, sum_3 += odd >> 16;
      Core::keep_order(sum_2), Core::keep_order(sum_3);
    };
    for (int i = 0; i < taps; i += 2) {
      add(load<flash>(weights + i), y[i]);
      add(load<flash>(weights + i + 1), y[i + 1]);
    }
    sums[0] += sum_02 - (sum_2 << 16), sums[1] += sum_13 - (sum_3 << 16), sums[2] += sum_2, sums[3] += sum_3;
  }
}

/// The two parts of the work, in C++.
template <class Core, FlashAccess flash>
struct Portable {
  static constexpr void multiply(const std::uint32_t* weights, const std::uint32_t* y, int taps, std::uint32_t* sums,
                                 const std::uint32_t* sums_end, int stride) {
    multiply_portable<Core, flash>(weights, y, taps, sums, sums_end, stride);
  }
  template <Negatives negatives>
  static constexpr void requantize_sums(const std::uint32_t* packed, const std::uint32_t* sums, std::int8_t* out,
                                        const std::int8_t* end, std::uint32_t more, short_products::Outputs outputs,
                                        int stride) {
    short_products::requantize_sums_portable<negatives, flash>(packed, sums, out, end, more, outputs, stride);
  }
};

}  // namespace tinytmpl::kernels::scalar::masked
