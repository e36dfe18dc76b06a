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

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 14000
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace std {
/// The shortest text that is read as the same float, not in scientific notation if that is no shorter: [charconv.to.chars].
inline to_chars_result to_chars(char* first, char* last, float value) {
  char shortest[64] = "";
  for (const char* const format : {"%.*f", "%.*e"})
    for (int digits = 0; digits < 50; ++digits) {
      char text[64];
      const int size = snprintf(text, sizeof(text), format, digits, static_cast<double>(value));
      if (size >= static_cast<int>(sizeof(text)) || strtof(text, nullptr) != value) continue;
      if (!*shortest || strlen(text) < strlen(shortest)) strcpy(shortest, text);
      break;
    }
  const auto size = static_cast<ptrdiff_t>(strlen(shortest));
  if (last - first < size) return {last, errc::value_too_large};
  memcpy(first, shortest, strlen(shortest));
  return {first + size, errc{}};
}
}  // namespace std
#endif
