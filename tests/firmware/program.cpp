// SPDX-License-Identifier: BSL-1.0
// Runs a model on each input that it is given, compares each byte of the outputs, and reports what it used.
#include "boards/board.hpp"
#include "subject.hpp"

namespace {

/// How many bytes of the outputs for golden input `k` differ from the expected ones.
std::uint32_t wrong_bytes(std::uint32_t k) {
  const std::int8_t *in = golden_inputs + k * facts.input_bytes, *expected = golden_outputs + k * facts.output_bytes;
  for (std::uint32_t i = 0; i < facts.input_bytes; ++i) subject_input(i, in[i]);
  infer();
  std::uint32_t wrong = 0;
  for (std::uint32_t i = 0; i < facts.output_bytes; ++i) wrong += subject_output(i) != expected[i];
  return wrong;
}

}  // namespace

extern "C" int main() {
  board::print(facts.kernels);
  board::report("ram", facts.ram_bytes);
  board::report("flash", facts.flash_bytes);

  board::paint_stack();
  infer();
  board::report("stack", board::painted_over());

  subject_reset();
  std::uint32_t wrong = 0;
  for (std::uint32_t k = 0; k < golden_count; ++k) wrong += wrong_bytes(k);
  board::report("compared", golden_count * facts.output_bytes);
  board::report("wrong", wrong);
  return wrong == 0 ? 0 : 1;
}
