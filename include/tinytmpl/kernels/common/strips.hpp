// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/band.hpp>

namespace tinytmpl::kernels::common {

/// Where a kernel reads each of `count` rows: what `find(row)` says, asked once and remembered, if they are few.
template <int count, class Find>
class Strips {
  static constexpr bool remembered = count <= Rows::most_in_table;

 public:
  constexpr explicit Strips(Find where) : find(where) {
    if constexpr (remembered)
      for (int i = 0; i < count; ++i) table[i] = find(i);
  }
  constexpr const std::int8_t* operator[](int i) const {
    if constexpr (remembered) return table[i];
    else return find(i);
  }

 private:
  Find find;
  const std::int8_t* table[remembered ? count : 1] = {};
};

template <int count>
constexpr auto strips(auto find) {
  return Strips<count, decltype(find)>(find);
}

}  // namespace tinytmpl::kernels::common
