// SPDX-License-Identifier: BSL-1.0
// Looks for masks in pictures that come byte by byte: see ../mask.
#include "boards/board.hpp"
#include "clock.hpp"
#include "costs.hpp"
#include "pictures.hpp"
#include "reader.hpp"

namespace {

Reader reader;
tinytmpl::Profile<Reader::Model, Clock> profile;

}  // namespace

extern "C" int main() {
  Clock::start();
  const bool good = reader.self_test();
  board::print(good ? "self-test: passed\n" : "self-test: FAILED\n");

  board::print("there is  ");
  for (const std::uint8_t label : pictures::labels) board::print(label ? "M" : ".");
  board::print("\nis seen   ");
  for (const auto& pixels : pictures::pixels) {  // on a board: for (;;)
    reader.take(Reader::begin);
    for (const std::uint8_t pixel : pixels)  // whenever the line has one
      if (reader.take(pixel, profile)) board::print(reader.has_mask() ? "M" : ".");
  }
  board::print("\n");
  costs::print("a picture", profile, pictures::count);
  board::print("\nRAM for all ");
  board::print_number(sizeof reader);
  board::print(" bytes\n");
  return good ? 0 : 1;
}
