// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/math.hpp>

namespace tinytmpl {

/// real = scale * (q - zero_point), q an int8. A tensor of scale 0 has no quantization yet: it may not exist in memory.
///
/// source   TensorFlow Lite 8-bit quantization specification
struct Quantization {
  float scale = 0;
  int zero_point = 0;

  constexpr bool known() const { return scale != 0; }
  constexpr bool valid() const { return scale > 0 && scale <= 3.4e38f && zero_point >= -128 && zero_point <= 127; }

  /// The nearest int8, half away from zero (TFLite reference/quantize.h); what lies outside the range, and NaN, is clamped.
  constexpr std::int8_t quantize(float real) const {
    const float scaled = real / scale;
    if (!(scaled > -512.0f)) return -128;
    if (!(scaled < 512.0f)) return 127;
    const int whole = static_cast<int>(scaled);
    const float rest = scaled - static_cast<float>(whole);  // exact, and no double, which most targets lack
    return static_cast<std::int8_t>(bounded(zero_point + whole + (rest >= 0.5f) - (rest <= -0.5f), -128, 127));
  }
  /// The exact product, rounded once: TFLite reference/dequantize.h.
  constexpr float dequantize(std::int8_t q) const { return scale * static_cast<float>(q - zero_point); }

  friend constexpr bool operator==(const Quantization&, const Quantization&) = default;
};

}  // namespace tinytmpl
