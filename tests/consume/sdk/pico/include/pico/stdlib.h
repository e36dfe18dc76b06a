/* SPDX-License-Identifier: BSL-1.0 */
#pragma once
#include "board.h"
typedef unsigned int uint;
enum { GPIO_IN = 0, GPIO_OUT = 1 };
#define PICO_DEFAULT_LED_PIN 25
static inline void stdio_init_all(void) {}
static inline void gpio_init(uint pin) { (void)pin; }
static inline void gpio_set_dir(uint pin, bool is_out) { (void)pin, (void)is_out; }
static inline void gpio_put(uint pin, bool is_on) { (void)pin, board_led(is_on); }
static inline void sleep_ms(unsigned milliseconds) { board_wait((long)milliseconds); }
