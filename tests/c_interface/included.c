/* SPDX-License-Identifier: BSL-1.0 */
// The header in C99, twice.
#include "digits.h"
#include "digits.h"

int8_t element(float real);
int8_t element(float real) { return digits_input_quantize(real); }
