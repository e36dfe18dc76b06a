// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <support/random_network.hpp>

namespace support {

/// Evaluates a network value tensor by tensor, in an arithmetic of its own: 16-bit integers that wrap, no quantization, weights
/// from a hash. It knows every operator, before and after the passes, and so tells whether a pass changes what is computed.
class Toy {
 public:
  using Tensor = std::vector<int>;

  explicit Toy(const Network& network) : net(network), tensors(network_capacity) {
    for (int x = 0; x + 1 < net.count; ++x) compute(x);
  }
  const Tensor& output(int k) const { return tensors[static_cast<std::size_t>(net.outputs().in(k).node)]; }

  bool reads_what_is_not_there = false;

 private:
  using Op = tinytmpl::core::Op;
  const Network& net;
  std::vector<Tensor> tensors;

  static int weight(int layer, int index) {
    const std::uint64_t both = std::uint64_t{static_cast<unsigned>(layer)} << 32 | static_cast<unsigned>(index);
    return static_cast<int>(Random(both).next() & 15) - 8;
  }
  /// Element (row, x, c) of operand k of `node`, as the node sees it.
  int element(const Node& node, int k, int row, int x, int c) {
    const tinytmpl::core::Operand& in = node.in(k);
    const Tensor& tensor = tensors[static_cast<std::size_t>(in.node)];
    if (net[in.node].traits.accumulates) row = 0;
    const auto index = static_cast<std::size_t>((row * in.extent.w + x) * in.extent.c + c);
    const bool same_rows = in.extent.row() == net[in.node].out.extent.row();
    const bool takes_all = in.rows.stride == 0 && in.rows.size == net[in.node].out.extent.h;
    if (index < tensor.size() && (same_rows || takes_all)) return tensor[index];
    reads_what_is_not_there = true;
    return 0;
  }
  /// Calls visit(row tap, column tap, row, column) for each tap of the window at (row, x) that lies on operand 0.
  template <class Visit>
  void for_each_tap(const Node& node, int row, int x, Visit visit) {
    const tinytmpl::core::Operand& in = node.in();
    const tinytmpl::core::Sliding &rows = in.rows, &cols = node.cols;
    for (int i = 0; i < rows.size; ++i)
      for (int j = 0; j < cols.size; ++j) {
        const auto start = [](int k, const tinytmpl::core::Sliding& s) {
          return static_cast<int>(std::floor(static_cast<double>(k * s.stride - s.before) / s.per));
        };
        const int r = start(row, rows) + i * rows.dilation, column = start(x, cols) + j * cols.dilation;
        if (r >= 0 && r < in.extent.h && column >= 0 && column < in.extent.w) visit(i, j, r, column);
      }
  }

  void compute(int y) {
    const Node& node = net[y];
    Tensor& out = tensors[static_cast<std::size_t>(y)];
    if (node.op == Op::input || node.op == Op::constant) {
      const int which = node.op == Op::input ? -1 - y : node.layer;
      for (int i = 0; i < node.out.extent.size(); ++i) out.push_back(weight(which, i));
      return;
    }
    if (node.op == Op::state) {
      for (int i = 0; i < node.out.extent.size(); ++i) out.push_back(weight(-100 - node.layer, i));
      return;
    }
    if (node.traits.reshapes || node.op == Op::dequantize) {
      out = tensors[static_cast<std::size_t>(node.in().node)];
      return;
    }
    for (int row = 0; row < node.kept_rows(); ++row)
      for (int x = 0; x < node.out.extent.w; ++x)
        for (int c = 0; c < node.out.extent.c; ++c) out.push_back(finish(node, value(node, row, x, c)));
  }
  static int finish(const Node& node, std::int64_t value) {
    if (node.traits.accumulates) return static_cast<int>(value);
    const int q = static_cast<std::int16_t>(value);
    return node.activation == tinytmpl::core::Activation::relu ? tinytmpl::core::maximum(q, 0) : q;
  }
  std::int64_t value(const Node& node, int row, int x, int c) {
    if (node.op == stretch) return stretched(node, row, x, c);
    switch (node.op) {
      case Op::conv2d:
      case Op::dense: return convolution(node, row, x, c);
      case Op::depthwise_conv2d: return depthwise(node, row, x, c);
      case Op::max_pool:
      case Op::average_pool: return pool(node, row, x, c);
      case Op::add: return pair(node, 0, row, x, c) + pair(node, 1, row, x, c);
      case Op::sub: return pair(node, 0, row, x, c) - pair(node, 1, row, x, c);
      case Op::maximum: return std::max(pair(node, 0, row, x, c), pair(node, 1, row, x, c));
      case Op::minimum: return std::min(pair(node, 0, row, x, c), pair(node, 1, row, x, c));
      case Op::mul: return std::int64_t{pair(node, 0, row, x, c)} * pair(node, 1, row, x, c);
      case Op::concat: return part(node, row, x, c);
      case Op::lookup: return element(node, 0, row, x, c) ^ (node.curve.rescales ? 0 : 1);
      case Op::softmax: return softmax(node, row, x, c);
      case Op::pad: return padded(node, row, x, c);
      case Op::delay: return 3 * element(node, 1, row, x, c) + element(node, 0, row, x, c);  // both must be there
      case Op::move: return moved(node, row, x, c);
      case Op::mean: return reduced(node, row, node.in().rows.size, x, c) / tinytmpl::layers::divisor(node);
      case Op::reduce_max:
      case Op::reduce_min: return extreme(node, row, x, c);
      case Op::row_sum: return reduced(node, 0, node.out.extent.h, x, c);
      default: return element(node, 0, 0, x, c) / tinytmpl::layers::divisor(node);  // mean_of_sums
    }
  }

