/* SPDX-License-Identifier: BSL-1.0 */
#pragma once
#include <stdint.h>
#include "board.h"
#define printk printf
static inline int32_t k_msleep(int32_t milliseconds) { return board_wait(milliseconds), 0; }
