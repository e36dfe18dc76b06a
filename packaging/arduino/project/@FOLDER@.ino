// SPDX-License-Identifier: BSL-1.0
// Blinks what the network decides, one flash more than its number, and prints it. Needs C++20: README.md says how.
#include @LIBRARY@
#include "decision.hpp"

#ifndef LED_BUILTIN  // boards that have none of their own: where yours is
#define LED_BUILTIN 2
#endif

static void flash(int times, int milliseconds) {
  for (int i = 0; i < times; ++i) {
    digitalWrite(LED_BUILTIN, HIGH);
    delay(milliseconds);
    digitalWrite(LED_BUILTIN, LOW);
    delay(milliseconds);
  }
}

void setup() {
  pinMode(LED_BUILTIN, OUTPUT);
  Serial.begin(115200);
  while (!app::self_test()) {
    Serial.println("the self-test has failed");
    flash(10, 50);
  }
}

void loop() {
  const unsigned long begin = micros();
  const int decision = app::decide();
  const unsigned long end = micros();
  Serial.print("decision ");
  Serial.print(decision);
  Serial.print(", microseconds ");
  Serial.println(end - begin);
  flash(decision + 1, 150);
  delay(1000);
}
