// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::decisions {

/// An object that a grid of scores shows: the cells that it covers, its class, and the largest score among them.
struct CellBox {
  int x = 0, y = 0, w = 0, h = 0;  // cells
  int label = 0;
  std::int32_t score = 0;

  /// Its middle, in halves of cells.
  constexpr int twice_centre_x() const { return 2 * x + w; }
  constexpr int twice_centre_y() const { return 2 * y + h; }
  friend constexpr bool operator==(const CellBox&, const CellBox&) = default;
};

/// The objects in the outputs of FOMO, a classifier of each cell of a grid of which class 0 is the background: cells next to each
/// other, at edges or corners, with a score of `threshold` or more of the same class are one object.
///
/// units    RAM: 24 bytes for each of `most` objects; if there are more, those with the smallest scores are left out
/// source   Edge Impulse: FOMO, object detection for constrained devices; its inferencing SDK's ei_fill_result_struct.h
template <int most>
class Centroids {
  static_assert(most >= 1, "tinytmpl: Centroids has room for one object at least");

 public:
  /// Looks at `height` rows of `width` cells of `classes` scores, in the model's own units.
  constexpr void find(const auto& scores, int height, int width, int classes, std::int32_t threshold) {
    count = 0;
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        for (int label = 1; label < classes; ++label) {
          const auto score = static_cast<std::int32_t>(std::begin(scores)[(y * width + x) * classes + label]);
          if (score >= threshold) add({x, y, 1, 1, label, score});
        }
  }
  constexpr const CellBox* begin() const { return boxes.data(); }
  constexpr const CellBox* end() const { return boxes.data() + count; }
  constexpr int size() const { return count; }

 private:
  std::array<CellBox, most> boxes{};
  int count = 0;

  constexpr CellBox& at(int i) { return boxes[static_cast<std::size_t>(i)]; }
  static constexpr bool touch(const CellBox& a, const CellBox& b) {
    return a.label == b.label && a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h;
  }
  static constexpr CellBox joined(const CellBox& a, const CellBox& b) {
    const int left = a.x < b.x ? a.x : b.x, top = a.y < b.y ? a.y : b.y;
    const int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    const int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return {left, top, right - left, bottom - top, a.label, a.score > b.score ? a.score : b.score};
  }
  /// A box that has grown may touch others now.
  constexpr void add(CellBox box) {
    for (int i = 0; i < count;) {
      if (!touch(at(i), box)) {
        ++i;
        continue;
      }
      box = joined(box, at(i));
      at(i) = at(--count);
      i = 0;
    }
    if (count < most) {
      at(count++) = box;
      return;
    }
    int least = 0;
    for (int i = 1; i < most; ++i)
      if (at(i).score < at(least).score) least = i;
    if (at(least).score < box.score) at(least) = box;
  }
};

}  // namespace tinytmpl::decisions
