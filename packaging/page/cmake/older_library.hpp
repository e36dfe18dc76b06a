// SPDX-License-Identifier: BSL-1.0
// What C++20's library has and that of Debian 12's Emscripten (3.1.6) lacks.
#pragma once

#include <bit>
#include <version>

#ifndef __cpp_lib_bit_cast
namespace std {
template <class To, class From>
  requires(sizeof(To) == sizeof(From))
constexpr To bit_cast(const From& from) noexcept {
  return __builtin_bit_cast(To, from);
}
}  // namespace std
#endif
