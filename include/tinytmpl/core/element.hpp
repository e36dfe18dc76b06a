// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl {

/// The type of a tensor's elements, by TFLite's names. A uint8 lies in memory as an int8, less 128, as its zero point does, so it
/// stands for the same number, and no kernel ever sees one.
enum class Element { int8, uint8, int16, int32, int64, float32, bool8, uint32, uint64 };

}  // namespace tinytmpl

namespace tinytmpl::core {

/// Bytes of an element in memory.
constexpr int size_of(Element element) {
  switch (element) {
    case Element::int8:
    case Element::uint8:
    case Element::bool8: return 1;
    case Element::int16: return 2;
    case Element::int32:
    case Element::uint32:
    case Element::float32: return 4;
    case Element::int64:
    case Element::uint64: return 8;
  }
  return 1;
}
/// Where it may lie: no further apart than words, as memory itself does.
constexpr int alignment_of(Element element) { return size_of(element) < 4 ? size_of(element) : 4; }
/// As which element it lies in memory.
constexpr Element in_memory(Element element) { return element == Element::uint8 ? Element::int8 : element; }
/// Does it stand for a real number by a scale and a zero point? The others are numbers themselves.
constexpr bool is_quantized(Element element) {
  return element == Element::int8 || element == Element::uint8 || element == Element::int16;
}

/// The type that a program has for an element, and which element a type is.
template <Element element>
struct ElementTypeOf;
template <>
struct ElementTypeOf<Element::int8> : std::type_identity<std::int8_t> {};
template <>
struct ElementTypeOf<Element::uint8> : std::type_identity<std::uint8_t> {};
template <>
struct ElementTypeOf<Element::int16> : std::type_identity<std::int16_t> {};
template <>
struct ElementTypeOf<Element::int32> : std::type_identity<std::int32_t> {};
template <>
struct ElementTypeOf<Element::int64> : std::type_identity<std::int64_t> {};
template <>
struct ElementTypeOf<Element::float32> : std::type_identity<float> {};
template <>
struct ElementTypeOf<Element::bool8> : std::type_identity<bool> {};
template <>
struct ElementTypeOf<Element::uint32> : std::type_identity<std::uint32_t> {};
template <>
struct ElementTypeOf<Element::uint64> : std::type_identity<std::uint64_t> {};

template <Element element>
using ElementType = typename ElementTypeOf<element>::type;

template <class T>
inline constexpr Element element_of = std::is_same_v<T, std::uint8_t>  ? Element::uint8
                                    : std::is_same_v<T, std::int16_t>  ? Element::int16
                                    : std::is_same_v<T, std::int32_t>  ? Element::int32
                                    : std::is_same_v<T, std::int64_t>  ? Element::int64
                                    : std::is_same_v<T, float>         ? Element::float32
                                    : std::is_same_v<T, bool>          ? Element::bool8
                                    : std::is_same_v<T, std::uint32_t> ? Element::uint32
                                    : std::is_same_v<T, std::uint64_t> ? Element::uint64
                                                                       : Element::int8;

template <class T>
concept EightBits = std::same_as<T, std::int8_t> || std::same_as<T, std::uint8_t>;

/// What is added to an int8 in memory to get the element.
constexpr int offset_of(Element element) { return element == Element::uint8 ? 128 : 0; }

/// An element of a byte as memory holds it, and back.
template <class T>
constexpr std::int8_t to_memory(T element) {
  return static_cast<std::int8_t>(element - offset_of(element_of<T>));
}
template <class T>
constexpr T from_memory(std::int8_t stored) {
  return static_cast<T>(stored + offset_of(element_of<T>));
}

/// The element that lies `at`, where the planner puts one, and what puts one there: bytes, so that it runs in the compiler.
template <class T>
constexpr T load_element(const std::int8_t* at) {
  if constexpr (sizeof(T) == 1) {
    return from_memory<T>(*at);
  } else if (std::is_constant_evaluated()) {
    std::array<std::int8_t, sizeof(T)> bytes{};
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes[i] = at[i];
    return std::bit_cast<T>(bytes);
  } else {
    constexpr int alignment = alignment_of(element_of<T>);
    T element;
    __builtin_memcpy(&element, __builtin_assume_aligned(at, alignment), sizeof(T));
    return element;
  }
}
template <class T>
constexpr void store_element(std::int8_t* at, T element) {
  if constexpr (sizeof(T) == 1) {
    *at = to_memory(element);
  } else if (std::is_constant_evaluated()) {
    const auto bytes = std::bit_cast<std::array<std::int8_t, sizeof(T)>>(element);
    for (std::size_t i = 0; i < sizeof(T); ++i) at[i] = bytes[i];
  } else {
    constexpr int alignment = alignment_of(element_of<T>);
    __builtin_memcpy(__builtin_assume_aligned(at, alignment), &element, sizeof(T));
  }
}

/// An element of an input: reads as a T, and takes one. Of an int8 it is a `std::int8_t&` as well.
template <class T>
class ElementReference {
  using Sum = decltype(T{} + 0);

