// SPDX-License-Identifier: BSL-1.0
// A user's using-directives, beside C's headers and std: no name of the library makes one of theirs ambiguous.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>

#include "digits.hpp"

using namespace std;
using namespace tinytmpl;
using namespace tinytmpl::literals;

int word(int x) { return x; }

int main() {
  int small = min(1, 2), large = max(1, 2);
  swap(small, large);
  small = clamp(small, 0, 9);
  array<char, 4> from{}, to{};
  copy(from.begin(), from.end(), to.begin());
  fill(to.begin(), to.end(), 'x');
  const auto bound = bind([](int x) { return x; }, large);
  return static_cast<int>(round(0.2) + tanh(0.0) + abs(-1) + log(1.0)) + word(bound()) + small +
         (index("a", 'a') != nullptr) + static_cast<int>(write(1, "", 0)) + find(from.begin(), from.end(), 'y')[-1] +
         accumulate(to.begin(), to.end(), 0) + static_cast<int>(digits::Model::ram_bytes <= 4_KiB);
}
