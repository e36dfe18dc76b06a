// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstdint>

#include <support/random.hpp>

namespace support {

/// The same pseudo-random numbers in the compiler and at run time: weights and samples of models that nobody trained.
template <class T, int count, int range = 256, int seed = count>
constexpr std::array<T, count> noise = [] {
  std::array<T, count> numbers{};
  Random random(seed);
  for (T& number : numbers) number = static_cast<T>(random.between(-range / 2, range / 2 - 1));
  return numbers;
}();

template <int count, int seed = count>
constexpr auto& weights = noise<std::int8_t, count, 256, seed>;
template <int count>
constexpr auto& biases = noise<std::int32_t, count, 4000>;
inline constexpr float weight_scale[] = {0.01f};

}  // namespace support
