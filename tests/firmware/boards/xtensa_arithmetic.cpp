// SPDX-License-Identifier: BSL-1.0
// Division and long multiplication: in the ESP8266 they are in the chip's ROM, so the compiler's library for it lacks them.
#include <cstdint>

namespace {

struct Division {
  std::uint32_t quotient, remainder;
};
Division divide(std::uint32_t a, std::uint32_t b) {
  Division result{0, 0};
  for (int bit = 31; bit >= 0; --bit) {
    result.remainder = result.remainder << 1 | (a >> bit & 1);
    if (result.remainder >= b) result.remainder -= b, result.quotient |= 1u << bit;
  }
  return result;
}
std::uint32_t magnitude(std::int32_t a) {
  const auto bits = static_cast<std::uint32_t>(a);
  return a < 0 ? 0u - bits : bits;
}
std::int32_t with_sign(bool negative, std::uint32_t a) { return static_cast<std::int32_t>(negative ? 0u - a : a); }

/// The upper half of a * b, from products of 16 bits.
std::uint32_t multiply_high(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t al = a & 0xFFFF, ah = a >> 16, bl = b & 0xFFFF, bh = b >> 16;
  const std::uint32_t middle = ah * bl + (al * bl >> 16), carried = al * bh + (middle & 0xFFFF);
  return ah * bh + (middle >> 16) + (carried >> 16);
}

}  // namespace

extern "C" {

std::uint32_t __udivsi3(std::uint32_t a, std::uint32_t b) { return divide(a, b).quotient; }
std::uint32_t __umodsi3(std::uint32_t a, std::uint32_t b) { return divide(a, b).remainder; }
std::int32_t __divsi3(std::int32_t a, std::int32_t b) {
  return with_sign((a < 0) != (b < 0), divide(magnitude(a), magnitude(b)).quotient);
}
std::int32_t __modsi3(std::int32_t a, std::int32_t b) {
  return with_sign(a < 0, divide(magnitude(a), magnitude(b)).remainder);
}
std::uint64_t __umulsidi3(std::uint32_t a, std::uint32_t b) { return std::uint64_t{multiply_high(a, b)} << 32 | a * b; }
std::uint64_t __muldi3(std::uint64_t a, std::uint64_t b) {
  const auto al = static_cast<std::uint32_t>(a), ah = static_cast<std::uint32_t>(a >> 32);
  const auto bl = static_cast<std::uint32_t>(b), bh = static_cast<std::uint32_t>(b >> 32);
  return std::uint64_t{multiply_high(al, bl) + al * bh + ah * bl} << 32 | al * bl;
}
}
