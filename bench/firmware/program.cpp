// SPDX-License-Identifier: BSL-1.0
// One inference between two functions that the counter knows; the outputs are compared, too.
#include "boards/board.hpp"
#include "subject.hpp"

extern "C" {
[[gnu::noinline]] void measure_begin() { asm volatile("" ::: "memory"); }
[[gnu::noinline]] void measure_end() { asm volatile("" ::"r"(0) : "memory"); }

int main() {
  measure_begin();  // an empty window: what the measurement itself costs
  measure_end();

  for (std::uint32_t i = 0; i < facts.input_bytes; ++i) subject_input(i, golden_inputs[i]);
  board::paint_stack();
  measure_begin();
  infer();
  measure_end();
  board::report("stack", board::painted_over());

  std::uint32_t wrong = 0;
  for (std::uint32_t i = 0; i < facts.output_bytes; ++i) wrong += subject_output(i) != golden_outputs[i];
  board::print(facts.kernels);
  board::report("ram", facts.ram_bytes);
  board::report("flash", facts.flash_bytes);
  board::report("wrong", wrong);
  return wrong == 0 ? 0 : 1;
}
}
