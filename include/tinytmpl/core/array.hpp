// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

/// `std::array` whose length and indices are `int`: an aggregate that may be empty and may be a template argument.
template <class T, int length>
struct Array {
  T elements[length > 0 ? length : 1]{};

  constexpr T& operator[](int i) { return elements[i]; }
  constexpr const T& operator[](int i) const { return elements[i]; }
  constexpr T* data() { return elements; }
  constexpr const T* data() const { return elements; }
  constexpr T* begin() { return elements; }
  constexpr const T* begin() const { return elements; }
  constexpr T* end() { return elements + length; }
  constexpr const T* end() const { return elements + length; }
  static constexpr int size() { return length; }
  friend constexpr bool operator==(const Array&, const Array&) = default;
};

}  // namespace tinytmpl::core
