// SPDX-License-Identifier: BSL-1.0
#include "use_digits.hpp"

int main() { return different_bytes(); }
