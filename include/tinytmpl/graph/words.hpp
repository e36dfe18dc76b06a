// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/list.hpp>
#include <tinytmpl/core/node.hpp>

namespace tinytmpl::graph {

/// A word that is made of others: `Seq`, `Residual`, `Graph` have `using Parts = List<...>`.
template <class Word>
concept Composite = requires { typename Word::Parts; };

/// Stands for an input of the network among the words.
struct NetworkInput {};
/// Stands for the network's outputs.
struct NetworkOutput {};

template <class Word>
constexpr int word_count();

template <class... Parts>
constexpr auto word_counts(List<Parts...>) {
  return Array<int, sizeof...(Parts)>{word_count<Parts>()...};
}

/// How many layers a user wrote in `Word`. A composite that computes something itself (`Residual`) is one more, after its parts.
template <class Word>
constexpr int word_count() {
  if constexpr (Composite<Word>) {
    int sum = requires { &Word::describe; } ? 1 : 0;
    for (int count : word_counts(typename Word::Parts{})) sum += count;
    return sum;
  } else {
    return 1;
  }
}

/// How many nodes `Word` becomes, at most: a layer and a constant, a state, a Reshape behind it or the sums of a mean, unless it says more.
template <class Word>
constexpr int most_nodes();

template <class... Parts>
constexpr int most_nodes(List<Parts...>) {
  int sum = 0;
  for (int count : Array<int, sizeof...(Parts)>{most_nodes<Parts>()...}) sum += count;
  return sum;
}

template <class Word>
constexpr int most_nodes() {
  if constexpr (Composite<Word>) return most_nodes(typename Word::Parts{}) + (requires { &Word::describe; } ? 2 : 0);
  else if constexpr (requires { Word::most_nodes; }) return Word::most_nodes;
  else return 2;
}

/// The word at `position` in `Word`, as the user wrote it: only for messages.
template <class Word, int position>
constexpr auto word_as_written() {
  constexpr bool is_last = position + 1 == word_count<Word>();
  if constexpr (!Composite<Word> || (is_last && requires { &Word::describe; })) {
    return std::type_identity<Word>{};
  } else {
    struct Position {
      int part, word;
    };
    constexpr Position place = [] {
      Position at{0, position};
      for (int count : word_counts(typename Word::Parts{})) {
        if (at.word < count) break;
        at.word -= count, ++at.part;
      }
      return at;
    }();
    return word_as_written<typename decltype(part<place.part>(typename Word::Parts{}))::type, place.word>();
  }
}

}  // namespace tinytmpl::graph
