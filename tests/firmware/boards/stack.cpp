// SPDX-License-Identifier: BSL-1.0
// The stack's depth, by painting what is free of it. It grows downwards from stack_top.
#include "board.hpp"

extern "C" std::uint32_t bss_end[], stack_top[];

namespace board {
namespace {

constexpr std::uint32_t paint = 0xA5A5A5A5;
constexpr std::uintptr_t most = 16 * 1024, margin = 128;  // bytes; the margin holds the frames of these functions
std::uintptr_t caller;                                    // its stack pointer, more or less

std::uint32_t* lowest() {
  const auto end = reinterpret_cast<std::uintptr_t>(bss_end), top = reinterpret_cast<std::uintptr_t>(stack_top);
  return reinterpret_cast<std::uint32_t*>(top - end > most ? top - most : end);
}

}  // namespace

[[gnu::noinline]] void paint_stack() {
  caller = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const auto end = reinterpret_cast<volatile std::uint32_t*>(caller - margin);
  for (volatile std::uint32_t* word = lowest(); word < end; ++word) *word = paint;
}

[[gnu::noinline]] std::uint32_t painted_over() {
  const volatile std::uint32_t* word = lowest();
  while (reinterpret_cast<std::uintptr_t>(word) < caller && *word == paint) ++word;
  return static_cast<std::uint32_t>(caller - reinterpret_cast<std::uintptr_t>(word));
}

}  // namespace board
