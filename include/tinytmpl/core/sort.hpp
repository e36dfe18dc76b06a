// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/math.hpp>

namespace tinytmpl::core {

/// Sorts the first `count` items, equal ones in the order in which they stand. By merging: some n log n steps whatever the order
/// is, as a constant expression may not be long.
template <class T, int n, class Less>
constexpr void merge_sort(Array<T, n>& items, int count, Less less) {
  Array<T, n> merged;
  for (int run = 1; run < count; run *= 2) {
    for (int begin = 0; begin < count; begin += 2 * run) {
      const int middle = minimum(begin + run, count), end = minimum(middle + run, count);
      for (int left = begin, right = middle, next = begin; next < end; ++next) {
        const bool takes_left = left < middle && (right == end || !less(items[right], items[left]));
        merged[next] = items[takes_left ? left++ : right++];
      }
    }
    for (int i = 0; i < count; ++i) items[i] = merged[i];
  }
}

}  // namespace tinytmpl::core
