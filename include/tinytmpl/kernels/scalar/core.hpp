// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::scalar {

/// What kernels know of a core of 32 bits with a multiplier and many registers, for which all is in C++: RISC-V.
struct Core {
  /// Filters and pixels whose sums fit into the registers: in lanes (lanes.hpp).
  static constexpr int filters = 2, pixels_in_lanes = 6;
  /// Instructions for four taps of the filters, in pairs of pixels and single ones: Clang 19's; GCC 12 takes six or seven more.
  static constexpr int cost(int pairs, int singles) {
    return 2 * filters * (2 + 7 * pairs + 4 * singles) + 4 * (pairs + singles) + 3;
  }

  // For targets that must be kept from moving instructions, or from replacing a count by a comparison.
  static constexpr void keep_order(auto&) {}
  static constexpr void keep_count(int&) {}

#if defined(__riscv)
  static constexpr bool wide_products = true;       // the upper half of a product of 64 bits is one instruction
  static constexpr bool loads_signed_bytes = true;  // so is a load that extends the sign
  static constexpr int pixels = 4;                  // in blocks of four filters (conv2d.hpp), and in planes
#else
  static constexpr bool wide_products = false, loads_signed_bytes = false;
  static constexpr int pixels = 2;
#endif
};

}  // namespace tinytmpl::kernels::scalar
