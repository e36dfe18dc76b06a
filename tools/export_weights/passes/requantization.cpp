// SPDX-License-Identifier: BSL-1.0
#include "passes/requantization.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace exporter {
namespace {

using tinytmpl::Rounding;
using tinytmpl::core::Multiplier;

/// Neither the sum nor what the multiplier shifts it to overflows.
bool fits(std::int64_t x, Multiplier m) {
  const std::int64_t limit = INT32_MAX >> std::max(m.shift, 0);
  return x >= -limit && x <= limit && m.shift <= 30 && m.shift >= -31;
}

Range multiplied(std::int64_t low, std::int64_t high, Multiplier m) {
  const auto a = static_cast<std::int32_t>(low), b = static_cast<std::int32_t>(high);
  return {std::min(tinytmpl::core::multiply<Rounding::twice>(a, m), tinytmpl::core::multiply<Rounding::once>(a, m)),
          std::max(tinytmpl::core::multiply<Rounding::twice>(b, m), tinytmpl::core::multiply<Rounding::once>(b, m))};
}

/// The division by the count goes into the multiplier. source: TFLite R/reduce.h, QuantizedMeanOrSum
Multiplier divided(Multiplier m, std::int64_t count) {
  int shift = 63 - std::countl_zero(static_cast<std::uint64_t>(count));
  shift = std::min({shift, 32, 31 + m.shift});
  return {static_cast<std::int32_t>((std::int64_t{m.value} << shift) / count), m.shift - shift};
}

}  // namespace

Range activation_range(Activation activation, Quantization output) {
  const auto quantized = [&](float real) {  // no further than any int8 is from the zero point
    return output.zero_point + static_cast<int>(std::round(std::clamp(real / output.scale, -256.0f, 256.0f)));
  };
  Range range;
  if (activation != Activation::none)
    range.low = std::max(range.low, quantized(activation == Activation::relu_n1_to_1 ? -1.0f : 0.0f));
  if (activation == Activation::relu_n1_to_1) range.high = std::min(range.high, quantized(1.0f));
  if (activation == Activation::relu6) range.high = std::min(range.high, quantized(6.0f));
  return range;
}

Requantization::Requantization(double real, int zero, Range limits, int slack)
    : multiplier(tinytmpl::core::make_multiplier(real)), zero_point(zero), clamp(limits), apart(slack) {}

Interval Requantization::anything() const {
  return {static_cast<std::int8_t>(clamp.low), static_cast<std::int8_t>(clamp.high)};
}

Interval Requantization::range(std::int64_t low, std::int64_t high) const {
  if (!fits(low, multiplier) || !fits(high, multiplier)) return anything();
  const Range wide = multiplied(low, high, multiplier);
  const auto finish = [&](std::int64_t x) {
    return static_cast<std::int8_t>(std::clamp<std::int64_t>(x + zero_point, clamp.low, clamp.high));
  };
  return {finish(wide.low - apart), finish(wide.high + apart)};
}

int Requantization::operator()(std::int32_t x) const {
  return std::clamp(tinytmpl::core::multiply(x, multiplier) + zero_point, clamp.low, clamp.high);
}

Interval Requantization::mean(int low, int high, std::int64_t count) const {
  if (multiplier.shift < -31) return anything();
  Requantization all = *this;
  all.multiplier = divided(multiplier, count);
  return all.range(low * count, high * count);
}

Range Requantization::wide(double real, std::int64_t low, std::int64_t high) {
  return multiplied(low, high, tinytmpl::core::make_multiplier(real));
}

}  // namespace exporter
