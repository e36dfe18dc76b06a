// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <utility>

/// For the counter: with each row of node `node` it enters layer_done<node>, a function of that node alone.
namespace layers {

constexpr int most_nodes = 96;

template <int node>
[[gnu::noinline]] void layer_done() {
  asm volatile("" ::"i"(node));  // without it they would be one function
}

template <int... nodes>
void enter(int node, std::integer_sequence<int, nodes...>) {
  using Function = void();
  static constexpr Function* functions[] = {layer_done<nodes>...};
  functions[node]();
}

constexpr auto observer = [](int node, int /*row*/, const std::int8_t* /*elements*/, int /*bytes*/) {
  enter(node, std::make_integer_sequence<int, most_nodes>{});
};

}  // namespace layers
