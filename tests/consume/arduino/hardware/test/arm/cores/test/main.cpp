// SPDX-License-Identifier: BSL-1.0
// A board of which there are an LED and a serial port, counted and printed. What the port reads ends the program when it ends.
#include <Arduino.h>

#include <board.h>

Port port;
void Port::begin(unsigned long) {}
void Port::print(const char* text) { printf("%s", text); }
void Port::print(long number) { printf("%ld", number); }
void Port::println(const char* text) { printf("%s\n", text); }
void Port::println(unsigned long number) { printf("%lu\n", number); }
int Port::available() { return 1; }
int Port::read() {
  const int byte = getchar();
  if (byte == EOF) exit(0);
  return byte;
}
void pinMode(int, int) {}
void digitalWrite(int, int value) { board_led(value == HIGH); }
void delay(unsigned long milliseconds) { board_wait(static_cast<long>(milliseconds)); }
unsigned long micros() { return 0; }

int main() {
  setup();
  for (;;) loop();
}
