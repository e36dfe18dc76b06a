// SPDX-License-Identifier: BSL-1.0
// Temperature from the voltage over an NTC thermistor: a network of 1-16-16-1, int8.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "thermistor.hpp"

using namespace tinytmpl::literals;
using thermistor::Model;

static_assert(Model::ram_bytes <= 256);
static_assert(Model::flash_bytes <= 2_KiB);
static_assert(tinytmpl::fits<Model, tinytmpl::boards::arduino_uno_r4>);

namespace {

// The network was trained on values around these, see train.py.
constexpr float volts_centre = 1.2f;
constexpr float celsius_centre = 44.0f;

constexpr float tolerance = 1.5f;  // degC: the points themselves are about 1 degC off any smooth curve

struct Point {
  float celsius, volts;
};

constexpr Point measured[] = {
    {22.6f, 1.881f}, {23.1f, 1.87f},  {24.1f, 1.836f}, {26.4f, 1.755f}, {28.5f, 1.671f},
    {31.0f, 1.573f}, {36.8f, 1.32f},  {37.2f, 1.229f}, {43.8f, 0.986f}, {44.5f, 0.97f},
    {45.2f, 0.93f},  {52.3f, 0.747f}, {53.3f, 0.705f}, {54.4f, 0.656f}, {62.4f, 0.492f},
};

Model model;

float celsius(float volts) {
  auto input = model.input();
  input[0] = input.quantize(volts - volts_centre);
  return model.run().dequantize(0) + celsius_centre;
}

// The same inside the compiler: a build that gets one of these points wrong fails.
constexpr bool close_to(Point point) {
  const std::array input{Model::Input<>::quantization.quantize(point.volts - volts_centre)};
  const float error = Model::eval(input).dequantize(0) + celsius_centre - point.celsius;
  return error > -tolerance && error < tolerance;
}
static_assert(close_to(measured[0]) && close_to(measured[7]) && close_to(measured[14]));

constexpr float volts_of(int step) {
  return volts_centre + Model::Input<>::scale * static_cast<float>(step - Model::Input<>::zero_point);
}

/// Whether all measured points are met as well as their own noise allows.
bool check_measured_points() {
  float largest = 0, sum = 0;
  std::puts("  volts   measured    network   error (degC)");
  for (const auto [truth, volts] : measured) {
    const float answer = celsius(volts), error = answer - truth;
    std::printf("  %5.3f   %8.1f   %8.2f   %+5.2f\n", volts, truth, answer, error);
    largest = std::fmax(largest, std::fabs(error));
    sum += std::fabs(error);
  }
  std::printf("error: at most %.2f degC, mean %.2f degC\n", largest, sum / static_cast<float>(std::size(measured)));
  std::printf("one step: %.2f mV in, %.3f degC out\n", 1000 * Model::Input<>::scale, Model::Output<>::scale);
  return largest < tolerance;
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

int main(int argc, char** argv) {
  if (argc > 1) {
    const float volts = std::strtof(argv[1], nullptr);
    const bool inside = volts >= volts_of(-128) && volts <= volts_of(127);
    std::printf("%.3f V: %.1f degC%s\n", volts, celsius(volts), inside ? "" : " (outside the network's range)");
    return inside ? 0 : 1;
  }
  const bool good = check_measured_points() && model.self_test(thermistor::golden);
  print_footprint();
  return good ? 0 : 1;
}
