/* SPDX-License-Identifier: BSL-1.0 */
#include <stdio.h>
#include <string.h>

#include "digits.h"

int main(void) {
  memset(digits_input(), DIGITS_INPUT_ZERO_POINT, DIGITS_INPUT_SIZE);
  digits_run();
  printf("an empty image looks like a %d\n", digits_output_argmax());
  return digits_ram_bytes >= DIGITS_INPUT_SIZE ? 0 : 1;
}