 public:
  constexpr explicit ElementReference(std::int8_t* memory) : place(memory) {}
  constexpr ElementReference(const ElementReference&) = default;

  constexpr operator T() const
    requires(element_of<T> != Element::int8)
  {
    return load_element<T>(place);
  }
  constexpr operator T&() const
    requires(element_of<T> == Element::int8)
  {
    return *place;
  }

  // Const, as of an iterator: what is assigned is not the reference.
  constexpr const ElementReference& operator=(T element) const {
    store_element(place, element);
    return *this;
  }
  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment)
  constexpr const ElementReference& operator=(const ElementReference& other) const {
    return *this = load_element<T>(other.place);
  }
  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment)
  constexpr ElementReference& operator=(const ElementReference& other) {
    store_element(place, load_element<T>(other.place));
    return *this;
  }
  template <std::floating_point Real>
    requires(is_quantized(element_of<T>))
  constexpr const ElementReference& operator=(Real) const {
    static_assert(!std::is_same_v<Real, Real>,
                  "tinytmpl: this is a quantized element, and no real number; write input.quantize(x)");
    return *this;
  }
  constexpr const ElementReference& operator+=(Sum by) const { return *this = static_cast<T>(*this + by); }
  constexpr const ElementReference& operator-=(Sum by) const { return *this = static_cast<T>(*this - by); }

 private:
  std::int8_t* place;
};

/// Walks over elements that memory holds otherwise; `T` is const where they are read only.
template <class T>
class ElementIterator {
  using Memory = std::conditional_t<std::is_const_v<T>, const std::int8_t, std::int8_t>;
  static constexpr std::ptrdiff_t bytes = sizeof(T);

 public:
  using value_type = std::remove_const_t<T>;
  using difference_type = std::ptrdiff_t;
  using reference = std::conditional_t<std::is_const_v<T>, value_type, ElementReference<value_type>>;

  constexpr ElementIterator() = default;
  constexpr explicit ElementIterator(Memory* memory) : place(memory) {}

  constexpr reference operator*() const {
    if constexpr (std::is_const_v<T>) return load_element<value_type>(place);
    else return reference(place);
  }
  constexpr reference operator[](difference_type n) const { return *(*this + n); }

  constexpr ElementIterator& operator+=(difference_type n) {
    place += n * bytes;
    return *this;
  }
  constexpr ElementIterator& operator-=(difference_type n) { return *this += -n; }
  constexpr ElementIterator& operator++() { return *this += 1; }
  constexpr ElementIterator& operator--() { return *this += -1; }
  constexpr ElementIterator operator++(int) { return ElementIterator(std::exchange(place, place + bytes)); }
  constexpr ElementIterator operator--(int) { return ElementIterator(std::exchange(place, place - bytes)); }

  friend constexpr ElementIterator operator+(ElementIterator at, difference_type n) { return at += n; }
  friend constexpr ElementIterator operator+(difference_type n, ElementIterator at) { return at += n; }
  friend constexpr ElementIterator operator-(ElementIterator at, difference_type n) { return at -= n; }
  friend constexpr difference_type operator-(ElementIterator a, ElementIterator b) {
    return (a.place - b.place) / bytes;
  }
  friend constexpr auto operator<=>(const ElementIterator&, const ElementIterator&) = default;

 private:
  Memory* place = nullptr;
};

}  // namespace tinytmpl::core
