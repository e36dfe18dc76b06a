// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/fixed_string.hpp>

namespace tinytmpl::core {

/// Which input or output of a model: its position, the first is 0, or its name. `output<1>()`, `output<"alarm">()`.
template <int size>
struct TensorKey {
  int position = -1;
  char name[size]{};  // of a position: empty

  consteval TensorKey(int number) : position(number) {}
  consteval TensorKey(const char (&literal)[size]) {
    for (int i = 0; i < size; ++i) name[i] = literal[i];
  }
};
TensorKey(int) -> TensorKey<1>;

/// Where `name` stands among the names of inputs or outputs, of which those without one are empty; -1: nowhere.
template <int count>
constexpr int find_name(const char* const (&names)[count], const char* name) {
  for (int i = 0; i < count; ++i)
    if (*names[i] && same_text(names[i], name)) return i;
  return -1;
}

}  // namespace tinytmpl::core
