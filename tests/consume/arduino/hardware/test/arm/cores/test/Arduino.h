// SPDX-License-Identifier: BSL-1.0
// What a sketch is given: functions of these names, and macros, whose names and arguments are those of ArduinoCore-API's
// Common.h and Binary.h. There min, max and abs of C++ are functions; cores of which they are macros have no <array> either.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
void pinMode(int pin, int mode);
void digitalWrite(int pin, int value);
void delay(unsigned long milliseconds);
unsigned long micros(void);
void setup(void);
void loop(void);
#ifdef __cplusplus
}

struct Port {
  void begin(unsigned long baud);
  void print(const char* text);
  void print(long number);
  void println(const char* text);
  void println(unsigned long number);
  int available();
  int read();
};
extern Port port;

template <class T, class U>
auto min(const T& a, const U& b) -> decltype(b < a ? b : a) {
  return b < a ? b : a;
}
template <class T, class U>
auto max(const T& a, const U& b) -> decltype(b < a ? b : a) {
  return a < b ? b : a;
}
uint16_t makeWord(uint8_t high, uint8_t low);
#endif

typedef bool boolean;
typedef uint8_t byte;
typedef uint16_t word;

#define Serial port
#define LED_BUILTIN 13
#define HIGH 1
#define LOW 0
#define INPUT 0
#define OUTPUT 1
#define INPUT_PULLUP 2
#define DEFAULT 1
#define EXTERNAL 0
#define PI 3.1415926535897932384626433832795
#define TWO_PI (2 * PI)
#define EULER 2.718281828459045235360287471352
#define F(text) (text)
#define B0 0
#define B00 0
#define B1 1
#define B01 1
#define B10 2
#define B11 3
#define constrain(x, low, high) ((x) < (low) ? (low) : ((x) > (high) ? (high) : (x)))
#define radians(angle) ((angle) * PI / 180)
#define degrees(angle) ((angle) * 180 / PI)
#define sq(x) ((x) * (x))
#define bit(number) (1UL << (number))
#define bitRead(value, number) (((value) >> (number)) & 1)
#define lowByte(word) ((uint8_t)((word) & 0xFF))
#define highByte(word) ((uint8_t)((word) >> 8))
#define word(...) makeWord(__VA_ARGS__)
#define interrupts() (void)0
#define noInterrupts() (void)0
#define _BV(number) (1 << (number))
#define cbi(address, number) ((address) &= ~_BV(number))
#define sbi(address, number) ((address) |= _BV(number))
