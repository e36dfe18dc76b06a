// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::clocks {

/// For `Profile`: the cycle counter of a RISC-V that has the counters of its base, as the RP2350's, the ESP32-P4's and most soft
/// cores. It may have to be let in: `mcountinhibit`, `mcounteren`. An ESP32-C3 has another one: `EspRiscv`.
///
/// units    the hart's cycles, modulo 2^32
/// source   RISC-V Unprivileged ISA, Zicntr: CSR 0xC00, cycle
struct Riscv {
  static std::uint32_t now() {
    std::uint32_t count;
    asm volatile(".insn i 0x73, 2, %0, x0, -0x400" : "=r"(count));  // csrr, which asks for Zicsr by name
    return count;
  }
};

/// The same for ESP32-C2, C3, C5, C6 and H2, whose counter is a register of Espressif's. It counts what `mpcer` says: `start`.
///
/// units    the processor's cycles, modulo 2^32
/// source   ESP32-C3 Technical Reference Manual, 1.4: CSRs 0x7E0 mpcer, 0x7E1 mpcmr, 0x7E2 mpccr
struct EspRiscv {
  /// Cycles are counted from now on; ESP-IDF has done so already.
  static void start() {
    asm volatile(".insn i 0x73, 1, x0, %0, 0x7E0" ::"r"(1));  // cycles
    asm volatile(".insn i 0x73, 1, x0, %0, 0x7E1" ::"r"(1));  // counting
  }
  static std::uint32_t now() {
    std::uint32_t count;
    asm volatile(".insn i 0x73, 2, %0, x0, 0x7E2" : "=r"(count));
    return count;
  }
};

}  // namespace tinytmpl::clocks
