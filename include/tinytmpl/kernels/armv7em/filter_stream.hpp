// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/numbers.hpp>
#include <tinytmpl/kernels/armv7em/shape.hpp>

/// The filter stream: everything that a convolution or dense kernel reads besides activations, in the order in which it reads it.
///
///   stream         := group group ...       one for every four filters a, b, c, d; absent filters are zero
///   group          := start weights requantization
///   start          := ab a cd c             words: a = offset of filter a, ab = offset of a + 256 * offset of b, likewise cd, c,
///                                           where offset = bias - input zero point * sum of the weights;
///                   | ab a' cd c'           where there are only single pixels: a' is a less the products of neighbours that
///                                           convolve_one would count, see there;
///                   | ab a cd c a' c'       where there are both pairs and a single pixel
///   weights        := { w_ab w_cd }         for each position of the walk, for each tap in the order of Walk::tap
///   w_ab           := halves(a[k] + 256 * b[k], a[k'] + 256 * b[k'])     two filters a halfword, two elements a word
///   requantization := Factors               of a, b, c, d
///
/// Why it is exact: SMLAD(w_ab, x) adds to both filters at once, ab = S_a + 256 * S_b modulo 2^32. SXTB16(w_ab) leaves
/// (a[k], a[k']), so another SMLAD adds S_a alone, and in the end (ab - a) / 256 = S_b, provided that |S_b| < 2^23 and that no
/// weight is -128: Numbers says so.
namespace tinytmpl::kernels::armv7em {

/// One filter of a group: weights in OHWI order, offset and factors.
struct Filter {
  const std::int8_t* weights = nullptr;
  bool has_weights = false;
  std::int32_t offset = 0;
  Factors factors{Multiplier{1 << 30, -31}};

  constexpr Filter() = default;
  /// A filter whose results are the zero point whatever the input has no weights: its shift may be out of range.
  constexpr Filter(const Constants& k, int f, int count, Rescaling rescaling) {
    const std::int8_t* first = k.weights + f * count;
    const std::int32_t bias = k.bias(f);
    if (SumRange(first, count, 1, bias, k.zero_point[0]).vanishes(k.multipliers[f])) return;
    std::int32_t sum = 0;
    for (int i = 0; i < count; ++i) sum += first[i];
    weights = first, has_weights = true;
    offset = bias - k.zero_point[0] * sum;
    factors = {k.multipliers[f], rescaling};
  }
};

/// Where the weights of one kernel pixel go: element e of it is element `before + e` of its window or column, whose words are
/// `next` apart from word `first` on.
struct PixelWords {
  int before, first, next;

  constexpr PixelWords(const ConvShape& shape, int row, int column)
      : before((shape.form == Form::pixels ? row * shape.kernel_w + column : row) * shape.channels),
        first(shape.form == Form::vertical ? column * shape.walk().taps
              : shape.form == Form::strip  ? shape.walk().order_of(column)
                                           : 0),
        next(shape.form == Form::vertical ? 1 : shape.walk().taps) {}
};

/// The weights of filters `even` and `odd`: every other word.
constexpr void pack_weights(std::uint32_t* words, const ConvShape& shape, const Filter& even, const Filter& odd) {
  const int channels = shape.channels;
  const int order[] = {0, channels % 4 == 0 ? 2 : 1, channels % 4 == 0 ? 1 : 2, 3};  // as in column_index
  for (int row = 0, k = 0; row < shape.kernel_h; ++row)
    for (int column = 0; column < shape.kernel_w; ++column) {
      const PixelWords at{shape, row, column};
      for (int channel = 0; channel < channels; ++channel, ++k) {
        const int element = at.before + channel / 4 * 4 + order[channel % 4];
        const int both = (even.has_weights ? even.weights[k] : 0) + 256 * (odd.has_weights ? odd.weights[k] : 0);
        words[2 * (at.first + element / 2 * at.next)] |= (static_cast<std::uint32_t>(both) & 0xFFFF)
                                                      << (element % 2 * 16);
      }
    }
}
constexpr void pack_start(std::uint32_t* words, const Filter& even, const Filter& odd) {
  words[0] = static_cast<std::uint32_t>(even.offset) + 256u * static_cast<std::uint32_t>(odd.offset);
  words[1] = static_cast<std::uint32_t>(even.offset);
}

/// Of the low filter in every other word: its weights at each even position times those at the next one.
constexpr std::uint32_t products_of_neighbours(const std::uint32_t* words, int positions) {
  const auto pair_of = [words](int position) { return sxtb16(static_cast<std::int32_t>(words[2 * position])); };
  std::int32_t sum = 0;
  for (int i = 0; i < positions; i += 2) sum = smlad(pair_of(i), pair_of(i + 1), sum);
  return static_cast<std::uint32_t>(sum);
}

/// Group `group` of a convolution.
constexpr void pack_group(std::uint32_t* words, const ConvShape& shape, Optimize optimize, const Constants& k,
                          int group, Rescaling rescaling) {
  Filter filters[4];
  for (int i = 0; i < minimum(4, shape.filters); ++i)
    filters[i] = Filter(k, shape.first_filter(group) + i, shape.weights(), rescaling);
  std::uint32_t* const weights = words + shape.start_words();
  pack_start(words, filters[0], filters[1]);
  pack_start(words + 2, filters[2], filters[3]);
  pack_weights(weights, shape, filters[0], filters[1]);
  pack_weights(weights + 1, shape, filters[2], filters[3]);
  if (shape.single) {
    std::uint32_t* const singles = words + (shape.pairs ? 4 : 1);
    const std::uint32_t a = words[1], c = words[3];
    singles[0] = a - products_of_neighbours(weights, shape.positions(optimize));
    singles[shape.pairs ? 1 : 2] = c - products_of_neighbours(weights + 1, shape.positions(optimize));
  }
  std::uint32_t* factors = weights + shape.weight_words(optimize);
  for (const Filter& filter : filters) {
    *factors++ = filter.factors.multiplier;
    *factors++ = filter.factors.shift;
  }
}

}  // namespace tinytmpl::kernels::armv7em
