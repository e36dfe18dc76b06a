// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/scalar/four_weights.hpp>
#include <tinytmpl/kernels/scalar/requantize.hpp>

/// Convolutions, some pixels at a time. The pixels' inputs are widened once; then all filters run over them, four int8 weights
/// from a word of flash each time.
///
/// One 32-bit product does two pixels: w * (p + 65536 * q). Two taps are added up before the halves are taken apart, which is
/// exact for weights of -127 ... 127:  |2 * 127 * 128| < 2^15. The upper half, with the lower one's borrow, is q's sum.
namespace tinytmpl::kernels::scalar::lanes {

using short_products::Negatives;

/// Pixels that are computed together: pairs, and perhaps a single one.
struct Lanes {
  int pairs = 0, singles = 0;

  constexpr int count() const { return pairs + singles; }
  constexpr int pixels() const { return 2 * pairs + singles; }
};

/// A row of `width` pixels is computed so many at a time, at most `most`; the last ones may overlap others.
constexpr int pixels_at_once(int width, int most, int cost(int pairs, int singles)) {
  const auto of_row = [&](int pixels) { return divide_up(width, pixels) * cost(pixels / 2, pixels % 2); };
  int best = 1;
  for (int pixels = 2; pixels <= most && pixels <= width; ++pixels)
    if (of_row(pixels) < of_row(best)) best = pixels;
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
  const bool constant = short_products::gives_constant(k.multipliers[f]);
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
  const std::int32_t bias = constant ? 0 : k.folded_bias(f, sum);
  short_products::pack<negatives>(words, next, bias, k.multipliers[f], k);
}

/// Calls f.operator()<i>() for i = 0 ... count - 1, unrolled.
template <int count>
[[gnu::always_inline]] constexpr void unrolled(auto f) {
  [&]<int... i>(std::integer_sequence<int, i...>)
      __attribute__((always_inline)) { (f.template operator()<i>(), ...); }(std::make_integer_sequence<int, count>{});
}

/// A lower half that is negative has borrowed. With this added to each two products it always is: q lacks 1 for each.
constexpr std::uint32_t bias = 0u - 0x8000;

// For RISC-V, GCC moves instructions so far apart that it runs out of registers. Clang does not, nor does it know the attribute.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"
/// The sums of `filters` filters, `stride` words from one to the next: of each its pixels.
///
/// cost  for four taps some Core::cost() instructions
template <class Core, Lanes lanes, int filters, int weight_words, int stride, FlashAccess flash>
[[gnu::noinline, gnu::optimize("no-schedule-insns")]] constexpr void add_up(std::uint32_t* sums,
                                                                            const std::uint32_t* stream,
                                                                            const std::int32_t* x) {
  // Of a pair  total = p + 65536 * q,  modulo 2^32, and q; of a single pixel only `total`.
  std::uint32_t total[filters * lanes.count()], q[filters * lanes.count()];
  unrolled<filters>([&]<int f>() __attribute__((always_inline)) {
    const std::uint32_t start = load<flash>(stream + f * stride);
    unrolled<lanes.count()>([&]<int lane>() __attribute__((always_inline)) {
      total[f * lanes.count() + lane] = lane < lanes.pairs ? start + (start << 16) : start;
      q[f * lanes.count() + lane] = start;
    });
  });
  ++stream;
#pragma GCC unroll 1
  for (int left = weight_words; left != 0; --left, ++stream, x += 4 * lanes.count()) {
    Core::keep_count(left);
    [&]<int... f>(std::integer_sequence<int, f...>) __attribute__((always_inline)) {
      const FourWeights<Core, flash> four[] = {FourWeights<Core, flash>(stream + f * stride)...};
      unrolled<2>([&]<int half>() __attribute__((always_inline)) {
        const std::uint32_t first[] = {static_cast<std::uint32_t>(four[f].template get<2 * half>())...};
        const std::uint32_t second[] = {static_cast<std::uint32_t>(four[f].template get<2 * half + 1>())...};
        unrolled<lanes.count()>([&]<int lane>() __attribute__((always_inline)) {
          const std::int32_t* two = x + 2 * (half * lanes.count() + lane);
          const auto x0 = static_cast<std::uint32_t>(two[0]), x1 = static_cast<std::uint32_t>(two[1]);
          unrolled<filters>([&]<int filter>() __attribute__((always_inline)) {
            constexpr int i = filter * lanes.count() + lane;
            std::uint32_t products = first[filter] * x0 + second[filter] * x1;
            if constexpr (lane < lanes.pairs) {
              products += bias;
              q[i] += static_cast<std::uint32_t>(static_cast<std::int32_t>(products) >> 16);
              Core::keep_order(q[i]);
            }
            total[i] += products;
            Core::keep_order(total[i]);
          });
        });
      });
    }(std::make_integer_sequence<int, filters>{});
  }
  constexpr std::uint32_t added = 2 * weight_words;
  unrolled<filters>([&]<int f>() __attribute__((always_inline)) {
    unrolled<lanes.count()>([&]<int lane>() __attribute__((always_inline)) {
      constexpr int i = f * lanes.count() + lane;
      if constexpr (lane < lanes.pairs) {
        q[i] += added;
        *sums++ = total[i] - added * bias - (q[i] << 16), *sums++ = q[i];
      } else {
        *sums++ = total[i];
      }
    });
  });
}
#pragma GCC diagnostic pop

/// computes  all filters of [stream, end), at least `filters`, at the pixels whose inputs are `widened`; pixel i's outputs begin
///           at out + i * pitch
template <class Core, Lanes lanes, int filters, Negatives negatives, int weight_words,
          FlashAccess flash = FlashAccess::any>
constexpr void convolve_blocks(const std::uint32_t* stream, const std::int32_t* widened, std::int8_t* out,
                               const std::uint32_t* end, int pitch, short_products::Outputs outputs) {
  constexpr int stride = 1 + weight_words + short_products::words(negatives);
  while (stream != end) {
    while (end - stream < filters * stride) stream -= stride, --out;  // the last block: some filters once more
    std::uint32_t sums[filters * lanes.pixels()];
    add_up<Core, lanes, filters, weight_words, stride, flash>(sums, stream, widened);
    const std::uint32_t* next = sums;
    for (int f = 0; f < filters; ++f, stream += stride, ++out) {
      const short_products::Requantizer<negatives, flash> requantize(stream + 1 + weight_words, outputs);
      for (int pixel = 0; pixel < lanes.pixels(); ++pixel)
        out[pixel * pitch] = static_cast<std::int8_t>(requantize(*next++));
    }
  }
}

}  // namespace tinytmpl::kernels::scalar::lanes
