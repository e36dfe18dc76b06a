// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

/// A Cortex-M's SysTick: every core has it, also the emulated one, which lacks the finer cycle counter of the DWT
/// (docs/porting.md).
struct Clock {
  static constexpr int bits = 24;
  static void start() {
    *reinterpret_cast<volatile std::uint32_t*>(0xE000E014) = 0xFFFFFF;  // reload value
    *reinterpret_cast<volatile std::uint32_t*>(0xE000E018) = 0;
    *reinterpret_cast<volatile std::uint32_t*>(0xE000E010) = 5;  // enabled, the processor's clock, no interrupt
  }
  static std::uint32_t now() { return 0u - *reinterpret_cast<volatile std::uint32_t*>(0xE000E018); }  // counts down
};
