// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <tinytmpl/core/math.hpp>

/// What stands behind a model: small classes that make a decision of its outputs, one inference after the other, without a heap, and
/// in constant expressions, too.
namespace tinytmpl::decisions {

/// The sum of the last `length` values, and their mean; before there are as many, zeros count.
///
/// units    RAM: 2 bytes for each value, and 8
template <int length>
class SlidingSum {
  static_assert(length >= 1, "tinytmpl: a sliding window holds at least one value");

 public:
  constexpr void push(std::int16_t value) {
    total += value - values[next];
    values[next] = value;
    next = next + 1 < length ? next + 1 : 0;
  }
  constexpr std::int32_t sum() const { return total; }
  /// Cut off.
  constexpr std::int32_t mean() const { return total / length; }
  constexpr void reset() { *this = {}; }

 private:
  std::array<std::int16_t, length> values{};
  std::int32_t total = 0;
  std::size_t next = 0;
};

/// The mean of each class's posteriors over the last `length` inferences: what a keyword spotter's outputs are smoothed by.
///
/// source   G. Chen, C. Parada, G. Heigold: Small-footprint keyword spotting using deep neural networks, ICASSP 2014, section 2.3
template <int classes, int length>
class SmoothedPosteriors {
 public:
  /// `posteriors` are those of the classes in order: a model's outputs, quantized or not.
  constexpr void push(const auto& posteriors) {
    for (int c = 0; const auto posterior : posteriors)
      if (c < classes) of(c++).push(static_cast<std::int16_t>(posterior));
    if (count < length) ++count;
  }
  /// Of those that there were so far; cut off.
  constexpr std::int32_t operator[](int c) const { return count > 0 ? of(c).sum() / count : 0; }
  /// The class of the largest mean, the first of several.
  constexpr int best() const {
    int found = 0;
    for (int c = 1; c < classes; ++c)
      if (of(c).sum() > of(found).sum()) found = c;
    return found;
  }
  constexpr void reset() { *this = {}; }

 private:
  std::array<SlidingSum<length>, classes> sums{};
  int count = 0;

  constexpr SlidingSum<length>& of(int c) { return sums[static_cast<std::size_t>(c)]; }
  constexpr const SlidingSum<length>& of(int c) const { return sums[static_cast<std::size_t>(c)]; }
};

}  // namespace tinytmpl::decisions
