// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl {

/// The type of a tensor's elements, by TFLite's names. A uint8 lies in memory as an int8, less 128, as its zero point does, so it
/// stands for the same number, and no kernel ever sees one.
enum class Element { int8, uint8, int16, int32, int64, float32, boolean };

/// Bytes of an element in memory.
constexpr int size_of(Element element) {
  switch (element) {
    case Element::int8:
    case Element::uint8:
    case Element::boolean: return 1;
    case Element::int16: return 2;
    case Element::int32:
    case Element::float32: return 4;
    case Element::int64: return 8;
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

}  // namespace tinytmpl

namespace tinytmpl::core {

/// The type that a program has for an element, and which element a type is.
template <Element element>
using ElementType = std::conditional_t<element == Element::uint8, std::uint8_t, std::int8_t>;
template <class T>
inline constexpr Element element_of = std::is_same_v<T, std::uint8_t> ? Element::uint8 : Element::int8;

template <class T>
concept EightBits = std::same_as<T, std::int8_t> || std::same_as<T, std::uint8_t>;

/// What is added to an int8 in memory to get the element.
constexpr int offset_of(Element element) { return element == Element::uint8 ? 128 : 0; }

/// An element as memory holds it, and back.
template <class T>
constexpr std::int8_t to_memory(T element) {
  return static_cast<std::int8_t>(element - offset_of(element_of<T>));
}
template <class T>
constexpr T from_memory(std::int8_t stored) {
  return static_cast<T>(stored + offset_of(element_of<T>));
}

/// An element of an input: reads as a T, and takes one. Of an int8 it is a `std::int8_t&` as well.
template <class T>
class ElementReference {
 public:
  constexpr explicit ElementReference(std::int8_t* memory) : place(memory) {}
  constexpr ElementReference(const ElementReference&) = default;

  constexpr operator T() const
    requires(element_of<T> != Element::int8)
  {
    return from_memory<T>(*place);
  }
  constexpr operator T&() const
    requires(element_of<T> == Element::int8)
  {
    return *place;
  }

  // Const, as of an iterator: what is assigned is not the reference.
  constexpr const ElementReference& operator=(T element) const {
    *place = to_memory(element);
    return *this;
  }
  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment)
  constexpr const ElementReference& operator=(const ElementReference& other) const {
    *place = *other.place;
    return *this;
  }
  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment)
  constexpr ElementReference& operator=(const ElementReference& other) {
    *place = *other.place;
    return *this;
  }
  template <std::floating_point Real>
  constexpr const ElementReference& operator=(Real) const {
    static_assert(!std::is_same_v<Real, Real>,
                  "tinytmpl: this is a quantized element, and no real number; write input.quantize(x)");
    return *this;
  }
  constexpr const ElementReference& operator+=(int by) const { return *this = static_cast<T>(*this + by); }
  constexpr const ElementReference& operator-=(int by) const { return *this = static_cast<T>(*this - by); }

 private:
  std::int8_t* place;
};

/// Walks over elements that memory holds otherwise; `T` is const where they are read only.
template <class T>
class ElementIterator {
  using Memory = std::conditional_t<std::is_const_v<T>, const std::int8_t, std::int8_t>;

 public:
  using value_type = std::remove_const_t<T>;
  using difference_type = std::ptrdiff_t;
  using reference = std::conditional_t<std::is_const_v<T>, value_type, ElementReference<value_type>>;

  constexpr ElementIterator() = default;
  constexpr explicit ElementIterator(Memory* memory) : place(memory) {}

  constexpr reference operator*() const {
    if constexpr (std::is_const_v<T>) return from_memory<value_type>(*place);
    else return reference(place);
  }
  constexpr reference operator[](difference_type n) const { return *(*this + n); }

  constexpr ElementIterator& operator+=(difference_type n) {
    place += n;
    return *this;
  }
  constexpr ElementIterator& operator-=(difference_type n) { return *this += -n; }
  constexpr ElementIterator& operator++() { return *this += 1; }
  constexpr ElementIterator& operator--() { return *this += -1; }
  constexpr ElementIterator operator++(int) { return ElementIterator(std::exchange(place, place + 1)); }
  constexpr ElementIterator operator--(int) { return ElementIterator(std::exchange(place, place - 1)); }

  friend constexpr ElementIterator operator+(ElementIterator at, difference_type n) { return at += n; }
  friend constexpr ElementIterator operator+(difference_type n, ElementIterator at) { return at += n; }
  friend constexpr ElementIterator operator-(ElementIterator at, difference_type n) { return at -= n; }
  friend constexpr difference_type operator-(ElementIterator a, ElementIterator b) { return a.place - b.place; }
  friend constexpr auto operator<=>(const ElementIterator&, const ElementIterator&) = default;

 private:
  Memory* place = nullptr;
};

}  // namespace tinytmpl::core
