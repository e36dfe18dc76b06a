// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

constexpr int max_elements = 1 << 30;

/// The size of a tensor as a value: `h` rows of `w` columns of `c` channels, the batch of 1 left out. A vector is one row of one
/// column; a matrix, rank 2, is one row.
struct Extent {
  int h = 1, w = 1, c = 1;
  int rank = 3;

  constexpr int row() const { return w * c; }
  /// Elements that `push_row` takes: a row, and of what has one row only, a sequence, the channels of a time step.
  constexpr int step() const { return h == 1 && w > 1 ? c : row(); }
  /// Of more elements than a tensor may have, one more than that.
  constexpr int size() const {
    return std::int64_t{w} * c <= max_elements / (h > 0 ? h : 1) ? h * w * c : max_elements + 1;
  }
  constexpr bool same_size(const Extent& other) const { return h == other.h && w == other.w && c == other.c; }
  friend constexpr bool operator==(const Extent&, const Extent&) = default;
};

namespace detail {

// A class of its own: a Shape that breaks a rule goes on, so that one mistake is one error.
template <int rank, int least_extent, int elements, int most = max_elements>
struct CheckShape {
  static_assert(rank >= 1 && rank <= 3,
                "tinytmpl: a Shape has one, two or three extents; the batch is not one of them");
  static_assert(least_extent >= 1, "tinytmpl: each extent of a Shape is at least 1");
  static_assert(elements <= most, "tinytmpl: a tensor has at most 2^30 elements");
};

}  // namespace detail

}  // namespace tinytmpl::core

namespace tinytmpl {

/// The size of a tensor as a user writes it: `Shape<height, width, channels>`, `Shape<width, channels>` or `Shape<length>`.
///
/// rejects  extents below 1, more than 2^30 elements
template <int... extents>
class Shape {
  static constexpr int rank = sizeof...(extents);
  static constexpr bool has_rank = rank >= 1 && rank <= 3;
  static constexpr int least = [] {
    int result = 1;
    ((result = has_rank && extents < result ? extents : result), ...);
    return result;
  }();
  static constexpr core::Extent written = [] {
    constexpr int sizes[] = {1, 1, 1, extents...};  // the last three count
    return core::Extent{sizes[rank], sizes[rank + 1], sizes[rank + 2], rank};
  }();
  static constexpr int elements = has_rank && least >= 1 ? written.size() : 1;
  static_assert(sizeof(core::detail::CheckShape<rank, least, elements>) != 0);

 public:
  /// Of rank 0 if the shape breaks a rule.
  static constexpr core::Extent extent =
      has_rank && least >= 1 && elements <= core::max_elements ? written : core::Extent{.rank = 0};

  constexpr operator core::Extent() const { return extent; }
};

/// The shapes of several inputs, in the order of the Graph's `Inputs`.
template <class... Shapes>
struct InputShapes {};

}  // namespace tinytmpl
