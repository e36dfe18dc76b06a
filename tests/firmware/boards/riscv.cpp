// SPDX-License-Identifier: BSL-1.0
// Start-up of a 32-bit RISC-V.
#include "semihosting.hpp"

static int semihost(int operation, const void* argument) {
  register int a0 asm("a0") = operation;
  register const void* a1 asm("a1") = argument;
  asm volatile(
      ".balign 16\n"
      ".option push\n"
      ".option norvc\n"  // the emulator knows the trap by these three words, on one page
      "slli x0, x0, 0x1f\n"
      "ebreak\n"
      "srai x0, x0, 7\n"
      ".option pop"
      : "+r"(a0)
      : "r"(a1)
      : "memory");
  return a0;
}

extern "C" {

[[noreturn, gnu::used]] void start() { board::run_main(); }

[[noreturn, gnu::used, gnu::aligned(4)]] void fault() {
  board::print("fault\n");
  board::leave(99);
}

[[gnu::naked, gnu::section(".vectors"), gnu::used]] void reset() {
  asm("la sp, stack_top\n"
      "la t0, fault\n"
      ".option arch, +zicsr\n"
      "csrw mtvec, t0\n"
      "li t0, 0x6600\n"  // mstatus.FS, VS: switches the FPU and the vector extension on, if there are any
      "csrs mstatus, t0\n"
      "j start");
}
}
