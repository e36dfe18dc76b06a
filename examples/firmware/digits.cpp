// SPDX-License-Identifier: BSL-1.0
// Reads digits from a sensor that gives a picture row by row: the picture is never whole in memory.
#include "digits.hpp"

#include "boards/board.hpp"
#include "clock.hpp"
#include "costs.hpp"
#include "test_samples.hpp"

namespace {

using Model = digits::ModelWith<tinytmpl::Schedule::fed>;
static_assert(Model::ram_bytes < digits::Model::ram_bytes);

Model model;
tinytmpl::Profile<Model, Clock> profile;

constexpr int samples[] = {0, 1, 2, 3, 4, 5, 6, 7, 259, 117};  // the last two are hard to read
constexpr std::int8_t sure = Model::Output<>::quantization.quantize(0.9f);

void decide() {
  const auto scores = model.output();
  const int digit = scores.argmax();
  board::print_number(static_cast<std::uint32_t>(digit));
  board::print(scores[digit] >= sure ? "\n" : "?\n");
}

}  // namespace

extern "C" int main() {
  Clock::start();
  const bool good = model.self_test(digits::golden).passed();
  board::print(good ? "self-test: passed\n" : "self-test: FAILED\n");

  std::uint32_t inferences = 0;
  for (const int sample : samples) {  // on a board: for (;;)
    const std::int8_t* picture = test_samples::images[sample];
    for (int row = 0; row < Model::Input<>::shape.h; ++row) {  // whenever the sensor has one
      if (!model.push_row(picture + row * Model::row_size, profile)) continue;
      decide();  // that was the last row
      ++inferences;
    }
  }
  costs::print("a picture", profile, inferences);
  return good ? 0 : 1;
}
