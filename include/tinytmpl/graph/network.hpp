// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::graph {

constexpr int max_rows = 32767;  // rows are counted in 16 bits

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
};

/// Is it there before an inference begins, so that nothing computes it, and no place in the arena is needed?
constexpr bool is_there(const Node& node) { return node.out.storage != Storage::arena; }
/// Did training give it?
constexpr bool lies_in_flash(const Node& node) { return node.out.storage == Storage::constant; }
/// Is it kept from one inference to the next?
constexpr bool is_state(const Node& node) { return node.out.storage == Storage::state; }

/// Does it keep something from one inference to the next?
constexpr bool keeps_state(const Node& node) { return node.state_count > 0; }

/// Rows come in bands only if they are the next ones of one operand.
constexpr bool may_band(const Node& node) {
  const Sliding& rows = node.in().rows;
  return node.operand_count == 1 && rows.dilation == 1 && rows.per == 1;
}

/// Is a row of it one column: a step of a sequence?
constexpr bool is_step(const Extent& extent) { return extent.h > 1 && extent.w == 1; }

/// How often each tensor is read.
template <int n>
constexpr Array<int, n> reader_counts(const Network<n>& net) {
  Array<int, n> readers;
  for (const Node& node : net)
    for (int k = 0; k < node.operand_count; ++k) ++readers[node.operands[k].node];
  return readers;
}

/// `node` as it stands in a network whose tensors have new names.
template <int n>
constexpr Node renamed(Node node, const Array<int, n>& names) {
  for (int k = 0; k < node.operand_count; ++k) node.operands[k].node = names[node.operands[k].node];
  return node;
}

/// What a pass takes out of a network: noted first and carried out at once, so that each node moves once.
template <int n>
class Removals {
  Array<int, n> instead;  // of a node that goes: what its readers will read; of others themselves

 public:
  constexpr Removals() {
    for (int i = 0; i < n; ++i) instead[i] = i;
  }
  /// Node `i` goes: whoever reads it will read `earlier`.
  constexpr void replace(int i, int earlier) { instead[i] = earlier; }
  constexpr void carry_out(Network<n>& net) const {
    Array<int, n> names;
    int kept = 0;
    for (int i = 0; i < net.count; ++i) {
      names[i] = instead[i] == i ? kept : names[instead[i]];
      if (instead[i] == i) net[kept++] = renamed(net[i], names);
    }
    net.count = kept;
  }
};

template <int n>
constexpr std::int64_t total_macs(const Network<n>& net) {
  std::int64_t sum = 0;
  for (const Node& node : net) sum += node.macs;
  return sum;
}
template <int n>
constexpr std::int64_t total_parameters(const Network<n>& net) {
  std::int64_t sum = 0;
  for (const Node& node : net) sum += node.demands.weights + node.demands.biases;
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

}  // namespace tinytmpl::graph
