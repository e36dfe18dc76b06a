// SPDX-License-Identifier: BSL-1.0
// Blinks what the network decides, one flash more than its number, and prints it.
#include <cstdio>

#include "pico/stdlib.h"

#include "decision.hpp"

#ifdef PICO_DEFAULT_LED_PIN
static constexpr unsigned led = PICO_DEFAULT_LED_PIN;
#else  // a Pico W's is behind its radio: another one, at a pin
static constexpr unsigned led = 15;
#endif

static void flash(int times, int milliseconds) {
  for (int i = 0; i < 2 * times; ++i) {
    gpio_put(led, i % 2 == 0);
    sleep_ms(static_cast<unsigned>(milliseconds));
  }
}

int main() {
  stdio_init_all();
  gpio_init(led);
  gpio_set_dir(led, GPIO_OUT);
  while (!app::self_test()) {
    std::puts("the self-test has failed");
    flash(10, 50);
  }
  for (;;) {
    const int decision = app::decide();
    std::printf("decision %d\n", decision);
    flash(decision + 1, 150);
    sleep_ms(1000);
  }
}
