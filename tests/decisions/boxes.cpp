// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/decisions/boxes.hpp>
#include <tinytmpl/decisions/centroids.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include <catch2/catch.hpp>

#include <support/random.hpp>

namespace {

using namespace tinytmpl::decisions;
using support::Random;

Box random_box(Random& random) {
  return box_around(random.real(0, 1), random.real(0, 1), random.real(0, 0.5f), random.real(0, 0.5f));
}

/// All of them sorted, then the greedy rule on the list.
std::vector<Detection> plain_suppression(std::vector<Detection> all, float limit, bool of_any_class) {
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  std::vector<Detection> kept;
  for (const Detection& one : all)
    if (std::none_of(kept.begin(), kept.end(), [&](const Detection& better) {
          return (of_any_class || better.label == one.label) && overlap(better.box, one.box) > limit;
        }))
      kept.push_back(one);
  return kept;
}

void check_equal(const Box& box, double x, double y, double w, double h) {
  CHECK(double{box.left} == Approx(x - w / 2).margin(1e-5));
  CHECK(double{box.top} == Approx(y - h / 2).margin(1e-5));
  CHECK(double{box.right} == Approx(x + w / 2).margin(1e-5));
  CHECK(double{box.bottom} == Approx(y + h / 2).margin(1e-5));
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

static_assert(overlap({0, 0, 1, 1}, {0, 0, 1, 1}) == 1 && overlap({0, 0, 1, 1}, {2, 2, 3, 3}) == 0);
static_assert(overlap({0, 0, 2, 1}, {1, 0, 3, 1}) == 1.0f / 3 && overlap({0, 0, 0, 0}, {0, 0, 0, 0}) == 0);

}  // namespace

TEST_CASE("of boxes that overlap the best is left") {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    Detections<40> detections;
    std::vector<Detection> all;
    const int count = random.below(40);
    for (int i = 0; i < count; ++i) {
      all.push_back({random_box(random), random.below(3), static_cast<float>(random.below(20)) / 20});
      detections.add(all.back());
    }
    const bool any = random.one_in(2);
    const float limit = random.real(0, 0.7f);
    detections.suppress(limit, any);
    const std::vector<Detection> expected = plain_suppression(all, limit, any);
    REQUIRE(std::equal(detections.begin(), detections.end(), expected.begin(), expected.end()));
  }
}

TEST_CASE("of more boxes than there is room for the best are kept") {
  Detections<2> detections;
  for (const float score : {0.1f, 0.5f, 0.3f, 0.5f, 0.2f}) detections.add({{0, 0, score, 1}, 0, score});
  REQUIRE(detections.size() == 2);
  CHECK(detections.begin()[1].score == 0.5f);
  detections.clear();
  CHECK(detections.size() == 0);
}

TEST_CASE("heads of SSD and YOLO") {
  Random random(5);
  for (int round = 0; round < 500; ++round) {
    std::array<float, 4> t{};
    for (float& number : t) number = random.real(-3, 3);
    const Anchor anchor{random.real(0, 1), random.real(0, 1), random.real(0.1f, 0.5f), random.real(0.1f, 0.5f)};
    const double a = double{t[0]}, b = double{t[1]}, c = double{t[2]}, d = double{t[3]}, w = double{anchor.w},
                 h = double{anchor.h};
    check_equal(ssd_box(t, anchor), b / 10 * w + double{anchor.x}, a / 10 * h + double{anchor.y}, std::exp(d / 5) * w,
                std::exp(c / 5) * h);
    const Cell cell{random.below(7), random.below(5), 7, 5};
    check_equal(yolo_box(t, cell, anchor), (cell.x + logistic(a)) / 7, (cell.y + logistic(b)) / 5, std::exp(c) * w,
                std::exp(d) * h);
    check_equal(yolo5_box(t, cell, anchor), (cell.x + 2 * logistic(a) - 0.5) / 7, (cell.y + 2 * logistic(b) - 0.5) / 5,
                4 * logistic(c) * logistic(c) * w, 4 * logistic(d) * logistic(d) * h);
  }
}

TEST_CASE("cells that touch are one object") {
  Random random(9);
  for (int round = 0; round < 400; ++round) {
    const int height = random.between(1, 9), width = random.between(1, 9), classes = random.between(2, 4);
    std::vector<std::int8_t> scores(static_cast<std::size_t>(height * width * classes));
    for (std::int8_t& score : scores) score = random.one_in(9) ? random.int8() : std::int8_t{-128};
    constexpr int threshold = 0;

    // Boxes are joined, in any order, until no two of a class touch.
    std::vector<CellBox> expected;
    for (int i = 0; i < height * width; ++i)
      for (int label = 1; label < classes; ++label)
        if (const int score = scores[static_cast<std::size_t>(i * classes + label)]; score >= threshold)
          expected.push_back({i % width, i / width, 1, 1, label, score});
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = 0; i < expected.size() && !again; ++i)
        for (std::size_t k = i + 1; k < expected.size() && !again; ++k) {
          CellBox &p = expected[i], q = expected[k];
          if (p.label != q.label || p.x > q.x + q.w || q.x > p.x + p.w || p.y > q.y + q.h || q.y > p.y + p.h) continue;
          const int right = std::max(p.x + p.w, q.x + q.w), bottom = std::max(p.y + p.h, q.y + q.h);
          const int left = std::min(p.x, q.x), top = std::min(p.y, q.y);
          p = {left, top, right - left, bottom - top, p.label, std::max(p.score, q.score)};
          expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(k));
          again = true;
        }
    }
    Centroids<81 * 3> found;
    found.find(scores, height, width, classes, threshold);
    REQUIRE(std::is_permutation(found.begin(), found.end(), expected.begin(), expected.end()));
  }
  Centroids<1> one;
  constexpr std::int8_t two_objects[] = {0, 50, 0, -128, 0, -128, 0, 70, 0, -128, 0, 60};
  one.find(two_objects, 1, 6, 2, 0);
  REQUIRE(one.size() == 1);
  CHECK(*one.begin() == CellBox{3, 0, 1, 1, 1, 70});
  CHECK(one.begin()->twice_centre_x() == 7);
}
