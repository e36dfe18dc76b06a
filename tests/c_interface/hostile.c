/* SPDX-License-Identifier: BSL-1.0 */
#include "hostile.h"

#include <string.h>

char outputs_are_in_their_places(void);

/* Each output is 0.5 for an input 0.7 less 0.2. */
int main(void) {
  uint8_t last[HOSTILE_OUTPUT_7_SIZE], two[HOSTILE_INPUT_1_SIZE];
  memset(hostile_input_int(), 7, HOSTILE_INPUT_INT_SIZE);
  memset(two, 128 + 2, sizeof two);
  hostile_input_1_assign(two); /* a name that starts with a digit is none in C */
  hostile_run();
  hostile_output_7_copy_to(last);
  if (!outputs_are_in_their_places() || last[3] != 128 + 7 + 1) return 1;
  return hostile_output_int()[0] == 6 + 1 && hostile_output_gr_e()[0] == 2 + 1 ? 0 : 1;
}
