// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <tinytmpl/core/parameters.hpp>
#include <tinytmpl/graph/record.hpp>

namespace tinytmpl::graph {

/// The order of a network whose layout is known.
template <class Layout, bool fed>
class Order {
  static constexpr auto& network = Layout::network;
  static constexpr int nodes = network.count;
  static constexpr Tokens<nodes> names{network};

  template <int part>
  struct Part {
    static constexpr OrderPart<nodes> value =
        Part<part - 1>::value.next(Layout::timetable, Layout::plan, network.input_count);
  };
  template <int part>
    requires(part < 0)
  struct Part<part> {
    static constexpr OrderPart<nodes> value{network, fed};
  };
  template <int part = 0>
  static constexpr int count_parts() {
    if constexpr (Part<part>::value.complete) return part + 1;
    else return count_parts<part + 1>();
  }
  static constexpr int parts = count_parts();
  static constexpr auto& last = Part<parts - 1>::value;
  using Parts = std::make_integer_sequence<int, parts>;

 public:
  /// A byte, if there are not too many nodes.
  using Word = std::conditional_t<(nodes < 256), std::uint8_t, std::uint16_t>;
  static constexpr int firings = last.firings;
  static constexpr int tokens = names.count;
  static constexpr int node_of(int token) { return names.node[token]; }
  static constexpr bool unrolled = is_unrolled(firings, fed);
  /// Of the input, after the first one; a window may leave the last rows unread.
  static constexpr int rows_needed = last.rows_needed;

 private:
  struct Unfolded {
    static constexpr int size = []<int... part>(std::integer_sequence<int, part...>) {
      return (0 + ... + Part<part>::value.size());
    }(Parts{});
    static constexpr Array<Word, size> words = []<int... part>(std::integer_sequence<int, part...>) {
      Array<Word, size> all;
      int next = 0;
      const auto append = [&](const OrderPart<nodes>& some) {
        for (int i = 0; i < some.size(); ++i) all[next++] = static_cast<Word>(some[i]);
      };
      (append(Part<part>::value), ...);
      return all;
    }(Parts{});
  };
  struct Folded {
    Array<Word, Unfolded::size> words = Unfolded::words;
    int size = fold_blocks(words.data(), Unfolded::size);
  };
  static constexpr Folded folded{};

 public:
  static constexpr int size = folded.size;
  TINYTMPL_CONSTANT static constexpr Array<Word, size> words = [] {
    static_assert(size <= 0xFFFF);  // OrderPosition counts them in 16 bits
    Array<Word, size> all;
    for (int i = 0; i < size; ++i) all[i] = folded.words[i];
    return all;
  }();

  static constexpr int table_bytes = unrolled
                                       ? 0
                                       : order_bytes(size, static_cast<int>(sizeof(Word)), tokens - network.input_count,
                                                     static_cast<int>(sizeof(void*)));

  /// The nodes as they fire, of an inference that does not wait for rows.
  static constexpr Array<int, firings> sequence = [] {
    Array<int, firings> all;
    int next = 0;
    for_each_token(words.data(), size, [&](int token) { all[next++] = node_of(token); });
    return all;
  }();
};

}  // namespace tinytmpl::graph
