// SPDX-License-Identifier: BSL-1.0
// Reads handwritten digits of 8 x 8 pixels: a convolutional network with a residual block, int8.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>

#include "digits.hpp"
#include "test_samples.hpp"

using namespace tinytmpl::literals;
using digits::Model;

static_assert(Model::ram_bytes <= 4_KiB);
static_assert(Model::flash_bytes <= 16_KiB);
static_assert(tinytmpl::fits<Model, tinytmpl::boards::arduino_uno_r4>);
static_assert(Model::Input<>::shape == tinytmpl::Shape<8, 8, 1>{});
static_assert(Model::Output<>::size == test_samples::classes);

// The compiler runs the network, too: a build that misreads the first sample fails.
static_assert(Model::eval(std::to_array(test_samples::images[0])).argmax() == test_samples::labels[0]);

namespace {

constexpr int pictures_in_a_line = 5;

Model model;

auto classify(int sample) {
  std::ranges::copy(test_samples::images[sample], model.input().begin());
  return model.run();
}

char shade(std::int8_t pixel) {
  constexpr char ink[] = " .:-=+*#%@";
  return ink[(pixel + 128) * 9 / 255];
}

void draw_row(int sample, int row) {
  for (int col = 0; col < 8; ++col) {
    const char ink = shade(test_samples::images[sample][row * 8 + col]);
    std::printf("%c%c", ink, ink);
  }
  std::printf("   ");
}

void draw(const char* title, std::span<const int> samples) {
  std::printf("%s\n\n", title);
  for (int row = 0; row < 8; ++row, std::puts(""))
    for (const int sample : samples) draw_row(sample, row);
  for (const int sample : samples) {
    const auto scores = classify(sample);
    const int digit = scores.argmax();
    std::printf("%d (%3.0f %%), is %d    ", digit, 100 * scores.dequantize(digit), int{test_samples::labels[sample]});
  }
  std::puts("\n");
}

/// The number of samples whose scores differ from the reference interpreter's in any byte.
int check_test_split() {
  int right = 0, equal = 0, wrong_count = 0;
  int wrong[pictures_in_a_line];
  for (int sample = 0; sample < test_samples::count; ++sample) {
    const auto scores = classify(sample);
    equal += std::ranges::equal(scores, test_samples::reference_scores[sample]);
    if (scores.argmax() == test_samples::labels[sample]) ++right;
    else if (wrong_count < pictures_in_a_line) wrong[wrong_count++] = sample;
  }
  if (wrong_count > 0) draw("Misread:", std::span(wrong).first(static_cast<std::size_t>(wrong_count)));
  std::printf("accuracy: %d of %d, %.2f %%\n", right, test_samples::count, 100.0 * right / test_samples::count);
  std::printf("bytes equal to the reference: %d of %d\n", equal, test_samples::count);
  return test_samples::count - equal;
}

void print_footprint() {
  std::printf("\n%3s %-12s %-30s %9s %9s %9s %9s\n", "", "layer", "kernel", "output", "MACs", "flash", "RAM");
  for (const auto& layer : Model::layers)
    std::printf("%3d %-12s %-30s %2dx%2dx%3d %9d %9d %9d\n", layer.position, layer.kind, layer.kernel, layer.output.h,
                layer.output.w, layer.output.c, static_cast<int>(layer.macs), layer.flash_bytes, layer.ram_bytes);
  std::printf(
      "all: %d MACs, %d parameters, %d bytes of constants in flash with pointers of %d bytes, %d bytes of RAM\n",
      static_cast<int>(Model::macs), static_cast<int>(Model::parameters), Model::flash_bytes,
      static_cast<int>(sizeof(void*)), Model::ram_bytes);
}

}  // namespace

int main() {
  if (const tinytmpl::SelfTestResult result = model.self_test(digits::golden); !result) {
    std::printf("self-test: element %d of vector %d is %d, not %d\n", result.element, result.vector, result.computed,
                result.expected);
    return 1;
  }
  constexpr int first[pictures_in_a_line] = {0, 1, 2, 3, 4};
  draw("The first of the test split:", first);
  const int different = check_test_split();
  print_footprint();
  return different == 0 ? 0 : 1;
}
