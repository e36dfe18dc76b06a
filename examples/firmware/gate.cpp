// SPDX-License-Identifier: BSL-1.0
// The gate before the digits: see ../gate. The large network's ticks are spent only on frames that pass.
#include "boards/board.hpp"
#include "clock.hpp"
#include "costs.hpp"
#include "frames.hpp"
#include "reader.hpp"

namespace {

Reader reader;
tinytmpl::Profile<gate::Model, Clock> of_gate;
tinytmpl::Profile<digits::Model, Clock> of_digits;

}  // namespace

extern "C" int main() {
  Clock::start();
  const bool good = reader.self_test();
  board::print(good ? "self-test: passed\n" : "self-test: FAILED\n");

  std::uint32_t seen = 0, passed = 0;
  for (const auto& frame : frames::images) {  // on a board: for (;;)
    const int digit = reader.read(frame, of_gate, of_digits);
    ++seen;
    if (digit == Reader::nothing) continue;
    ++passed;
    board::print("frame ");
    board::print_number(seen);
    board::print(": ");
    board::print_number(static_cast<std::uint32_t>(digit));
    board::print("\n");
  }
  costs::print("the gate, of each frame", of_gate, seen);
  costs::print("the digits, of each that passed", of_digits, passed);
  board::print("\nRAM for both ");
  board::print_number(sizeof(Reader));
  board::print(" bytes\n");
  return good ? 0 : 1;
}
