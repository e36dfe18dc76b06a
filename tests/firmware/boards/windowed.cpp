// SPDX-License-Identifier: BSL-1.0
// Start-up of an Xtensa with windowed registers, as an ESP32 has them: a call moves the window over 32 registers by 8, and the
// handlers below spill the oldest frames to the stack, and fill them in again, when the registers run out.
//
// source   Xtensa Instruction Set Architecture Reference Manual, "Windowed Register Option"
#include "xtensa.hpp"

asm(R"(
  .section .vectors, "ax"
  .global reset
reset:                       // the machine starts here
  j     first
  .align 4
  .literal_position
first:
  movi  a2, start
  j     begin
failed:
  movi  a2, fault

// A first frame below stack_top, whose caller's stack pointer lies where the handlers look for it; then calls a2.
begin:
  movi  a0, vectors
  wsr   a0, vecbase
  movi  a0, 0
  wsr   a0, windowbase
  movi  a0, 1
  wsr   a0, windowstart
  rsync
  movi  a0, 0x40000          // windowed; no exception is being handled, all interrupts are allowed, none is enabled
  wsr   a0, ps
  rsync
  movi  a3, stack_top
  addi  a1, a3, -64
  addi  a4, a1, -12
  s32i  a3, a4, 0
  movi  a0, 0
  mov   a8, a2
  callx8 a8

  .org  0x1000
vectors:
// A frame of a0-a3 is spilled below the stack pointer of who it called; more of it at the top of its own frame.
  s32e  a0, a5, -16
  s32e  a1, a5, -12
  s32e  a2, a5, -8
  s32e  a3, a5, -4
  rfwo
  .org  0x1040
  l32e  a0, a5, -16
  l32e  a1, a5, -12
  l32e  a2, a5, -8
  l32e  a3, a5, -4
  rfwu
  .org  0x1080
  s32e  a0, a9, -16
  l32e  a0, a1, -12
  s32e  a1, a9, -12
  s32e  a2, a9, -8
  s32e  a3, a9, -4
  s32e  a4, a0, -32
  s32e  a5, a0, -28
  s32e  a6, a0, -24
  s32e  a7, a0, -20
  rfwo
  .org  0x10C0
  l32e  a0, a9, -16
  l32e  a1, a9, -12
  l32e  a2, a9, -8
  l32e  a7, a1, -12
  l32e  a3, a9, -4
  l32e  a4, a7, -32
  l32e  a5, a7, -28
  l32e  a6, a7, -24
  l32e  a7, a7, -20
  rfwu
  .org  0x1100               // the compiler makes no calls by 12
  j     failed
  .org  0x1300               // exception in the kernel's mode
  j     failed
  .org  0x1340               // in the user's mode
  j     failed
  .org  0x13C0               // in the handler of another
  j     failed
  .text
)");
