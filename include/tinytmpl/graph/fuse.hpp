// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/stand_up.hpp>
#include <tinytmpl/layers/pad.hpp>
#include <tinytmpl/layers/reduce.hpp>

namespace tinytmpl::graph {

/// A Dequantize that only outputs read goes: their views do it.
template <int n>
constexpr void drop_dequantize(Network<n>& net) {
  Array<int, n> others = reader_counts(net);  // than the outputs
  for (int k = 0; k < net.outputs().operand_count; ++k) --others[net.outputs().in(k).node];
  Removals<n> removals;
  for (int i = net.count - 2; i > 0; --i) {
    if (net[i].op != Op::dequantize) continue;
    if (others[i] > 0) continue;
    --others[net[i].in().node];
    removals.replace(i, net[i].in().node);
  }
  removals.carry_out(net);
}

/// An activation or a Quantize joins the node before it, if nobody else reads that and the result is the same: that node has no
/// quantization of its own, or the same one.
template <int n>
constexpr void fuse_activations(Network<n>& net) {
  const auto may_join = [](const Node& producer, const Node& node) {
    if (producer.out.element != node.out.element) return false;
    if (producer.out.quantization.known() && producer.out.quantization != node.out.quantization) return false;
    if (node.activation == Activation::none) return true;
    return producer.traits.clamps && producer.activation == Activation::none;
  };
  Array<int, n> readers = reader_counts(net);
  Removals<n> removals;
  for (int i = net.count - 2; i > 0; --i) {
    const Node& node = net[i];
    if (node.op != Op::lookup || !node.curve.rescales) continue;
    Node& producer = net[node.in().node];
    if (!may_join(producer, node) || readers[node.in().node] > 1) continue;
    readers[node.in().node] = readers[i];
    if (node.activation != Activation::none) producer.activation = node.activation;
    producer.out.quantization = node.out.quantization;
    removals.replace(i, node.in().node);
  }
  removals.carry_out(net);
}

/// Rows and columns of padding become the padding of a convolution that slides over them. Taps outside an image count as zero,
/// which is what a Pad holds.
template <int n>
constexpr void fuse_pads(Network<n>& net) {
  for (int i = net.count - 2; i > 0; --i) {
    Node& node = net[i];
    if (!node.traits.zero_outside) continue;
    Operand& operand = node.operands[0];
    const Node pad = net[operand.node];
    if (pad.op != Op::pad || has_value(pad) != 0 || pad.out.extent.c != pad.in().extent.c) continue;
    if (!operand.extent.same_size(pad.out.extent)) continue;  // it is reshaped between
    if (operand.rows.per * node.cols.per != 1) continue;      // their padding is counted in other units
    if (operand.rows.size * node.cols.size == 1) continue;    // pointwise kernels need not look out for edges
    if (operand.rows.before + pad.in().rows.before > max_rows) continue;
    operand.rows.before += pad.in().rows.before;
    node.cols.before += pad.cols.before;
    operand.node = pad.in().node, operand.extent = pad.in().extent;
  }
}

/// Lets whoever reads a reshaped tensor read the original where that is the same: its rows are the same bytes, or the reader
/// takes all of it at once, in its order.
template <int n>
constexpr void drop_reshapes(Network<n>& net) {
  for (int i = 1; i < net.count; ++i)
    for (int k = 0; k < net[i].operand_count; ++k) {
      Operand& operand = net[i].operands[k];
      while (net[operand.node].traits.reshapes) {
        const Operand& original = net[operand.node].in();
        if (takes_all(net[i])) take_all_of(net[i], k, original.extent);
        else if (operand.extent.h != original.extent.h) break;
        operand.node = original.node;
      }
    }
}

/// An input that is only read reshaped is declared so, if each of its rows becomes whole rows.
template <int n>
constexpr void reshape_inputs(Network<n>& net) {
  const Array<int, n> readers = reader_counts(net);
  Removals<n> removals;
  Array<int, n> input;  // that a tensor is, in another shape
  for (int i = 0; i < n; ++i) input[i] = i;
  for (int j = net.input_count; j + 1 < net.count; ++j) {
    const int read = net[j].in().node, i = input[read];
    if (!net[j].traits.reshapes || i >= net.input_count || readers[read] > 1) continue;
    if (net[i].out.extent.row() % net[j].out.extent.row() != 0) continue;
    net[i].out.extent = net[j].out.extent;
    input[j] = i;
    removals.replace(j, i);
  }
  removals.carry_out(net);
}

/// What only moves elements needs few rows at a time, if its own come from few.
template <int n>
constexpr void find_rows(Network<n>& net) {
  for (int i = net.input_count; i < net.count; ++i)
    if (net[i].op == Op::move) read_rows(net[i]);
}

/// The sums of all rows of a mean's operand, taken a row at a time.
constexpr Node sums_of_rows(const Node& mean, Quantization operand) {
  Node sums = mean;
  const int count = mean.in().extent.size() / mean.out.extent.size();
  sums.op = Op::row_sum;
  sums.out.extent.h = mean.in().extent.h;                             // as many rows as it reads, all in one place
  sums.out.element = count <= 256 ? Element::int16 : Element::int32;  // 256 * -128 still fits in 16 bits
  sums.out.quantization = operand;
  sums.operands[0].rows = {};
  sums.activation = Activation::none;
  sums.demands = {};
  sums.own = {};
  sums.traits = {.keeps_quantization = true, .accumulates = true};
  return sums;
}

/// `mean` of such `sums`, which stand before it.
constexpr Node mean_of_sums(Node mean, int node, const Node& sums) {
  summed(mean) = mean.in().extent.size() / mean.out.extent.size();
  if (mean.op == Op::average_pool) divisor(mean) = summed(mean);
  mean.op = Op::mean_of_sums;
  mean.operands[0] = {node, sums.out.extent, {.before = 1 - sums.out.extent.h}};  // reads the last row only
  mean.traits.overwrites = Overwrites::nothing;
  return mean;
}

/// A mean over all rows, or an average pool over the whole image, becomes sums, which take a row at a time, and their mean.
template <int n>
constexpr void split_means(Network<n>& net) {
  const auto is_mean_of_rows = [](const Node& node, Element element) {
    if (element != Element::int8) return false;
    const Extent in = node.in().extent;
    const Sliding rows = node.in().rows;
    const Extent out = node.out.extent;
    const bool pools = node.op == Op::average_pool && !node.as_uint8 && out.h == 1 && out.w == 1 && rows.before == 0 &&
                       node.cols.before == 0 && rows.size == in.h && node.cols.size == in.w && rows.dilation == 1 &&
                       node.cols.dilation == 1;
    return in.h > 1 && (pools || (node.op == Op::mean && rows.size == in.h));
  };
  Network<n> split;
  split.input_count = net.input_count;
  Array<int, n> names;
  for (int i = 0; i < net.count; ++i) {
    Node node = renamed(net[i], names);
    if (is_mean_of_rows(node, net.operand(i).out.element)) {
      const int sums = split.add(sums_of_rows(node, net.operand(i).out.quantization));
      node = mean_of_sums(node, sums, split[sums]);
    }
    names[i] = split.add(node);
  }
  net = split;
}

/// What nobody reads is not computed.
template <int n>
constexpr void drop_unread(Network<n>& net) {
  Array<int, n> readers = reader_counts(net);
  Removals<n> removals;
  for (int i = net.count - 2; i >= net.input_count; --i) {
    if (readers[i] > 0) continue;
    for (int k = 0; k < net[i].operand_count; ++k) --readers[net[i].in(k).node];
    removals.replace(i, 0);
  }
  removals.carry_out(net);
}

/// Rows at the end that no window reaches are not computed: the planner counts on whoever completes a tensor computing what is
/// read, no more. Inputs keep their rows: the user gives them. So does what keeps something, which goes on with each row, if
/// any is read.
template <int n>
constexpr void crop_unread_rows(Network<n>& net) {
  Array<int, n> read;
  for (int y = net.count - 1; y >= net.input_count; --y) {
    Node& node = net[y];
    const bool goes_on = keeps_state(node) && read[y] > 0;
    if (node.op != Op::output && !goes_on && read[y] < node.out.extent.h) {
      node.unread_rows = node.out.extent.h - read[y];
      node.out.extent.h = read[y];
    }
    for (int k = 0; k < node.operand_count && (node.out.extent.h > 0 || node.op == Op::output); ++k) {
      Operand& operand = node.operands[k];
      const int x = operand.node;
      const int end = operand.rows.reads(node.out.extent.h - 1, node.out.extent.h, net[x].out.extent.h).end;
      read[x] = maximum(read[x], end);
    }
  }
}

template <int n>
constexpr Network<n> optimize(Network<n> net, Sequences sequences = Sequences::lie) {
  drop_dequantize(net);
  if (sequences != Sequences::lie) stand_up(net);
  if (sequences == Sequences::fed) stand_input_up(net);
  reshape_inputs(net);
  drop_reshapes(net);
  find_rows(net);
  drop_unread(net);
  fuse_activations(net);
  fuse_pads(net);
  split_means(net);
  drop_unread(net);
  crop_unread_rows(net);
  return net;
}

}  // namespace tinytmpl::graph
