// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/filter_stream.hpp>

/// The inner loops of convolutions: four filters at a time, on two output pixels or on one. Here is their definition;
/// convolve_pair.hpp and convolve_one.hpp have the same in assembler.
namespace tinytmpl::kernels::armv7em {

/// The sums of filters a, b, c, d at one pixel: ab = a + 256 * b and a, cd = c + 256 * d and c.
struct Sums {
  std::int32_t ab = 0, a = 0, cd = 0, c = 0;

  constexpr void add(std::int32_t w_ab, std::int32_t w_cd, std::int32_t x) {
    ab = smlad(w_ab, x, ab), a = smlad(sxtb16(w_ab), x, a);
    cd = smlad(w_cd, x, cd), c = smlad(sxtb16(w_cd), x, c);
  }
  constexpr std::int32_t b() const { return wrap(std::int64_t{ab} - a) >> 8; }
  constexpr std::int32_t d() const { return wrap(std::int64_t{cd} - c) >> 8; }
};

/// The next word of a stream.
constexpr std::int32_t next_word(const std::uint32_t*& stream) { return static_cast<std::int32_t>(*stream++); }
constexpr Factors next_factors(const std::uint32_t*& stream) {
  const std::uint32_t multiplier = *stream++;
  return {multiplier, *stream++};
}

/// What is done to the activations of two pixels.
struct PixelPair {
  const std::uint32_t *stream, *stream_end;  // groups of filters
  const std::int8_t *column, *column_end;    // the activations: positions of the walk
  std::int8_t *out_p, *out_q;                // four bytes for each group
  std::int32_t zero_point;                   // of the output
};

/// computes  all filters of the stream at two pixels; `single`: the start values of single pixels are there, too
template <Walk walk, Rescaling rescaling, bool single>
inline void convolve_pair_portable(const PixelPair& pair) {
  const std::uint32_t* stream = pair.stream;
  std::int8_t *out_p = pair.out_p, *out_q = pair.out_q;
  while (stream != pair.stream_end) {
    Sums p;
    p.ab = next_word(stream), p.a = next_word(stream), p.cd = next_word(stream), p.c = next_word(stream);
    Sums q = p;
    if (single) stream += 2;
    for (const std::int8_t* x = pair.column; x != pair.column_end; x += walk.position_bytes)
      for (int index = 0; index < walk.taps; ++index) {
        const int tap = walk.tap(index);
        const std::int32_t w_ab = next_word(stream), w_cd = next_word(stream);
        p.add(w_ab, w_cd, load_word(x + tap * walk.tap_bytes));
        q.add(w_ab, w_cd, load_word(x + (tap + walk.stride) * walk.tap_bytes));
      }
    const auto store = [&](std::int32_t sum_p, std::int32_t sum_q) {
      const Factors factors = next_factors(stream);
      *out_q++ = requantize<rescaling>(sum_q, factors, pair.zero_point);
      *out_p++ = requantize<rescaling>(sum_p, factors, pair.zero_point);
    };
    store(p.a, q.a), store(p.b(), q.b()), store(p.c, q.c), store(p.d(), q.d());
  }
}

/// One pixel, whose activations follow each other: words, or bytes, each four of which are two words.
struct SinglePixel {
  const std::uint32_t *stream, *stream_end;
  const std::int8_t *column, *column_end;
  std::int8_t* out;
  std::int32_t neighbours;  // sum of the products of the column's words, each even one by the next
  std::int32_t zero_point;
};

/// computes  all filters of the stream at one pixel; `pairs`: the start values of pairs are there, too
///
/// With one pixel it is the weights that cost. So the low filter's sum comes from Winograd's inner product: of two positions
///   (x1 + a0) (x0 + a1)  =  (a0 x0 + a1 x1)  +  x0 x1  +  a0 a1
/// and SXTAB16 makes x1 + a0 in the instruction that widens a anyway. The last term is in the start value, the middle one, of all
/// positions, is `neighbours`.
template <Rescaling rescaling, bool pairs, bool bytes>
inline void convolve_one_portable(const SinglePixel& pixel) {
  const std::uint32_t* stream = pixel.stream;
  std::int8_t* out = pixel.out;
  while (stream != pixel.stream_end) {
    Sums sums;
    sums.ab = next_word(stream), sums.a = next_word(stream), sums.cd = next_word(stream), sums.c = next_word(stream);
    if (pairs) sums.a = next_word(stream), sums.c = next_word(stream);
    sums.a = wrap(std::int64_t{sums.a} - pixel.neighbours), sums.c = wrap(std::int64_t{sums.c} - pixel.neighbours);
    for (const std::int8_t* x = pixel.column; x != pixel.column_end; x += bytes ? 4 : 8) {
      const std::int32_t x0 = bytes ? sxtb16(load_word(x)) : load_word(x);
      const std::int32_t x1 = bytes ? sxtb16_odd(load_word(x)) : load_word(x + 4);
      const std::int32_t ab0 = next_word(stream), cd0 = next_word(stream);
      const std::int32_t ab1 = next_word(stream), cd1 = next_word(stream);
      sums.ab = smlad(ab1, x1, smlad(ab0, x0, sums.ab));
      sums.cd = smlad(cd1, x1, smlad(cd0, x0, sums.cd));
      sums.a = smlad(sxtab16(x1, ab0), sxtab16(x0, ab1), sums.a);
      sums.c = smlad(sxtab16(x1, cd0), sxtab16(x0, cd1), sums.c);
    }
    for (const std::int32_t sum : {sums.a, sums.b(), sums.c, sums.d()})
      *out++ = requantize<rescaling>(sum, next_factors(stream), pixel.zero_point);
  }
}

}  // namespace tinytmpl::kernels::armv7em
