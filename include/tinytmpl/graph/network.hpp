// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// A whole network as one value: nodes in an order in which each reads only earlier ones. The first nodes are the inputs, the
/// last one keeps the outputs.
template <int capacity>
struct Network {
  Array<Node, capacity> nodes;
  int count = 0;
  int input_count = 1;

  constexpr Node& operator[](int i) { return nodes[i]; }
  constexpr const Node& operator[](int i) const { return nodes[i]; }
  constexpr const Node* begin() const { return nodes.data(); }
  constexpr const Node* end() const { return nodes.data() + count; }

  /// The node that wrote operand `k` of node `i`.
  constexpr const Node& operand(int i, int k = 0) const { return nodes[nodes[i].operands[k].node]; }
  constexpr const Node& outputs() const { return nodes[count - 1]; }

  /// Appends `node`; returns its index.
  constexpr int add(const Node& node) {
    nodes[count] = node;
    return count++;
  }
  /// Inserts `node` before `i`; who read earlier nodes still does.
  constexpr void insert(int i, const Node& node) {
    for (int j = count++; j > i; --j) nodes[j] = nodes[j - 1];
    nodes[i] = node;
    rename_operands(i + 1, [i](int operand) { return operand >= i ? operand + 1 : operand; });
  }
  /// Removes node `i`: whoever read it reads `instead`.
  constexpr void replace(int i, int instead) {
    for (int j = i; j + 1 < count; ++j) nodes[j] = nodes[j + 1];
    --count;
    rename_operands(i, [=](int operand) { return operand == i ? instead : operand > i ? operand - 1 : operand; });
  }
  /// How often tensor `i` is read.
  constexpr int readers(int i) const {
    int n = 0;
    for (int j = i + 1; j < count; ++j)
      for (int k = 0; k < nodes[j].operand_count; ++k) n += nodes[j].operands[k].node == i;
    return n;
  }

 private:
  template <class NewName>
  constexpr void rename_operands(int from, NewName name) {
    for (int j = from; j < count; ++j)
      for (int k = 0; k < nodes[j].operand_count; ++k) nodes[j].operands[k].node = name(nodes[j].operands[k].node);
  }
};

/// How often each tensor is read.
template <int n>
constexpr Array<int, n> reader_counts(const Network<n>& net) {
  Array<int, n> readers;
  for (const Node& node : net)
    for (int k = 0; k < node.operand_count; ++k) ++readers[node.operands[k].node];
  return readers;
}

template <int n>
constexpr std::int64_t total_macs(const Network<n>& net) {
  std::int64_t sum = 0;
  for (const Node& node : net) sum += node.macs;
  return sum;
}
template <int n>
constexpr std::int64_t total_parameters(const Network<n>& net) {
  std::int64_t sum = 0;
  for (const Node& node : net) sum += node.weights + node.biases;
  return sum;
}
template <int n>
constexpr Fault first_fault(const Network<n>& net) {
  for (const Node& node : net)
    if (node.fault.found()) return node.fault;
  return {};
}

/// The same network in an array of its own size.
template <int count, int capacity>
constexpr Network<count> trim(const Network<capacity>& net) {
  Network<count> result;
  for (int i = 0; i < count; ++i) result.nodes[i] = net.nodes[i];
  result.count = count;
  result.input_count = net.input_count;
  return result;
}

}  // namespace tinytmpl
