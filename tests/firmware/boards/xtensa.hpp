// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "start.hpp"

/// Semihosting of the Xtensa simulator, as QEMU's machine `sim` serves it: the instruction `simcall`, whose operation is in a2.
static int simcall(int operation, int argument, const void* data, std::uint32_t size) {
  register int a2 asm("a2") = operation;
  register int a3 asm("a3") = argument;
  register const void* a4 asm("a4") = data;
  register std::uint32_t a5 asm("a5") = size;
  asm volatile("simcall" : "+r"(a2), "+r"(a3) : "r"(a4), "r"(a5) : "memory");
  return a2;
}

void board::print(const char* text) {
  constexpr int write = 4, standard_output = 1;
  std::uint32_t length = 0;
  while (text[length]) ++length;
  simcall(write, standard_output, text, length);
}

[[noreturn]] void board::leave(int status) {
  constexpr int exit = 1;
  simcall(exit, status, nullptr, 0);
  for (;;) {
  }
}

extern "C" {

[[noreturn, gnu::used]] void start() { board::run_main(); }

[[noreturn, gnu::used]] void fault() {
  board::print("fault\n");
  board::leave(99);
}
}
