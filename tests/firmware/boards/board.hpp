// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

/// What a program needs of the emulated machine that it runs on: one source a machine defines these.
namespace board {

void print(const char* text);
[[noreturn]] void leave(int status);  // ends the emulator, whose exit status it becomes

/// Writes a pattern over the free part of the stack.
void paint_stack();
/// How deep the stack has been since, in bytes below the caller of `paint_stack`.
std::uint32_t painted_over();

void print_number(std::uint32_t number);
/// "key 42\n": what the runner reads.
void report(const char* key, std::uint32_t number);

}  // namespace board
