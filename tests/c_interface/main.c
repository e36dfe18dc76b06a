/* SPDX-License-Identifier: BSL-1.0 */
/* Runs golden vectors through the C interface, with the input whole or, if the model is fed, in rows: main INPUTS OUTPUTS. */
#include <stdio.h>
#include <string.h>

#include "digits.h"

static int8_t input[DIGITS_INPUT_SIZE], output[DIGITS_OUTPUT_SIZE];

static void infer(void) {
#ifdef DIGITS_ROWS
  int row, last = 0;
  digits_push_row(input); /* of an image that is not finished */
  digits_restart();
  for (row = 0; row < DIGITS_ROWS; ++row) last = digits_push_row(input + row * DIGITS_ROW_SIZE);
  if (!last) printf("the last row is not the last one\n");
#else
  memcpy(digits_input(), input, sizeof input);
  digits_run();
#endif
}

/* The helpers say what the macros say. */
static int complaints_about_helpers(void) {
  int complaints = 0, i, largest = 0;
  if (digits_input_quantize(DIGITS_INPUT_SCALE * (5 - DIGITS_INPUT_ZERO_POINT)) != 5) ++complaints;
  if (digits_input_quantize(1e9f) != 127) ++complaints;
  if (digits_output_dequantize(3) != DIGITS_OUTPUT_SCALE * (3 - DIGITS_OUTPUT_ZERO_POINT)) ++complaints;
  for (i = 1; i < DIGITS_OUTPUT_SIZE; ++i)
    if (digits_output()[i] > digits_output()[largest]) largest = i;
  if (digits_output_argmax() != largest) ++complaints;
  if (digits_ram_bytes < 64 || digits_ram_bytes > 4096 || digits_flash_bytes < 5000) ++complaints;
  return complaints;
}

int main(int argc, char** argv) {
  FILE *const inputs = fopen(argv[1], "rb"), *const outputs = fopen(argc > 2 ? argv[2] : "", "rb");
  int vectors = 0, wrong = 0;
  if (!inputs || !outputs) return 2;
  while (fread(input, sizeof input, 1, inputs) == 1 && fread(output, sizeof output, 1, outputs) == 1) {
    infer();
    if (memcmp(digits_output(), output, sizeof output) != 0) ++wrong;
    wrong += complaints_about_helpers();
    ++vectors;
  }
  printf("%d vectors, %d wrong, self-test %s\n", vectors, wrong, digits_self_test() ? "passed" : "failed");
  return vectors > 0 && wrong == 0 && digits_self_test() ? 0 : 1;
}
