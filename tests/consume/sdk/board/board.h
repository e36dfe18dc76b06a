/* SPDX-License-Identifier: BSL-1.0 */
/* A board in a program of the host: it counts flashes, and ends with the first long wait. */
#pragma once

#include <stdio.h>
#include <stdlib.h>

static inline int board_led(int is_on) {
  static int flashes;
  return flashes += is_on != 0;
}

static inline void board_wait(long milliseconds) {
  if (milliseconds < 1000) return;
  printf("flashes %d\n", board_led(0));
  exit(0);
}
