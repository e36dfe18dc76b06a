// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/fixed_point.hpp>

#include "ir.hpp"

namespace exporter {

/// What an int8 value can be.
struct Interval {
  std::int8_t low = -128, high = 127;
  friend bool operator==(const Interval&, const Interval&) = default;
};

struct Range {
  int low = -128, high = 127;
};

/// What a fused activation lets through.
///
/// source   TFLite kernels/kernel_util.cc, CalculateActivationRangeQuantizedImpl
Range activation_range(Activation activation, Quantization output);

/// int32 sums to int8: times a real number, plus the zero point, clamped; with the library's own integers. It is
/// monotonic, so the ends of a range suffice; both roundings are tried, because a model's policy may choose either.
class Requantization {
 public:
  /// `slack`: how many steps another arithmetic may be apart.
  Requantization(double real, int zero, Range limits, int slack = 0);

  Interval range(std::int64_t low, std::int64_t high) const;
  /// Of one number, rounded twice.
  int operator()(std::int32_t x) const;
  /// Of the mean of `count` numbers.
  Interval mean(int low, int high, std::int64_t count) const;
  /// Without zero point and clamp.
  static Range wide(double real, std::int64_t low, std::int64_t high);

 private:
  tinytmpl::core::Multiplier multiplier;
  int zero_point;
  Range clamp;
  int apart;

  Interval anything() const;
};

}  // namespace exporter
