// SPDX-License-Identifier: BSL-1.0
// A fan that is switched by temperature: each reading of the converter goes through the thermistor's network.
#include "boards/board.hpp"
#include "clock.hpp"
#include "costs.hpp"
#include "thermistor.hpp"

namespace {

// What a converter of 12 bits would give, 3.3 V full scale: warm, hot, cooling down. A program for a board reads one.
constexpr std::int32_t readings[] = {2334, 2278, 2074, 1823, 1525, 1224, 1154, 927, 875, 814, 927, 1154, 1525, 1952};

constexpr float volts_per_step = 3.3f / 4096, volts_centre = 1.2f, celsius_centre = 44;  // as it was trained
constexpr auto voltage = thermistor::Model::Input<>::quantization;
constexpr auto temperature = thermistor::Model::Output<>::quantization;

// The compiler does what needs floating point, so that the chip need not have it: from steps of the converter to the
// network's, and from the network's to tenths of a degree, with 16 bits behind the point.
constexpr std::int32_t fixed(float real) { return static_cast<std::int32_t>(real * 65536 + (real < 0 ? -0.5f : 0.5f)); }
constexpr std::int32_t in_slope = fixed(volts_per_step / voltage.scale);
constexpr std::int32_t in_start = fixed(-volts_centre / voltage.scale + static_cast<float>(voltage.zero_point) + 0.5f);
constexpr std::int32_t out_slope = fixed(10 * temperature.scale);
constexpr std::int32_t out_start = fixed(10 * celsius_centre + 0.5f) - out_slope * temperature.zero_point;

// The fan starts at 52 degC and stops at 40 degC.
constexpr std::int8_t hot = temperature.quantize(52 - celsius_centre), cool = temperature.quantize(40 - celsius_centre);

thermistor::Model model;
tinytmpl::Profile<thermistor::Model, Clock> profile;

std::int8_t measure(std::int32_t reading) {
  model.input()[0] =
      static_cast<std::int8_t>(tinytmpl::core::bounded((reading * in_slope + in_start) >> 16, -128, 127));
  return model.run(profile)[0];
}

void print_celsius(std::int8_t measured) {
  const auto tenths = static_cast<std::uint32_t>((measured * out_slope + out_start) >> 16);
  board::print_number(tenths / 10);
  board::print(".");
  board::print_number(tenths % 10);
  board::print(" degC, fan ");
}

}  // namespace

extern "C" int main() {
  Clock::start();
  const bool good = model.self_test(thermistor::golden).passed();
  board::print(good ? "self-test: passed\n" : "self-test: FAILED\n");

  bool fan = false;
  std::uint32_t inferences = 0;
  for (const std::int32_t reading : readings) {  // on a board: for (;;)
    const std::int8_t measured = measure(reading);
    fan = measured >= hot || (fan && measured > cool);
    print_celsius(measured);
    board::print(fan ? "on\n" : "off\n");
    ++inferences;
  }
  costs::print("an inference", profile, inferences);
  return good ? 0 : 1;
}
