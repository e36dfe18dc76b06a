// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/network.hpp>
#include <tinytmpl/layers/reshape.hpp>

namespace tinytmpl::graph {

/// How a network over time is computed, whose tensors have one row: as Keras' `Conv1D` arrives from TFLite, and matrices.
enum class Sequences {
  lie,    // as they are written: a row of all time steps
  stand,  // a row for each time step, so that few of them need be kept; where that is possible
  fed,    // so that the input comes step by step, too
};

/// A sequence that lies: one row of several columns.
constexpr bool lies(const Extent& extent) { return extent.h == 1 && extent.w > 1; }

/// The same bytes, a row for each column.
constexpr Extent stood_up(const Extent& extent) {
  return extent.h == 1 ? Extent{extent.w, 1, extent.c, extent.rank} : extent;
}

/// Does it read its operands as bytes one after the other, whatever their rows are?
constexpr bool takes_all(const Node& node) { return node.traits.takes_all || node.traits.reshapes; }

/// Can `node` be computed along the other axis? Its tensors have one row, and its weights lie in the same order then.
constexpr bool can_stand(const Node& node) {
  if (takes_all(node) || node.operand_count == 0) return node.out.extent.w <= max_rows;
  if (!node.traits.either_axis || node.out.extent.h != 1 || node.out.extent.w > max_rows) return false;
  for (int k = 0; k < node.operand_count; ++k)
    if (node.in(k).extent.h != 1) return false;
  return (node.in().rows.size == 1 || node.cols.size == 1) && node.cols.before <= max_rows;
}

/// The nodes of a network in groups that lie or stand together: those that read each other's rows.
template <int n>
class Regions {
  Array<int, n> parent;
  Array<bool, n> fixed;  // of a group's first node: one of them cannot stand

  constexpr int first(int i) const {
    while (parent[i] != i) i = parent[i];
    return i;
  }
  constexpr void join(int i, int j) {
    i = first(i), j = first(j);
    parent[maximum(i, j)] = minimum(i, j);
    fixed[minimum(i, j)] = fixed[i] || fixed[j];
  }

 public:
  constexpr explicit Regions(const Network<n>& net) {
    for (int y = 0; y < net.count; ++y) {
      parent[y] = y;
      fixed[y] = !can_stand(net[y]);
      for (int k = 0; k < net[y].operand_count && !takes_all(net[y]); ++k)
        if (lies(net[y].in(k).extent)) join(y, net[y].in(k).node);
    }
  }
  constexpr bool stands(int i) const { return !fixed[first(i)]; }
};

/// `node` reads operand `k` whole, whose rows are those of `extent`.
constexpr void take_all_of(Node& node, int k, const Extent& extent) {
  node.operands[k].extent = extent;
  read_whole(node, k);
  if (node.traits.takes_all) node.cols.size = extent.w;
}

/// `node`, whose tensors had one row, along the other axis.
constexpr Node stood_up(Node node) {
  node.out.extent = stood_up(node.out.extent);
  if (takes_all(node)) return node;
  const Sliding rows = node.in().rows;
  node.operands[0].rows = node.cols, node.cols = rows;
  for (int k = 0, before = 0; k < node.operand_count; ++k) {
    Operand& operand = node.operands[k];
    operand.extent = stood_up(operand.extent);
    const bool is_part = node.op == Op::concat && operand.extent.h < node.out.extent.h;
    if (is_part) operand.rows.before = before, before += operand.extent.h;
    const bool is_repeated = node.traits.overwrites == Overwrites::operand && operand.extent.h < node.out.extent.h;
    if (is_repeated) operand.rows.stride = 0;
  }
  return node;
}

/// Computes sequences a row for each time step, wherever all that read each other's rows can do so.
template <int n>
constexpr void stand_up(Network<n>& net) {
  const Regions<n> regions(net);
  for (int y = 0; y < net.count; ++y) {
    if (regions.stands(y)) net[y] = stood_up(net[y]);
    for (int k = 0; k < net[y].operand_count && takes_all(net[y]); ++k)
      take_all_of(net[y], k, net.operand(y, k).out.extent);
  }
}

/// Has the network sequences that can stand?
template <int n>
constexpr bool has_sequences(const Network<n>& net) {
  const Regions<n> regions(net);
  for (int i = 0; i < net.count; ++i)
    if (lies(net[i].out.extent) && regions.stands(i)) return true;
  return false;
}

/// An input that is fed step by step stands, whoever reads it: where it has to lie, its rows are put together.
template <int n>
constexpr void stand_input_up(Network<n>& net) {
  Node& input = net[0];
  if (!lies(input.out.extent)) return;
  Node lying = reshape("Reshape", stood_up(input.out.extent), input.out.extent);
  lying.out = input.out;
  input.require(input.out.extent.w <= max_rows, Rule::rows, max_rows, input.out.extent.w);
  input.out.extent = lying.in().extent;
  for (int y = net.count++; y > 1; --y) {
    net[y] = net[y - 1];
    for (int k = 0; k < net[y].operand_count; ++k) {
      int& node = net[y].operands[k].node;
      if (node == 0 && takes_all(net[y])) take_all_of(net[y], k, input.out.extent);
      else ++node;
    }
  }
  net[1] = lying;
}

}  // namespace tinytmpl::graph
