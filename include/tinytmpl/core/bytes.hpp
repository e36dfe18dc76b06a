// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace tinytmpl {

/// Copies bytes; the ranges may overlap if `to` lies below `from`.
constexpr void copy(std::int8_t* to, const std::int8_t* from, int count) {
  for (int i = 0; i < count; ++i) to[i] = from[i];
}

/// Copies bytes between ranges that may overlap.
constexpr void move(std::int8_t* to, const std::int8_t* from, int count) {
  if (to <= from) return copy(to, from, count);
  while (count-- > 0) to[count] = from[count];
}

/// A sum of `bytes` bytes in an arena of bytes, little-endian: no cast, so that it runs in the compiler.
template <int bytes>
constexpr std::int32_t load_sum(const std::int8_t* from) {
  std::uint32_t bits = 0;
  for (int i = 0; i < bytes; ++i) bits |= std::uint32_t{static_cast<std::uint8_t>(from[i])} << (8 * i);
  return bytes == 2 ? static_cast<std::int16_t>(bits) : static_cast<std::int32_t>(bits);
}
template <int bytes>
constexpr void store_sum(std::int8_t* to, std::int32_t sum) {
  for (int i = 0; i < bytes; ++i) to[i] = static_cast<std::int8_t>(static_cast<std::uint8_t>(sum >> (8 * i)));
}

}  // namespace tinytmpl
