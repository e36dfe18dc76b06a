// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/math.hpp>
#include <tinytmpl/core/quantization.hpp>

namespace tinytmpl::core {

/// The index of the largest element, of the first one if there are several.
template <class Elements>
constexpr int index_of_largest(Elements elements, int count) {
  int best = 0;
  for (int i = 1; i < count; ++i)
    if (elements[i] > elements[best]) best = i;
  return best;
}

}  // namespace tinytmpl::core

namespace tinytmpl {

/// A tensor's elements, one after the other, with what they mean. `T` is the type of one, and const where they are read only.
template <class T, int count>
class View {
  static constexpr bool read_only = std::is_const_v<T>;
  using Value = std::remove_const_t<T>;
  using Memory = std::conditional_t<read_only, const std::int8_t, std::int8_t>;
  static constexpr bool is_memory = std::is_same_v<T, Memory>;
  static constexpr int bytes = sizeof(Value);

 public:
  constexpr View(Memory* first, core::QuantizationOf<Value> meaning) : memory(first), quantization(meaning) {}

  static constexpr int size() { return count; }
  static constexpr int size_bytes() { return count * bytes; }
  /// The elements, where memory holds them as they are.
  constexpr T* data() const {
    static_assert(is_memory,
                  "tinytmpl: only an int8 tensor has data(): memory holds int8, a uint8 as 128 less, wider elements as "
                  "bytes; fill this one with assign(elements), read it with copy_to(elements)");
    if constexpr (is_memory) return memory;
    else return nullptr;
  }
  /// Memory itself: int8, a uint8 as 128 less, wider elements as bytes. Where DMA has written uint8 elements here, `assign` turns
  /// them into memory's: `view.assign(reinterpret_cast<std::uint8_t*>(view.raw()))`.
  constexpr Memory* raw() const { return memory; }

  constexpr decltype(auto) operator[](int i) const {
    if constexpr (!read_only) return core::ElementReference<Value>(memory + i * bytes);
    else if constexpr (is_memory) return static_cast<T&>(memory[i]);
    else return core::load_element<Value>(memory + i * bytes);
  }
  constexpr auto begin() const {
    if constexpr (is_memory) return memory;
    else return core::ElementIterator<T>(memory);
  }
  constexpr auto end() const { return begin() + count; }

  /// Takes the first `n` elements from an array.
  constexpr void assign(const Value* from, int n = count) const
    requires(!read_only)
  {
    core::copy_to_memory(memory, from, core::minimum(n, count));
  }
  /// Copies the first `n` elements into an array.
  constexpr void copy_to(Value* to, int n = count) const {
    for (int i = 0; i < core::minimum(n, count); ++i) to[i] = element(i);
  }

  /// Element `i` as a real number.
  constexpr float dequantize(int i) const { return quantization.dequantize(element(i)); }
  /// The element that stands for `real`, or the nearest that there is.
  constexpr Value quantize(float real) const { return quantization.quantize(real); }
  /// The index of the largest element, of the first one if there are several.
  constexpr int argmax() const {
    if constexpr (bytes == 1) return core::index_of_largest(memory, count);  // memory is in the same order
    else return core::index_of_largest(begin(), count);
  }

 private:
  constexpr Value element(int i) const { return core::load_element<Value>(memory + i * bytes); }

  Memory* memory;
  core::QuantizationOf<Value> quantization;
};

/// The elements themselves: what `eval` returns.
template <class T, int count>
struct Values {
  core::Array<T, count> elements;
  core::QuantizationOf<T> quantization;

  constexpr const T* data() const { return elements.data(); }
  static constexpr int size() { return count; }
  constexpr T operator[](int i) const { return elements[i]; }
  constexpr const T* begin() const { return elements.begin(); }
  constexpr const T* end() const { return elements.end(); }
  constexpr float dequantize(int i) const { return quantization.dequantize(elements[i]); }
  constexpr int argmax() const { return core::index_of_largest(elements.data(), count); }
};

}  // namespace tinytmpl
