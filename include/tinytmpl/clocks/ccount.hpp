// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::clocks {

/// For `Profile`: the cycle counter of an Xtensa, as in the ESP8266, ESP32, ESP32-S2 and ESP32-S3. It always runs; each of two
/// cores has its own.
///
/// units    the processor's cycles, modulo 2^32
/// source   Xtensa Instruction Set Architecture, special register 234, CCOUNT
struct Ccount {
  static std::uint32_t now() {
    std::uint32_t count;
    asm volatile("rsr %0, ccount" : "=r"(count));
    return count;
  }
};

}  // namespace tinytmpl::clocks
