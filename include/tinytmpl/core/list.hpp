// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

/// Types in an order: the parts of a word that is made of others, the kernels of a target.
template <class... Parts>
struct List {};

template <int index, class T>
struct Numbered {
  using type = T;
};
template <class Numbers, class... T>
struct NumberedList;
template <int... index, class... T>
struct NumberedList<std::integer_sequence<int, index...>, T...> : Numbered<index, T>... {};
template <int index, class T>
Numbered<index, T> numbered(Numbered<index, T>);

/// The `index`th part of a list, as `decltype(...)::type`: without recursion, for only one base has that number.
template <int index, class... T>
constexpr auto part(List<T...>)
    -> decltype(numbered<index>(NumberedList<std::make_integer_sequence<int, sizeof...(T)>, T...>{}));

}  // namespace tinytmpl::core
