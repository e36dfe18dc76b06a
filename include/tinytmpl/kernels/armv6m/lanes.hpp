// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/target.hpp>
#include <tinytmpl/kernels/scalar/requantize.hpp>

/// Convolutions, some pixels at a time. The pixels' inputs are widened once; then all filters run over them, four int8 weights
/// from a word of flash each time.
///
/// One 32-bit product does two pixels: w * (p + 65536 * q). Two taps are added up before the halves are taken apart, which is
/// exact for weights of -127 ... 127:  |2 * 127 * 128| < 2^15. The upper half, with the lower one's borrow, is q's sum.
namespace tinytmpl::kernels::lanes {

using short_products::Negatives;

/// Pixels that are computed together: pairs, and perhaps a single one.
struct Lanes {
  int pairs = 0, singles = 0;

  constexpr int count() const { return pairs + singles; }
  constexpr int pixels() const { return 2 * pairs + singles; }
  /// Instructions for four taps.
  constexpr int cost() const { return 8 + 14 * pairs + 10 * singles + (pairs > 2 ? 2 : 0); }
};
constexpr Lanes lanes_of(int pixels) { return {pixels / 2, pixels % 2}; }

/// A row of `width` pixels is computed so many at a time; the last ones may overlap others.
constexpr int pixels_at_once(int width) {
  int best = 1;
  for (int pixels = 2; pixels <= 7 && pixels <= width; ++pixels)
    if (divide_up(width, pixels) * lanes_of(pixels).cost() < divide_up(width, best) * lanes_of(best).cost())
      best = pixels;
  return best;
}

/// Filters, packed one after the other:  start; four weights in each word, from the lowest byte on, 0 behind the last; the rest
/// of what short_products::pack gives.
constexpr int weight_words(int taps) { return divide_up(taps, 4); }
constexpr int filter_words(int taps, Negatives negatives) {
  return 1 + weight_words(taps) + short_products::words(negatives);
}

template <Negatives negatives>
constexpr void pack_filter(std::uint32_t* words, const Constants& k, int f, int taps) {
  const bool constant = short_products::is_constant(k.multipliers[f]);
  const std::int8_t* weights = k.weights + f * taps;
  std::uint32_t* next = words + 1;
  std::int32_t sum = 0;
  for (int i = 0; i < taps; i += 4) {
    std::uint32_t word = 0;
    for (int j = 0; j < 4 && i + j < taps && !constant; ++j) {
      word |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(weights[i + j])) << (8 * j);
      sum += weights[i + j];
    }
    *next++ = word;
  }
  const std::int32_t bias = constant ? 0 : (k.biases ? k.biases[f] : 0) - k.zero_point[0] * sum;
  short_products::pack<negatives>(words, next, bias, k.multipliers[f], k);
}

/// The sums of a pair of pixels, as the instructions add them up.
struct PairOfSums {
  std::uint32_t total;  // p + 65536 * q, modulo 2^32
  std::uint32_t q;

  constexpr void add(std::uint32_t two_products) {
    total += two_products;
    q += static_cast<std::uint32_t>(static_cast<std::int32_t>(two_products) >> 16) + (two_products >> 15 & 1);
  }
  constexpr std::uint32_t p() const { return total - (q << 16); }
};

/// computes  all filters of [stream, end) at the pixels whose inputs are `widened`; pixel i's outputs begin at out + i * pitch
template <Lanes lanes, Negatives negatives>
constexpr void convolve_portable(const std::uint32_t* stream, const std::int32_t* widened, std::int8_t* out,
                                 const std::uint32_t* end, int weight_words, int pitch,
                                 short_products::Outputs outputs) {
  for (; stream != end; ++out) {
    const std::uint32_t start = *stream++;
    PairOfSums sums[lanes.pairs + 1];  // of a single pixel, only `total`
    for (PairOfSums& sum : sums) sum = {start + (start << 16), start};
    sums[lanes.pairs].total = start;
    const std::int32_t* x = widened;
    for (int i = 0; i < weight_words; ++i, ++stream)
      for (int byte = 0; byte < 4; byte += 2) {
        const auto weight = [&](int which) {
          return static_cast<std::uint32_t>(static_cast<std::int8_t>(*stream >> 8 * which));
        };
        for (int lane = 0; lane < lanes.count(); ++lane) {
          sums[lane].add(weight(byte) * static_cast<std::uint32_t>(x[0]) +
                         weight(byte + 1) * static_cast<std::uint32_t>(x[1]));
          x += 2;
        }
      }
    for (int pixel = 0; pixel < lanes.pixels(); ++pixel) {
      const PairOfSums& sum = sums[pixel / 2];
      const std::uint32_t of_pixel = pixel == 2 * lanes.pairs ? sum.total : pixel % 2 ? sum.q : sum.p();
      out[pixel * pitch] = short_products::requantize<negatives>(of_pixel, stream, outputs);
    }
    stream += short_products::words(negatives);
  }
}

}  // namespace tinytmpl::kernels::lanes
