// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/requantize.hpp>

namespace tinytmpl::kernels::armv81m {

/// How filters lie in flash, two by two; an odd one at the end is there twice.
///
///   pair   { 16 weights of a, 16 of b } for each 16 activations, 0 where there are fewer;  scale of a, scale of b
///   scale  offset, multiplier, shift to the left
constexpr int pair_words(int depth) { return 8 * divide_up(depth, 16) + 6; }
template <int depth>
struct FilterPair {
  static constexpr int steps = divide_up(depth, 16), words = pair_words(depth);

  /// TFLite's order of a filter's weights consists of runs of equal length; the `i`th belongs where `place(i)` says.
  template <int run>
  static constexpr void pack(std::uint32_t* to, const Constants& k, int pair, int filters, auto place) {
    for (int i = 0; i < words; ++i) to[i] = 0;
    for (int side = 0; side < 2; ++side) {
      const int f = minimum(2 * pair + side, filters - 1);
      const std::int8_t* weights = k.weights + f * depth;
      Scale scale;
      if (!gives_constant(k, f, weights, depth, 1)) {
        std::int32_t total = 0;
        for (int i = 0; i < depth / run; ++i) total += put_run<run>(to + 4 * side, place(i), weights + i * run);
        scale = make_scale(k, f, total);
      }
      scale.put(to + 8 * steps + Scale::words * side);
    }
  }

  /// The output of a pair's first or second filter; weight i meets activation `at(i)`.
  template <Scaling how>
  static constexpr std::int8_t output(const std::uint32_t* pair, int side, const std::int8_t* in, const Limits& out,
                                      auto at) {
    const std::uint32_t* scale = pair + 8 * steps + 3 * side;
    auto sum = static_cast<std::int32_t>(scale[0]);
    for (int i = 0; i < depth; ++i) sum += byte_of(pair, i / 16 * 32 + side * 16 + i % 16) * in[at(i)];
    return requantized<how>(sum, scale[1], scale[2], out);
  }

 private:
  /// Puts `run` weights from place `at` on; returns their sum. A constant expression may not be long: hence words, where possible.
  template <int run>
  static constexpr std::int32_t put_run(std::uint32_t* to, int at, const std::int8_t* w) {
    std::int32_t total = 0;
    if constexpr (run % 4 == 0) {
      for (const int end = at + run; at < end; at += 4, w += 4) {
        const int a = w[0], b = w[1], c = w[2], d = w[3];
        total += a + b + c + d;
        const int word = (a & 255) | (b & 255) << 8 | (c & 255) << 16 | d * (1 << 24);
        to[at / 16 * 8 + at / 4 % 4] = static_cast<std::uint32_t>(word);
      }
    } else {
      for (const int end = at + run; at < end; ++at, ++w) {
        total += *w;
        to[at / 16 * 8 + at / 4 % 4] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(*w)) << (at % 4 * 8);
      }
    }
    return total;
  }
};

/// How assembler goes through the activations of a pixel, sixteen a step: all steps written out, or some, and then others in a
/// loop; and at last those that are left, without a look behind the pixel.
struct Steps {
  int head = 0, body = 0, passes = 0, rest = 0;

  constexpr int whole() const { return head + body * passes; }
  constexpr int pair_words() const { return 8 * (whole() + (rest > 0 ? 1 : 0)) + 6; }
};
/// At most `most` steps are written out, else up to twice `body`.
constexpr Steps steps_of(int whole, int rest, int most, int body) {
  if (whole + (rest > 0 ? 1 : 0) <= most) return {whole, 0, 0, rest};
  const int head = (whole - 1) % body + 1;
  return {head, body, (whole - head) / body, rest};
}
/// The bytes behind the last pixel may be read unless it must be `exact`.
constexpr Steps steps_of_depth(int depth, bool exact, int most, int body) {
  const int rest = exact ? depth % 16 : 0;
  return steps_of(rest > 0 ? depth / 16 : divide_up(depth, 16), rest, most, body);
}

/// Windows of three columns of a strip that share columns: four of them are six or nine columns, not twelve. Then weights stand in
/// another order: a step is sixteen activations of each column, the first one's, then of the one that a neighbour has loaded.
struct Sliding3 {
  int column = 0;  // bytes; 0: the pixels share nothing
  int stride = 1;

  /// Of the three, which one comes as number `i`.
  constexpr int tap(int i) const { return stride == 2 && i > 0 ? 3 - i : i; }
  constexpr int activation(int i) const { return column == 0 ? i : tap(i / 16 % 3) * column + i / 48 * 16 + i % 16; }
  friend constexpr bool operator==(const Sliding3&, const Sliding3&) = default;
};

}  // namespace tinytmpl::kernels::armv81m
