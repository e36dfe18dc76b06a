// SPDX-License-Identifier: BSL-1.0
// Behind Arduino.h, on the host, with a clock of its own.
#include <Arduino.h>

#include <tinytmpl/clocks/arduino.hpp>

#include "digits.hpp"

static unsigned long time;
unsigned long micros() { return time += 3; }

static digits::Model model;
static tinytmpl::Profile<digits::Model, tinytmpl::clocks::ArduinoMicros> profile;

int main() {
  model.run(profile);
  return profile.total() % 3 == 0 && profile.total() >= 3u * static_cast<unsigned>(profile.size()) ? 0 : 1;
}
