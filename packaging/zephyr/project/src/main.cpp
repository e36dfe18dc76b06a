// SPDX-License-Identifier: BSL-1.0
// Blinks what the network decides, one flash more than its number, and prints it.
#include <zephyr/drivers/gpio.h>
#include <zephyr/kernel.h>

#include "decision.hpp"

static const gpio_dt_spec led = GPIO_DT_SPEC_GET(DT_ALIAS(led0), gpios);

static void flash(int times, int milliseconds) {
  for (int i = 0; i < 2 * times; ++i) {
    gpio_pin_set_dt(&led, i % 2 == 0);
    k_msleep(milliseconds);
  }
}

int main() {
  gpio_pin_configure_dt(&led, GPIO_OUTPUT_INACTIVE);
  while (!app::self_test()) {
    printk("the self-test has failed\n");
    flash(10, 50);
  }
  for (;;) {
    const int decision = app::decide();
    printk("decision %d\n", decision);
    flash(decision + 1, 150);
    k_msleep(1000);
  }
}
