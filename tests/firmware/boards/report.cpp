// SPDX-License-Identifier: BSL-1.0
#include "board.hpp"

namespace board {

void print_number(std::uint32_t number) {
  char digits[11] = {};
  int first = 10;
  do digits[--first] = static_cast<char>('0' + number % 10);
  while ((number /= 10) != 0);
  print(digits + first);
}

void report(const char* key, std::uint32_t number) {
  print(key);
  print(" ");
  print_number(number);
  print("\n");
}

}  // namespace board
