// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

/// A RISC-V's cycle counter, as a program sees it that runs in machine mode; it always runs.
struct Clock {
  static void start() {}
  static std::uint32_t now() {
    std::uint32_t count;
    asm volatile(".option push\n .option arch, +zicsr\n csrr %0, mcycle\n .option pop" : "=r"(count));
    return count;
  }
};
