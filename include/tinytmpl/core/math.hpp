// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

/// The few functions of <algorithm> and <cmath> that the library needs: those headers do not compile on every bare target.
/// Their names are not those of std, which are macros on many platforms, and which a user's `using namespace` would make ambiguous.
/// The first argument decides the type: `std::int32_t` is `long` on some targets.
template <class T>
constexpr T minimum(T a, std::type_identity_t<T> b) {
  return b < a ? b : a;
}
template <class T>
constexpr T maximum(T a, std::type_identity_t<T> b) {
  return a < b ? b : a;
}
template <class T>
constexpr T bounded(T x, std::type_identity_t<T> low, std::type_identity_t<T> high) {
  return x < low ? low : high < x ? high : x;
}
/// The quotient of non-negative integers, rounded up.
constexpr int divide_up(int a, int b) { return (a + b - 1) / b; }
/// The quotient rounded down, of a divisor that is positive.
constexpr int divide_down(int a, int b) { return a / b - (a % b < 0 ? 1 : 0); }
/// The greatest common divisor, of which one number at least is not 0.
constexpr int common_divisor(int a, int b) {
  while (b != 0) {
    const int rest = a % b;
    a = b, b = rest;
  }
  return a < 0 ? -a : a;
}
/// To the nearest integer, half away from zero; of numbers far below 2^63.
constexpr long long nearest_integer(double x) { return static_cast<long long>(x + (x < 0 ? -1 : 1) / double{2}); }

/// Is `pointer` null? In constant expressions, too: GCC refuses to compare an object's address with null there where an object may
/// lie at null (-fno-delete-null-pointer-checks, -fsanitize=undefined). It calls null a constant, and an address not yet.
template <class T>
constexpr bool is_null(const T* pointer) {
  return std::is_constant_evaluated() ? __builtin_constant_p(pointer) : pointer == nullptr;
}
template <class Result, class... Arguments>
constexpr bool is_null(Result (*function)(Arguments...)) {
  return std::is_constant_evaluated() ? __builtin_constant_p(function) : function == nullptr;
}

}  // namespace tinytmpl::core
