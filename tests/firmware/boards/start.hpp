// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include "board.hpp"

extern "C" {
// Where the linker script has put things.
extern std::uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];
int main();
}

namespace board {

/// What a C program expects of its memory: variables have their initial values. There are no constructors to call.
[[noreturn]] inline void run_main() {
  for (volatile std::uint32_t *to = data_start, *from = data_load; to < data_end;) *to++ = *from++;
  for (volatile std::uint32_t* to = bss_start; to < bss_end;) *to++ = 0;
  leave(main());
}

}  // namespace board
