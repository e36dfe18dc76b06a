// SPDX-License-Identifier: BSL-1.0
#include "quantize/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace exporter {
namespace {

/// Bins that are twice as wide.
void join_pairs(std::vector<std::int64_t>& side) {
  for (std::size_t i = 0; i < side.size() / 2; ++i) side[i] = side[2 * i] + side[2 * i + 1];
  std::fill(side.begin() + static_cast<std::ptrdiff_t>(side.size() / 2), side.end(), 0);
}

}  // namespace

void Histogram::reach(double size) {
  if (size == 0) return;
  if (limit == 0) limit = std::exp2(std::ilogb(size));
  while (limit <= size) {
    join_pairs(below), join_pairs(above);
    limit *= 2;
  }
}

bool Histogram::add(std::span<const float> elements) {
  for (const float x : elements) {
    if (!std::isfinite(x)) return false;
    minimum = std::min(minimum, x), maximum = std::max(maximum, x);
  }
  reach(std::max(-double{minimum}, double{maximum}));
  total += std::ssize(elements);
  if (limit == 0) return true;
  const double per_bin = 1 / width();  // a power of two
  for (const float x : elements)
    if (x != 0) ++(x < 0 ? below : above)[static_cast<std::size_t>(std::abs(double{x}) * per_bin)];
  return true;
}

void Histogram::add(Histogram other) {
  minimum = std::min(minimum, other.minimum), maximum = std::max(maximum, other.maximum);
  reach(std::max(-double{minimum}, double{maximum}));
  if (limit == 0) limit = other.limit;
  while (other.limit != 0 && other.limit < limit) join_pairs(other.below), join_pairs(other.above), other.limit *= 2;
  while (limit < other.limit) join_pairs(below), join_pairs(above), limit *= 2;
  for (std::size_t i = 0; i < bins; ++i) below[i] += other.below[i], above[i] += other.above[i];
  total += other.total;
}

double Histogram::cost(double low, double high, int steps) const {
  const double step = (high - low) / steps, rounded = step * step / 12;
  double sum = 0;
  const auto add_side = [&](const Side& side, double bound) {
    for (std::size_t i = 0; i < bins; ++i) {
      const double beyond = (static_cast<double>(i) + 0.5) * width() - bound;
      if (side[i] != 0) sum += static_cast<double>(side[i]) * (beyond > 0 ? beyond * beyond : rounded);
    }
  };
  add_side(below, -low), add_side(above, high);
  return sum;
}

std::pair<double, double> Histogram::without(double share) const {
  const double allowed = share / 2 * static_cast<double>(total);
  const auto end = [&](const Side& side, double extreme) {
    std::int64_t beyond = 0;
    std::size_t i = bins;
    while (i > 0 && static_cast<double>(beyond + side[i - 1]) <= allowed) beyond += side[--i];
    return std::min(static_cast<double>(i) * width(), extreme);
  };
  return {-end(below, -double{minimum}), end(above, double{maximum})};
}

}  // namespace exporter
