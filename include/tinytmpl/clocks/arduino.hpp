// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/language.hpp>

extern "C" unsigned long micros();  // Arduino's; in front of this header stands <Arduino.h>, or what has it

namespace tinytmpl::clocks {

/// For `Profile`: what every Arduino core has. `push_row`'s rows and small layers take less than a microsecond: sum up some runs.
///
/// units    microseconds, modulo 2^32; in steps of 4 on some cores
struct ArduinoMicros {
  static std::uint32_t now() { return static_cast<std::uint32_t>(micros()); }
};

}  // namespace tinytmpl::clocks
