// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <limits>

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/math.hpp>

namespace tinytmpl::core {

/// To the nearest integer, half away from zero, of a number in the range of T.
template <class T>
constexpr T rounded(float real) {
  const T whole = static_cast<T>(real);
  const float rest = real - static_cast<float>(whole);  // exact, and no double, which most targets lack
  return static_cast<T>(whole + (rest >= 0.5f) - (rest <= -0.5f));
}

/// real = scale * (q - zero_point), q a T. A tensor of scale 0 has no quantization yet: it may not exist in memory.
///
/// source   TensorFlow Lite 8-bit quantization specification
template <class T>
struct QuantizationOf {
  static constexpr int least = (std::numeric_limits<T>::min)(), most = (std::numeric_limits<T>::max)();
  // What is as far from the zero point lies outside the range.
  static constexpr float beyond = 2.0f * (most - least + 1);

  float scale = 0;
  int zero_point = 0;

  constexpr bool known() const { return scale != 0; }
  constexpr bool valid() const { return scale > 0 && scale <= 3.4e38f && zero_point >= least && zero_point <= most; }

  /// The nearest T, half away from zero (TFLite reference/quantize.h); what lies outside the range, and NaN, is clamped.
  constexpr T quantize(float real) const {
    const float scaled = real / scale;
    if (!(scaled > -beyond)) return least;
    if (!(scaled < beyond)) return most;
    return static_cast<T>(bounded(zero_point + rounded<int>(scaled), least, most));
  }
  /// The exact product, rounded once: TFLite reference/dequantize.h.
  constexpr float dequantize(T q) const { return scale * static_cast<float>(q - zero_point); }

  friend constexpr bool operator==(const QuantizationOf&, const QuantizationOf&) = default;
};

/// Elements that are numbers themselves have none.
template <class T>
  requires(!is_quantized(element_of<T>))
struct QuantizationOf<T> {
  static constexpr float scale = 0;
  static constexpr int zero_point = 0;

  /// An integer is the nearest one; what lies outside the range, and NaN, is clamped.
  constexpr T quantize(float real) const {
    using Limits = std::numeric_limits<T>;
    if constexpr (!Limits::is_integer || std::is_same_v<T, bool>) {
      return static_cast<T>(real);
    } else {
      if (!(real > static_cast<float>((Limits::min)()))) return (Limits::min)();
      if (!(real < static_cast<float>((Limits::max)()))) return (Limits::max)();
      return rounded<T>(real);
    }
  }
  constexpr float dequantize(T element) const { return static_cast<float>(element); }

  friend constexpr bool operator==(const QuantizationOf&, const QuantizationOf&) = default;
};

}  // namespace tinytmpl::core

namespace tinytmpl {

/// Of what lies in memory, and is computed with; of whatever element.
using Quantization = core::QuantizationOf<std::int8_t>;

}  // namespace tinytmpl

namespace tinytmpl::core {

template <class T>
constexpr Quantization in_memory(QuantizationOf<T> q) {
  return {q.scale, q.zero_point - offset_of(element_of<T>)};
}
/// The same, counted in elements of `T`.
template <class T>
constexpr QuantizationOf<T> in_elements(Quantization memory) {
  if constexpr (is_quantized(element_of<T>)) return {memory.scale, memory.zero_point + offset_of(element_of<T>)};
  else return {};
}
/// May elements of this type have the quantization, whose zero point is counted in them?
constexpr bool valid_for(Element element, float scale, int zero_point) {
  if (element == Element::int16) return QuantizationOf<std::int16_t>{scale, zero_point}.valid();
  return Quantization{scale, zero_point - offset_of(element)}.valid();
}

}  // namespace tinytmpl::core
