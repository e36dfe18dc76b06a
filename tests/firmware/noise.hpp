// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/tinytmpl.hpp>

/// Parameters of networks that nobody trained: pseudo-random numbers, the same on every machine.
namespace noise {

using namespace tinytmpl;

/// Each layer has arrays of its own, by its `seed`, as an exported model has.
template <class T, int count, int range, int seed>
constexpr std::array<T, count> numbers = [] {
  std::array<T, count> result{};
  std::uint32_t state = 2463534242u + count + 7919u * seed;
  for (T& number : result) {
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    number = static_cast<T>(static_cast<int>(state >> 8) % range - range / 2);
  }
  return result;
}();
template <int channels>
constexpr std::array<float, channels> scales = [] {
  std::array<float, channels> result{};
  for (int c = 0; c < channels; ++c) result[static_cast<std::size_t>(c)] = 0.002f + 0.0005f * static_cast<float>(c % 5);
  return result;
}();

/// A layer of `count` weights, with a scale for each of its channels.
template <int seed, int count, int channels>
constexpr Parameters layer(Quantization output = {}) {
  return {.weights = numbers<std::int8_t, count, 256, seed>,
          .biases = numbers<std::int32_t, channels, 4000, seed>,
          .scales = scales<channels>,
          .output = output};
}
/// A constant operand.
template <int seed, int count>
constexpr Parameters constant(Quantization output, int zero_point) {
  return {.weights = numbers<std::int8_t, count, 256, seed>,
          .scales = scales<1>,
          .output = output,
          .weights_zero_point = zero_point};
}

}  // namespace noise
