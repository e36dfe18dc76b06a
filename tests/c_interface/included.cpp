// SPDX-License-Identifier: BSL-1.0
// The C header in C++, beside the other one.
#include "digits.hpp"

#include "digits.h"

static_assert(digits::Model::Input<>::size == DIGITS_INPUT_SIZE);
static_assert(digits::Model::Output<>::scale == DIGITS_OUTPUT_SCALE);
static_assert(digits::Model::Output<>::zero_point == DIGITS_OUTPUT_ZERO_POINT);

bool is_it_digit(int which);
bool is_it_digit(int which) { return digits_output_argmax() == which; }
