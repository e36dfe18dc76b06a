// SPDX-License-Identifier: BSL-1.0
// Start-up of an Xtensa LX106, the ESP8266's core. It starts at the first address of FLASH, where its vectors lie too.
#include "xtensa.hpp"

asm(R"(
  .section .vectors, "ax"
  .global reset
reset:
  j     first
  .org  0x30            // exception in the kernel's mode
  j     failed
  .org  0x50            // in the user's mode
  j     failed
  .org  0x70            // in the handler of another
  j     failed
  .align 4
  .literal_position
first:
  movi  a0, reset
  wsr   a0, vecbase
  movi  a1, stack_top
  movi  a0, start
  jx    a0
failed:
  movi  a1, stack_top
  movi  a0, fault
  jx    a0
  .text
)");
