// SPDX-License-Identifier: BSL-1.0
// Blinks what the network decides, one flash more than its number, and prints it.
#include <cstdio>

#include "driver/gpio.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"

#include "decision.hpp"

static constexpr gpio_num_t led = GPIO_NUM_2;  // where your board's is

static void flash(int times, int milliseconds) {
  for (int i = 0; i < 2 * times; ++i) {
    gpio_set_level(led, i % 2 == 0);
    vTaskDelay(pdMS_TO_TICKS(milliseconds));
  }
}

extern "C" void app_main() {
  gpio_reset_pin(led);
  gpio_set_direction(led, GPIO_MODE_OUTPUT);
  while (!app::self_test()) {
    std::puts("the self-test has failed");
    flash(10, 50);
  }
  for (;;) {
    const int decision = app::decide();
    std::printf("decision %d\n", decision);
    flash(decision + 1, 150);
    vTaskDelay(pdMS_TO_TICKS(1000));
  }
}