  std::int64_t convolution(const Node& node, int row, int x, int f) {
    const int kernel = node.in().rows.size * node.cols.size,
              filter_c = node.demands.weights / (node.out.extent.c * kernel);
    const int groups = node.in().extent.c / filter_c, first = f / (node.out.extent.c / groups) * filter_c;
    std::int64_t sum = weight(node.layer, -1 - f);
    for_each_tap(node, row, x, [&](int i, int j, int r, int column) {
      for (int c = 0; c < filter_c; ++c)
        sum += weight(node.layer, ((f * node.in().rows.size + i) * node.cols.size + j) * filter_c + c) *
               element(node, 0, r, column, first + c);
    });
    return sum;
  }
  std::int64_t stretched(const Node& node, int row, int x, int c) {
    std::int64_t sum = 0;
    for_each_tap(node, row, x, [&](int i, int, int r, int column) { sum += (i + 1) * element(node, 0, r, column, c); });
    return sum;
  }
  std::int64_t depthwise(const Node& node, int row, int x, int c) {
    std::int64_t sum = weight(node.layer, -1 - c);
    const int multiplier = node.out.extent.c / node.in().extent.c;
    for_each_tap(node, row, x, [&](int i, int j, int r, int column) {
      sum += weight(node.layer, (i * node.cols.size + j) * node.out.extent.c + c) *
             element(node, 0, r, column, c / multiplier);
    });
    return sum;
  }
  std::int64_t pool(const Node& node, int row, int x, int c) {
    int most = -32768, count = 0;
    std::int64_t sum = 0;
    for_each_tap(node, row, x, [&](int, int, int r, int column) {
      const int q = element(node, 0, r, column, c);
      most = tinytmpl::core::maximum(most, q), sum += q, ++count;
    });
    if (node.op == Op::max_pool) return most;
    return count > 0 ? sum / count : 0;
  }
  /// Operand `side`, left or right, of an arithmetic operator.
  int pair(const Node& node, int side, int row, int x, int c) {
    const tinytmpl::core::Operand& in = node.in(side);
    return element(node, side, row * in.rows.stride, in.extent.w == 1 ? 0 : x, in.extent.c == 1 ? 0 : c);
  }
  int part(const Node& node, int row, int x, int c) {
    int total_w = 0, total_c = 0;
    for (int k = 0; k < node.operand_count; ++k) {
      const tinytmpl::core::Operand& in = node.in(k);
      const bool along_w = in.extent.w < node.out.extent.w, along_c = in.extent.c < node.out.extent.c;
      const int r = row - in.rows.before, column = x - (along_w ? total_w : 0), channel = c - (along_c ? total_c : 0);
      total_w += in.extent.w, total_c += in.extent.c;
      if (r < 0 || r >= in.extent.h || column < 0 || column >= in.extent.w || channel < 0 || channel >= in.extent.c)
        continue;
      return element(node, k, r, column, channel);
    }
    return 0;
  }
  int softmax(const Node& node, int row, int x, int c) {
    int sum = 0;
    for (int i = 0; i < node.out.extent.c; ++i) sum += element(node, 0, row, x, i);
    return 3 * element(node, 0, row, x, c) - sum;
  }
  int moved(const Node& node, int row, int x, int c) {
    const Extent in = node.in().extent;
    const int first = node.traits.takes_all ? 0 : node.in().rows.start(row) * in.row();
    int place = first + tinytmpl::layers::first_place(node),
        index = (row * node.out.extent.w + x) * node.out.extent.c + c;
    for (int a = 0; a < tinytmpl::layers::most_axes; ++a) {
      const int size = node.own[1 + 2 * a], stride = node.own[2 + 2 * a];
      place += index % size * stride, index /= size;
    }
    return element(node, 0, place / in.row(), place % in.row() / in.c, place % in.c);
  }
  int padded(const Node& node, int row, int x, int c) {
    const Extent in = node.in().extent;
    const int r = row - node.in().rows.before, column = x - node.cols.before,
              channel = c - tinytmpl::layers::channels_before(node);
    const bool inside = r >= 0 && r < in.h && column >= 0 && column < in.w && channel >= 0 && channel < in.c;
    return inside ? element(node, 0, r, column, channel) : 0;
  }
  /// Calls `use` for each element of `rows` rows, and of columns and channels that the output lacks.
  void for_each_reduced(const Node& node, int row, int rows, int x, int c, auto use) {
    const Extent in = node.in().extent, out = node.out.extent;
    for (int r = row; r < row + rows; ++r)
      for (int i = out.w < in.w ? 0 : x; i < (out.w < in.w ? in.w : x + 1); ++i)
        for (int j = out.c < in.c ? 0 : c; j < (out.c < in.c ? in.c : c + 1); ++j) use(element(node, 0, r, i, j));
  }
  /// Their sum.
  std::int64_t reduced(const Node& node, int row, int rows, int x, int c) {
    std::int64_t sum = 0;
    for_each_reduced(node, row, rows, x, c, [&](int q) { sum += q; });
    return sum;
  }
  int extreme(const Node& node, int row, int x, int c) {
    const bool largest = node.op == Op::reduce_max;
    int extreme = largest ? -32768 : 32767;
    for_each_reduced(node, row, node.in().rows.size, x, c,
                     [&](int q) { extreme = largest ? std::max(extreme, q) : std::min(extreme, q); });
    return extreme;
  }
};

}  // namespace support
