// SPDX-License-Identifier: BSL-1.0
// Start-up of a Cortex-M whose program needs all of the C++ library: newlib's, which reads and writes by semihosting.
#include "cortex_m.hpp"

extern "C" {
[[noreturn]] void _start();
extern char end[];

/// A core that may be larger than the one that the program is for: it traps what the smaller one traps, accesses to words that are
/// not aligned.
static void trap_as_a_smaller_core() {
  auto& configuration_and_control = *reinterpret_cast<volatile std::uint32_t*>(0xE000ED14);
  if (__ARM_ARCH == 6) configuration_and_control = configuration_and_control | 1 << 3;
}

[[noreturn]] void reset() {
  enable_coprocessors();
  trap_as_a_smaller_core();
  _start();
}

/// The heap: all memory behind the program. newlib asks the emulator, who may name a memory that is too small.
void* _sbrk(std::ptrdiff_t bytes) {
  static char* top = end;
  char* const before = top;
  top += bytes;
  return before;
}

/// There are no random numbers.
int getentropy(void*, std::size_t) { return -1; }
}
