// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/policy.hpp>

namespace tinytmpl::core {

namespace detail {

using Word [[gnu::may_alias]] = std::uint32_t;

/// Volatile: a compiler may narrow other loads to the bytes that are needed. Of a word at the end of an array that array may own
/// a part only, which the sanitizer of addresses would not have.
[[gnu::no_sanitize_address]] inline std::uint32_t word_at(std::uintptr_t aligned) {
  return *reinterpret_cast<const volatile Word*>(aligned);
}

/// Of 1, 2 or 4 bytes, aligned to its size.
template <class Piece>
Piece piece_at(std::uintptr_t address) {
  if constexpr (sizeof(Piece) == 4) {
    return word_at(address);
  } else {
    const std::uintptr_t before = address & 3, behind = 4 - sizeof(Piece) - before;  // bytes of its word
    const std::uintptr_t lower = std::endian::native == std::endian::little ? before : behind;
    return static_cast<Piece>(word_at(address - before) >> (8 * lower));
  }
}

/// An object, by pieces that lie in one word each.
template <class T>
[[gnu::always_inline]] inline T by_words(const T* from) {
  using Half = std::conditional_t<alignof(T) == 1, std::uint8_t, std::uint16_t>;
  using Piece = std::conditional_t<alignof(T) >= 4, std::uint32_t, Half>;
  return [from]<std::size_t... i>(std::index_sequence<i...>) {
    const auto address = reinterpret_cast<std::uintptr_t>(from);
    const std::array<Piece, sizeof...(i)> pieces{piece_at<Piece>(address + i * sizeof(Piece))...};
    return std::bit_cast<T>(pieces);
  }(std::make_index_sequence<sizeof(T) / sizeof(Piece)>{});
}

}  // namespace detail

/// The constant that `from` points to, read as `access` allows. All that the program reads of flash is read here, but for what is
/// of 32-bit words only and read by kernels that are not for FlashAccess::word.
template <FlashAccess access, class T>
  requires(access == FlashAccess::any)
[[gnu::always_inline]] constexpr const T& load(const T* from) {
  return *from;
}
template <FlashAccess access, class T>
  requires(access == FlashAccess::word)
[[gnu::always_inline]] constexpr T load(const T* from) {
  static_assert(std::is_trivially_copyable_v<T>);
  if (std::is_constant_evaluated()) return *from;
  return detail::by_words(from);
}

/// The element that lies `at`, among the bytes of a constant tensor.
template <class T, FlashAccess access>
constexpr T load_element(const std::int8_t* at) {
  if constexpr (access == FlashAccess::any) return load_element<T>(at);
  else if (std::is_constant_evaluated()) return load_element<T>(at);
  else return load<access>(reinterpret_cast<const T*>(at));
}

}  // namespace tinytmpl::core
