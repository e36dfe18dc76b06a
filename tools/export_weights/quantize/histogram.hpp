// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace exporter {

/// How often a tensor's elements lie where, in bins of equal width on both sides of zero; zeros, which any scale has exactly, are
/// counted by themselves. The bins become twice as wide when an element lies beyond them, so that the elements' order does not matter.
class Histogram {
 public:
  static constexpr std::size_t bins = 4096;  // a side

  /// False: among them is an infinity, or what is not a number.
  bool add(std::span<const float> elements);
  void add(Histogram other);

  float least() const { return minimum; }  // with zero
  float most() const { return maximum; }
  std::int64_t count() const { return total; }

  /// What rounding costs that clamps to [low, high] and has `steps` steps between: the sum of squares of what is lost, if elements
  /// lie anywhere between two steps.
  double cost(double low, double high, int steps) const;
  /// The range outside of which `share` of all elements lie, half of them on either side.
  std::pair<double, double> without(double share) const;

 private:
  using Side = std::vector<std::int64_t>;

  float minimum = 0, maximum = 0;
  double limit = 0;  // of the last bin; 0: there are only zeros
  Side below = Side(bins), above = Side(bins);
  std::int64_t total = 0;

  void reach(double size);
  double width() const { return limit / static_cast<double>(bins); }
};

}  // namespace exporter
