/* SPDX-License-Identifier: BSL-1.0 */
/* Reads a digit. All of it is C; the model is in digits_c.cpp. */
#include "digits.h"

void print(const char* text);

/* A 3, in strokes: the model wants 8 x 8 pixels. */
static const char picture[] =
    "..####.."
    "......#."
    "......#."
    "....##.."
    "......#."
    "......#."
    "......#."
    "..####..";

int main(void) {
  int8_t* const pixels = digits_input();
  char answer[] = "read ?\n";
  int i;

  if (!digits_self_test()) {
    print("the self-test has failed\n");
    return 1;
  }
  for (i = 0; i < DIGITS_INPUT_SIZE; ++i) pixels[i] = digits_input_quantize(picture[i] == '#' ? 1.0f : 0.0f);
  digits_run();
  answer[5] = (char)('0' + digits_output_argmax());
  print(answer);
  return 0;
}
