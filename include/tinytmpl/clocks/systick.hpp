// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::clocks {

/// For `Profile`: the timer that each Cortex-M has, where no operating system has it.
///
/// units    the processor's cycles, modulo 2^24
/// source   Armv7-M Architecture Reference Manual, B3.3 SysTick; it counts down
struct SysTickTimer {
  static constexpr int bits = 24;
  /// Takes the timer: from the largest value, by the processor's clock, without interrupts.
  static void start() {
    at(0xE000E014) = 0xFFFFFF;  // reload value
    at(0xE000E018) = 0;
    at(0xE000E010) = 5;  // CLKSOURCE, ENABLE
  }
  static std::uint32_t now() { return (0u - at(0xE000E018)) & 0xFFFFFFu; }

 private:
  static volatile std::uint32_t& at(std::uintptr_t address) {
    return *reinterpret_cast<volatile std::uint32_t*>(address);
  }
};

}  // namespace tinytmpl::clocks
