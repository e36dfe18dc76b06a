/* SPDX-License-Identifier: BSL-1.0 */
#pragma once
#include <stdint.h>
#include "board.h"
typedef int esp_err_t;
typedef enum { GPIO_NUM_2 = 2 } gpio_num_t;
typedef enum { GPIO_MODE_OUTPUT = 2 } gpio_mode_t;
static inline esp_err_t gpio_reset_pin(gpio_num_t pin) { return (void)pin, 0; }
static inline esp_err_t gpio_set_direction(gpio_num_t pin, gpio_mode_t mode) { return (void)pin, (void)mode, 0; }
static inline esp_err_t gpio_set_level(gpio_num_t pin, uint32_t level) { return (void)pin, board_led((int)level), 0; }
