// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "semihosting.hpp"

/// What each program for a Cortex-M starts with. The file that includes this says what happens after a reset.
static int semihost(int operation, const void* argument) {
  register int r0 asm("r0") = operation;
  register const void* r1 asm("r1") = argument;
  asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

/// Gives the program access to coprocessors 10 and 11: the floating-point unit and Helium. Any instruction of theirs faults
/// before, also those that the compiler makes of a loop.
static inline void enable_coprocessors() {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
  auto& coprocessor_access_control = *reinterpret_cast<volatile std::uint32_t*>(0xE000ED88);
  coprocessor_access_control = coprocessor_access_control | 0xFu << 20;
  asm volatile("dsb\n isb" ::: "memory");
#endif
}

extern "C" {

[[noreturn]] void reset();

[[noreturn]] static void fault() {
  board::print("fault\n");
  board::leave(99);
}

using Handler = void();
struct Vectors {
  std::uint32_t* stack_top;
  Handler* handlers[15];  // reset, NMI, hard fault and the rest
};
[[gnu::section(".vectors"), gnu::used]] const Vectors vectors{
    .stack_top = stack_top, .handlers = {reset, fault, fault, fault, fault, fault, fault}};
}
