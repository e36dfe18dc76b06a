// SPDX-License-Identifier: BSL-1.0
// The functions that compilers call by themselves, also for freestanding programs. Linked only where they are.
#include <cstddef>
#include <cstdint>

// Keeps the compiler from seeing in a loop the function that the loop defines.
static inline void opaque() { asm volatile("" ::: "memory"); }

static bool both_aligned(const void* a, const void* b) {
  return ((reinterpret_cast<std::uintptr_t>(a) | reinterpret_cast<std::uintptr_t>(b)) & 3) == 0;
}

extern "C" {

void* memcpy(void* to, const void* from, std::size_t count) {
  auto* out = static_cast<char*>(to);
  const auto* in = static_cast<const char*>(from);
  if (both_aligned(to, from))
    for (; count >= 4; count -= 4, out += 4, in += 4, opaque())
      *reinterpret_cast<std::uint32_t*>(out) = *reinterpret_cast<const std::uint32_t*>(in);
  for (; count > 0; --count, opaque()) *out++ = *in++;
  return to;
}

void* memmove(void* to, const void* from, std::size_t count) {
  auto* out = static_cast<char*>(to);
  const auto* in = static_cast<const char*>(from);
  if (out <= in)
    for (; count > 0; --count, opaque()) *out++ = *in++;
  else
    for (; count > 0; --count, opaque()) out[count - 1] = in[count - 1];
  return to;
}

void* memset(void* to, int value, std::size_t count) {
  auto* out = static_cast<char*>(to);
  const std::uint32_t word = 0x01010101u * static_cast<unsigned char>(value);
  if (both_aligned(to, to))
    for (; count >= 4; count -= 4, out += 4, opaque()) *reinterpret_cast<std::uint32_t*>(out) = word;
  for (; count > 0; --count, opaque()) *out++ = static_cast<char>(value);
  return to;
}

int memcmp(const void* a, const void* b, std::size_t count) {
  const auto *x = static_cast<const unsigned char*>(a), *y = static_cast<const unsigned char*>(b);
  for (; count > 0; --count, ++x, ++y, opaque())
    if (*x != *y) return *x < *y ? -1 : 1;
  return 0;
}
}
