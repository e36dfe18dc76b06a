// SPDX-License-Identifier: BSL-1.0
// Watches a machine by an accelerometer: see ../vibration. Here the samples are those of recordings.
#include "boards/board.hpp"
#include "clock.hpp"
#include "costs.hpp"
#include "monitor.hpp"
#include "recordings.hpp"

namespace {

Monitor monitor(recordings::threshold);
tinytmpl::Profile<Monitor::Ears::Model, Clock> of_spectrum;
tinytmpl::Profile<vibration::Model, Clock> of_network;

void print_verdict() {
  switch (monitor.verdict()) {
    case Monitor::Verdict::unsure: return board::print("unsure\n");
    case Monitor::Verdict::still: return board::print("still\n");
    case Monitor::Verdict::sound: return board::print("sound\n");
    case Monitor::Verdict::alarm: return board::print("ALARM\n");
  }
}

}  // namespace

extern "C" int main() {
  Clock::start();
  const bool good = monitor.self_test();
  board::print(good ? "self-test: passed\n" : "self-test: FAILED\n");

  std::uint32_t frames = 0;
  for (int i = 0; i < recordings::count; ++i) {  // on a board: for (;;)
    monitor.reset();
    for (const std::int16_t sample : recordings::signals[i])  // whenever the sensor has one
      if (monitor.push(sample, of_spectrum, of_network)) ++frames;
    board::print(recordings::names[i]);
    board::print(": ");
    board::print_number(static_cast<std::uint32_t>(10 * monitor.score()));
    board::print(" tenths of dB^2, ");
    print_verdict();
  }
  costs::print("a frame's spectrum", of_spectrum, frames);
  costs::print("a frame's network", of_network, frames);
  board::print("\nRAM for all ");
  board::print_number(sizeof monitor);
  board::print(" bytes\n");
  return good ? 0 : 1;
}
