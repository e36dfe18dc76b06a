// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <tinytmpl/core/element.hpp>

namespace tinytmpl::core {

/// Where constants of any type lie. It is a pointer of their own type, since no other is one in constant expressions; which that is
/// others know. To `Usual` ones it converts by itself.
template <class Usual>
class ElementPointer {
 public:
  constexpr ElementPointer(std::nullptr_t = nullptr) : ElementPointer(static_cast<const Usual*>(nullptr)) {}
  constexpr ElementPointer(const std::int8_t* elements) : int8(elements) {}
  constexpr ElementPointer(const std::int16_t* elements) : int16(elements) {}
  constexpr ElementPointer(const std::int32_t* elements) : int32(elements) {}
  constexpr ElementPointer(const std::int64_t* elements) : int64(elements) {}
  constexpr ElementPointer(const float* elements) : float32(elements) {}

  /// Those that lie there must be of this type.
  template <class T>
  constexpr const T* as() const {
    if constexpr (std::is_same_v<T, std::int8_t>) return int8;
    else if constexpr (std::is_same_v<T, std::int16_t>) return int16;
    else if constexpr (std::is_same_v<T, std::int32_t>) return int32;
    else if constexpr (std::is_same_v<T, std::int64_t>) return int64;
    else return float32;
  }
  constexpr operator const Usual*() const { return as<Usual>(); }

 private:
  union {
    const std::int8_t* int8;
    const std::int16_t* int16;
    const std::int32_t* int32;
    const std::int64_t* int64;
    const float* float32;
  };
};

/// An array of constants and of which type they are: `Usual` ones, if nothing is said. Whatever std::span takes is one.
template <class Usual>
class ElementSpan {
 public:
  constexpr ElementSpan() = default;
  template <class Array>
    requires(!std::is_same_v<Array, ElementSpan> && requires(const Array& array) { std::span(array); })
  constexpr ElementSpan(const Array& array)
      : pointer(std::span(array).data()), type(element_of<typename decltype(std::span(array))::value_type>),
        count(std::span(array).size()) {}

  template <class T>
    requires(std::is_constructible_v<ElementPointer<Usual>, const T*>)
  constexpr ElementSpan(const T* first, std::size_t some) : pointer(first), type(element_of<T>), count(some) {}

  constexpr ElementPointer<Usual> data() const { return pointer; }
  constexpr Element element() const { return type; }
  constexpr std::size_t size() const { return count; }
  constexpr bool empty() const { return count == 0; }
  /// The first of them.
  constexpr ElementSpan first(std::size_t some) const {
    ElementSpan part = *this;
    part.count = some;
    return part;
  }
  /// Of the type that they are.
  template <class T>
  constexpr std::span<const T> as() const {
    return {pointer.template as<T>(), count};
  }

 private:
  ElementPointer<Usual> pointer;
  Element type = element_of<Usual>;
  std::size_t count = 0;
};

}  // namespace tinytmpl::core
