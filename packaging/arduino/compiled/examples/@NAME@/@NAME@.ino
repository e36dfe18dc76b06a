// SPDX-License-Identifier: BSL-1.0
// Blinks what the network decides, one flash more than its number, and prints it. The network is compiled already.
#include <@NAME@.h>

#ifndef LED_BUILTIN  // boards that have none of their own: where yours is
#define LED_BUILTIN 2
#endif

// The real number at element `i` of an input: put your sensor here. Until then, a slope.
static float sensor(int input, int i) { return input + (i % 100) / 100.0f; }

static void read_sensors() {
@INPUTS@
}

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
  while (!@PREFIX@_self_test()) {
    Serial.println("the self-test has failed");
    flash(10, 50);
  }
}

void loop() {
  read_sensors();
  const unsigned long begin = micros();
  @PREFIX@_run();
  const unsigned long end = micros();
@DECISION@
  Serial.print("decision ");
  Serial.print(decision);
  Serial.print(", microseconds ");
  Serial.println(end - begin);
  flash(decision + 1, 150);
  delay(1000);
}
