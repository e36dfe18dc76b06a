/* SPDX-License-Identifier: BSL-1.0 */
#pragma once
#include "board.h"
#include "freertos/FreeRTOS.h"
static inline void vTaskDelay(TickType_t ticks) { board_wait((long)ticks); }
