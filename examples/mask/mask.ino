// SPDX-License-Identifier: BSL-1.0
// Does somebody wear a mask? Pictures of 10 x 10 bytes come over the serial line, an answer goes back, and the LED shows it.
#include <tinytmpl.h>

#include "reader.hpp"

#ifndef LED_BUILTIN  // boards that have none of their own: where yours is
#define LED_BUILTIN 2
#endif

static Reader reader;

void setup() {
  pinMode(LED_BUILTIN, OUTPUT);
  Serial.begin(115200);
  Serial.println(reader.self_test() ? "self-test: passed" : "self-test: FAILED");
}

void loop() {
  while (Serial.available() > 0) {
    if (!reader.take(static_cast<std::uint8_t>(Serial.read()))) continue;
    digitalWrite(LED_BUILTIN, reader.has_mask() ? HIGH : LOW);
    Serial.print(reader.has_mask() ? "mask, " : "none, ");
    Serial.print(static_cast<long>(reader.likelihood()));
    Serial.println(" of 255");
  }
}
