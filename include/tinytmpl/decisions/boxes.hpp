// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>

#include <tinytmpl/core/exponential.hpp>

/// What detectors' heads mean, and which of their boxes are left.
namespace tinytmpl::decisions {

/// A box by its edges, in parts of the image, from 0 to 1.
struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;

  constexpr float area() const { return right > left && bottom > top ? (right - left) * (bottom - top) : 0; }
  friend constexpr bool operator==(const Box&, const Box&) = default;
};

/// By its middle and its size.
constexpr Box box_around(float x, float y, float w, float h) { return {x - w / 2, y - h / 2, x + w / 2, y + h / 2}; }

/// The area that two boxes share, over the area that they cover.
constexpr float overlap(const Box& a, const Box& b) {
  const Box both{a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
                 a.right < b.right ? a.right : b.right, a.bottom < b.bottom ? a.bottom : b.bottom};
  const float shared = both.area(), covered = a.area() + b.area() - shared;
  return covered > 0 ? shared / covered : 0;
}

/// An anchor, a prior: middle and size, in parts of the image.
struct Anchor {
  float x, y, w, h;
};

/// By what the numbers of an SSD's head are divided.
struct BoxScales {
  float y = 10, x = 10, h = 5, w = 5;
};

/// A box of an SSD's head: y, x, height and width, in relation to its anchor.
///
/// source   TensorFlow Lite kernels/detection_postprocess.cc
constexpr Box ssd_box(const auto& head, const Anchor& anchor, const BoxScales& scales = {}) {
  const float y = head[0] / scales.y * anchor.h + anchor.y, x = head[1] / scales.x * anchor.w + anchor.x;
  return box_around(x, y, core::exponential(head[3] / scales.w) * anchor.w,
                    core::exponential(head[2] / scales.h) * anchor.h);
}

/// A cell of a YOLO's grid, and how many there are.
struct Cell {
  int x, y, columns, rows;
};

/// A box of a head of YOLO's versions 2 to 4: x, y, width, height before their curves. Of the anchor its size counts.
///
/// source   J. Redmon, A. Farhadi: YOLO9000, 2016, section 2
constexpr Box yolo_box(const auto& head, const Cell& cell, const Anchor& anchor) {
  const float x = (static_cast<float>(cell.x) + core::logistic(head[0])) / static_cast<float>(cell.columns);
  const float y = (static_cast<float>(cell.y) + core::logistic(head[1])) / static_cast<float>(cell.rows);
  return box_around(x, y, core::exponential(head[2]) * anchor.w, core::exponential(head[3]) * anchor.h);
}

/// A box of a head of YOLO's version 5 and 7.
///
/// source   Ultralytics YOLOv5, models/yolo.py, class Detect
constexpr Box yolo5_box(const auto& head, const Cell& cell, const Anchor& anchor) {
  const float x = (static_cast<float>(cell.x) + 2 * core::logistic(head[0]) - 0.5f) / static_cast<float>(cell.columns);
  const float y = (static_cast<float>(cell.y) + 2 * core::logistic(head[1]) - 0.5f) / static_cast<float>(cell.rows);
  const float w = 2 * core::logistic(head[2]), h = 2 * core::logistic(head[3]);
  return box_around(x, y, w * w * anchor.w, h * h * anchor.h);
}

/// What a detector found.
struct Detection {
  Box box;
  int label = 0;
  float score = 0;

  friend constexpr bool operator==(const Detection&, const Detection&) = default;
};

/// The best of the boxes that are added, by their scores, at most `most`; `suppress` leaves of those that overlap the best.
///
/// units    RAM: 24 bytes for each
/// source   greedy non-maximum suppression, as in TensorFlow Lite kernels/detection_postprocess.cc
template <int most>
class Detections {
  static_assert(most >= 1, "tinytmpl: Detections has room for one box at least");

 public:
  /// Keeps them in order, the best one first; of equal scores those that came earlier.
  constexpr void add(const Detection& detection) {
    int place = count;
    while (place > 0 && at(place - 1).score < detection.score) --place;
    if (place == most) return;
    if (count < most) ++count;
    for (int i = count - 1; i > place; --i) at(i) = at(i - 1);
    at(place) = detection;
  }
  /// Removes boxes that overlap a better one by more than `limit`: of its class, or of any.
  constexpr void suppress(float limit, bool of_any_class = false) {
    int kept = 0;
    for (int i = 0; i < count; ++i) {
      bool stays = true;
      for (int k = 0; k < kept; ++k)
        stays = stays && !((of_any_class || at(k).label == at(i).label) && overlap(at(k).box, at(i).box) > limit);
      if (stays) at(kept++) = at(i);
    }
    count = kept;
  }
  constexpr void clear() { count = 0; }
  constexpr int size() const { return count; }
  constexpr const Detection* begin() const { return all.data(); }
  constexpr const Detection* end() const { return all.data() + count; }

 private:
  std::array<Detection, most> all{};
  int count = 0;

  constexpr Detection& at(int i) { return all[static_cast<std::size_t>(i)]; }
};

}  // namespace tinytmpl::decisions
