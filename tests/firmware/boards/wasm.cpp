// SPDX-License-Identifier: BSL-1.0
// WebAssembly: wasm.mjs is the machine.
#include "board.hpp"

extern "C" {
[[clang::import_module("board"), clang::import_name("print")]] void host_print(const char* text, std::uint32_t length);
}

void board::print(const char* text) {
  std::uint32_t length = 0;
  while (text[length]) ++length;
  host_print(text, length);
}

// The stack is the engine's own, but for variables whose address is taken.
void board::paint_stack() {}
std::uint32_t board::painted_over() { return 0; }
