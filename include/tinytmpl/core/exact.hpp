// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

namespace detail {

/// GCC's: what it is given is one value, and part of no larger operation.
template <class T>
concept HasBarrier = requires(T x) { __builtin_assoc_barrier(x); };

}  // namespace detail

/// The product `x`, rounded before anything is added to it. GCC joins a product and a sum to one operation, which rounds once,
/// wherever the machine has it and -ffp-contract does not forbid it, in ISO's C++, too; Clang only within an expression, of which
/// a call's result is no part. The definition of the arithmetic rounds twice. Of -ffast-math it protects only GCC's products.
template <class T>
[[gnu::always_inline]] constexpr T exact(T x) {
  if constexpr (detail::HasBarrier<T>)
    if (!std::is_constant_evaluated()) return __builtin_assoc_barrier(x);
  return x;
}

}  // namespace tinytmpl::core
