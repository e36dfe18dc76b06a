// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

/// Text as a template argument: `Let<"stem", ...>`.
template <int size>
struct FixedString {
  char text[size]{};

  consteval FixedString(const char (&literal)[size]) {
    for (int i = 0; i < size; ++i) text[i] = literal[i];
  }
};

constexpr bool same_text(const char* a, const char* b) {
  for (; *a && *a == *b; ++a) ++b;
  return *a == *b;
}

}  // namespace tinytmpl::core
