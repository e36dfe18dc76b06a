// SPDX-License-Identifier: BSL-1.0
// A board of which there are an LED and a serial port, counted and printed.
#include <Arduino.h>

#include <board.h>

Port port;
void Port::begin(unsigned long) {}
void Port::print(const char* text) { printf("%s", text); }
void Port::print(long number) { printf("%ld", number); }
void Port::println(const char* text) { printf("%s\n", text); }
void Port::println(unsigned long number) { printf("%lu\n", number); }
void pinMode(int, int) {}
void digitalWrite(int, int value) { board_led(value == HIGH); }
void delay(unsigned long milliseconds) { board_wait(static_cast<long>(milliseconds)); }
unsigned long micros() { return 0; }

int main() {
  setup();
  for (;;) loop();
}
