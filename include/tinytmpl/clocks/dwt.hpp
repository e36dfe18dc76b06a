// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::clocks {

/// For `Profile`: the cycle counter of a Cortex-M3, M4, M7, M33, M55 or M85. A Cortex-M0 or M23 has none: `SysTickTimer`.
///
/// units    the processor's cycles, modulo 2^32
/// source   Armv7-M Architecture Reference Manual, C1.6.5 DEMCR, C1.8.7 DWT_CTRL, C1.8.8 DWT_CYCCNT
struct Dwt {
  /// Switches it on; a debugger may have done so. Returns whether there is one.
  static bool start() {
    demcr() = demcr() | 1u << 24;  // TRCENA
    cyccnt() = 0;
    control() = control() | 1u;          // CYCCNTENA
    return (control() & 1u << 25) == 0;  // NOCYCCNT
  }
  static std::uint32_t now() { return cyccnt(); }

 private:
  static volatile std::uint32_t& demcr() { return *reinterpret_cast<volatile std::uint32_t*>(0xE000EDFC); }
  static volatile std::uint32_t& control() { return *reinterpret_cast<volatile std::uint32_t*>(0xE0001000); }
  static volatile std::uint32_t& cyccnt() { return *reinterpret_cast<volatile std::uint32_t*>(0xE0001004); }
};

}  // namespace tinytmpl::clocks
