// SPDX-License-Identifier: BSL-1.0
// The least that a Cortex-M needs to begin: a stack, an address, memory that holds zeros.
#include "use_digits.hpp"

#include <cstddef>
#include <cstdint>

volatile int failures;

extern "C" {
extern std::uint32_t bss_begin[], bss_end[], stack_top[];

[[noreturn]] void start() {
  for (std::uint32_t* word = bss_begin; word != bss_end; ++word) *word = 0;
  failures = different_bytes();
  for (;;) asm volatile("");
}

[[gnu::section(".vectors"), gnu::used]] const void* const vectors[] = {stack_top,
                                                                       reinterpret_cast<const void*>(&start)};

// What compilers call by themselves, also in freestanding code.
void* memcpy(void* to, const void* from, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    static_cast<char*>(to)[i] = static_cast<const char*>(from)[i];
    asm volatile("");  // not a call of memcpy
  }
  return to;
}
void* memset(void* to, int value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    static_cast<char*>(to)[i] = static_cast<char>(value);
    asm volatile("");
  }
  return to;
}
}
