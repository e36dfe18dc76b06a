// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <type_traits>

#include <tinytmpl/core/element.hpp>

namespace tinytmpl::core {

inline bool is_word_aligned(const void* place) { return reinterpret_cast<std::uintptr_t>(place) % 4 == 0; }

/// Copies as many words as there are, if both ranges begin with one: how many bytes that was.
inline int copy_words(std::int8_t* to, const std::int8_t* from, int count) {
  if (!is_word_aligned(to) || !is_word_aligned(from)) return 0;
  int done = 0;
  for (; done + 16 <= count; done += 16) {
    std::uint32_t words[4];
    __builtin_memcpy(words, __builtin_assume_aligned(from + done, 4), 16);
    __builtin_memcpy(__builtin_assume_aligned(to + done, 4), words, 16);
  }
  for (; done + 4 <= count; done += 4) {
    std::uint32_t word;
    __builtin_memcpy(&word, __builtin_assume_aligned(from + done, 4), 4);
    __builtin_memcpy(__builtin_assume_aligned(to + done, 4), &word, 4);
  }
  return done;
}

/// Copies bytes; the ranges may overlap if `to` lies below `from`.
constexpr void copy(std::int8_t* to, const std::int8_t* from, int count) {
  constexpr int worth_a_look = 16;
  int done = !std::is_constant_evaluated() && count >= worth_a_look ? copy_words(to, from, count) : 0;
  for (; done < count; ++done) to[done] = from[done];
}

/// Copies bytes between ranges that may overlap.
constexpr void move(std::int8_t* to, const std::int8_t* from, int count) {
  if (to <= from) return copy(to, from, count);
  while (count-- > 0) to[count] = from[count];
}

/// Copies elements into memory; the ranges may be the same.
constexpr void copy_to_memory(std::int8_t* to, const std::int8_t* from, int count) { copy(to, from, count); }
constexpr void copy_to_memory(std::int8_t* to, const std::uint8_t* from, int count) {
  int done = 0;
  if (!std::is_constant_evaluated() && is_word_aligned(to) && is_word_aligned(from))  // four at a time
    for (; done + 4 <= count; done += 4) {
      std::uint32_t word = 0;
      __builtin_memcpy(&word, __builtin_assume_aligned(from + done, 4), 4);
      word ^= 0x80808080u;
      __builtin_memcpy(__builtin_assume_aligned(to + done, 4), &word, 4);
    }
  for (; done < count; ++done) to[done] = to_memory(from[done]);
}

template <class T>
constexpr void copy_to_memory(std::int8_t* to, const T* from, int count) {
  if (!std::is_constant_evaluated()) __builtin_memmove(to, from, static_cast<std::size_t>(count) * sizeof(T));
  else
    for (int i = 0; i < count; ++i) store_element(to + i * static_cast<int>(sizeof(T)), from[i]);
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

}  // namespace tinytmpl::core
