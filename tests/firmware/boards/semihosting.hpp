// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "start.hpp"

/// Arm's semihosting, which RISC-V has taken over: a trap, with the number of an operation and its argument, that the emulator
/// serves. The file that includes this knows the trap.
///
/// source   Arm, Semihosting for AArch32 and AArch64; RISC-V Semihosting
static int semihost(int operation, const void* argument);

void board::print(const char* text) {
  constexpr int write0 = 0x04;
  semihost(write0, text);
}

[[noreturn]] void board::leave(int status) {
  constexpr int exit_extended = 0x20, application_exit = 0x20026;
  const std::uint32_t block[] = {application_exit, static_cast<std::uint32_t>(status)};
  semihost(exit_extended, block);
  for (;;) {
  }
}
