// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace tinytmpl {

/// The size of a tensor as a value: `h` rows of `w` columns of `c` channels, the batch of 1 left out. A vector is one row of one
/// column; a matrix, rank 2, is one row.
struct Extent {
  int h = 1, w = 1, c = 1;
  int rank = 3;

  constexpr int row() const { return w * c; }
  constexpr int size() const { return h * w * c; }
  constexpr bool same_size(const Extent& other) const { return h == other.h && w == other.w && c == other.c; }
  friend constexpr bool operator==(const Extent&, const Extent&) = default;
};

/// The size of a tensor as a user writes it: `Shape<height, width, channels>`, `Shape<width, channels>` or `Shape<length>`.
///
/// rejects  extents below 1, more than 2^30 elements
template <int... extents>
struct Shape {
  static_assert(sizeof...(extents) >= 1 && sizeof...(extents) <= 3,
                "tinytmpl: a Shape has one, two or three extents; the batch is not one of them");
  static_assert(((extents > 0) && ...), "tinytmpl: each extent of a Shape is at least 1");

  static constexpr Extent extent = [] {
    constexpr int sizes[] = {extents...};
    constexpr int rank = sizeof...(extents);
    return Extent{rank == 3 ? sizes[0] : 1, rank >= 2 ? sizes[rank - 2] : 1, sizes[rank - 1], rank};
  }();
  static_assert(std::int64_t{extent.h} * extent.w <= (1 << 30) / extent.c,
                "tinytmpl: a tensor has at most 2^30 elements");

  constexpr operator Extent() const { return extent; }
};

/// The shapes of several inputs, in the order of the Graph's `Inputs`.
template <class... Shapes>
struct InputShapes {};

}  // namespace tinytmpl
