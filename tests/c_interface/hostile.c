/* SPDX-License-Identifier: BSL-1.0 */
#include "hostile.h"

#include <string.h>

char outputs_are_in_their_places(void);

int main(void) {
  memset(hostile_input_int(), 5, HOSTILE_INPUT_INT_SIZE);
  memset(hostile_input_1(), 2, HOSTILE_INPUT_1_SIZE); /* a name that starts with a digit is none in C */
  hostile_run();
  return outputs_are_in_their_places() && hostile_output_int()[0] != hostile_output_gr_e()[0] ? 0 : 1;
}
