// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/extent.hpp>
#include <tinytmpl/core/quantization.hpp>

namespace tinytmpl {

/// The index of the largest element, of the first one if there are several.
template <class Elements>
constexpr int index_of_largest(const Elements& elements) {
  int best = 0;
  for (int i = 1; i < elements.size(); ++i)
    if (elements[i] > elements[best]) best = i;
  return best;
}

/// A tensor's elements, one after the other, with what they mean.
template <class T, int count>
class View {
 public:
  constexpr View(T* first, Quantization meaning) : elements(first), quantization(meaning) {}

  constexpr T* data() const { return elements; }
  static constexpr int size() { return count; }
  constexpr T& operator[](int i) const { return elements[i]; }
  constexpr T* begin() const { return elements; }
  constexpr T* end() const { return elements + count; }

  /// Element `i` as a real number.
  constexpr float dequantize(int i) const { return quantization.dequantize(elements[i]); }
  /// The element that stands for `real`, or the nearest that there is.
  constexpr std::int8_t quantize(float real) const { return quantization.quantize(real); }
  /// The index of the largest element, of the first one if there are several.
  constexpr int argmax() const { return index_of_largest(*this); }

 private:
  T* elements;
  Quantization quantization;
};

/// The elements themselves: what `eval` returns.
template <int count>
struct Values {
  Array<std::int8_t, count> elements;
  Quantization quantization;

  constexpr const std::int8_t* data() const { return elements.data(); }
  static constexpr int size() { return count; }
  constexpr std::int8_t operator[](int i) const { return elements[i]; }
  constexpr const std::int8_t* begin() const { return elements.begin(); }
  constexpr const std::int8_t* end() const { return elements.end(); }
  constexpr float dequantize(int i) const { return quantization.dequantize(elements[i]); }
  constexpr int argmax() const { return index_of_largest(*this); }
};

}  // namespace tinytmpl
