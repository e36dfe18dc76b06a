// SPDX-License-Identifier: BSL-1.0
// Of a Linux program, which ends with 0 if the counter goes on.
#include <tinytmpl/clocks/riscv.hpp>

extern "C" [[noreturn]] void _start() {
  const std::uint32_t begin = tinytmpl::clocks::Riscv::now();
  for (int i = 0; i < 1000; ++i) asm volatile("");
  const std::uint32_t taken = tinytmpl::clocks::Riscv::now() - begin;
  register int status asm("a0") = taken >= 1000 && taken < 1u << 31 ? 0 : 1;
  register int exit asm("a7") = 93;
  for (;;) asm volatile("ecall" ::"r"(status), "r"(exit));
}

// Compiled, not run: QEMU has no ESP32-C3.
std::uint32_t of_an_esp32_c3() {
  tinytmpl::clocks::EspRiscv::start();
  return tinytmpl::clocks::EspRiscv::now();
}
