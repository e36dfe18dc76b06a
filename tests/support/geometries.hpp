// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#if !defined(TINYTMPL_FIRST_GEOMETRY)
#define TINYTMPL_FIRST_GEOMETRY 0
#endif

namespace support {

/// The number of the first random geometry that a test compiles: others are drawn from another one on.
inline constexpr int first_geometry = TINYTMPL_FIRST_GEOMETRY;

/// How many bytes behind a kernel's memory are looked after: on a host it ends where its block ends, and the sanitizers watch.
#if defined(__arm__)
inline constexpr int guard_bytes = 64;
#else
inline constexpr int guard_bytes = 0;
#endif

/// What stands there.
inline constexpr std::int8_t guard = 0x5A;
constexpr void set_guard(std::int8_t* end) {
  for (int i = 0; i < guard_bytes; ++i) end[i] = guard;
}
constexpr bool is_intact(const std::int8_t* end) {
  for (int i = 0; i < guard_bytes; ++i)
    if (end[i] != guard) return false;
  return true;
}

}  // namespace support
