// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include <support/random.hpp>
#include <tinytmpl/graph/seq.hpp>
#include <tinytmpl/layers/activation.hpp>
#include <tinytmpl/layers/concat.hpp>
#include <tinytmpl/layers/delay.hpp>
#include <tinytmpl/layers/dense.hpp>
#include <tinytmpl/layers/depthwise_conv2d.hpp>
#include <tinytmpl/layers/pad.hpp>
#include <tinytmpl/layers/pooling.hpp>
#include <tinytmpl/layers/quantize.hpp>
#include <tinytmpl/layers/reduce.hpp>
#include <tinytmpl/layers/slice.hpp>
#include <tinytmpl/layers/softmax.hpp>

namespace support {

using tinytmpl::core::Extent;
using tinytmpl::core::Node;

constexpr int network_capacity = 48;
constexpr tinytmpl::core::Op stretch{
    1000};  // of the tests: rows denser than its operand's, each the sum of those that it reads
using Network = tinytmpl::graph::Network<network_capacity>;

/// What a network's inputs look like: images, or mostly sequences of one row, of up to 24 or some hundred steps.
enum class Inputs { images, sequences, long_sequences };

/// Networks of all operators, with one input or several, any number of readers of each tensor and several outputs: as words
/// describe them, before any pass.
class RandomNetwork {
 public:
  RandomNetwork(Random& generator, int words, Inputs inputs = Inputs::images) : random(generator), kind(inputs) {
    net.input_count = random.one_in(4) ? random.between(2, 3) : 1;
    for (int i = 0; i < net.input_count; ++i) {
      Node input;
      input.traits.clamps = false;
      input.out.extent = {random.between(1, 24), random.between(1, 4), random.between(1, 8), 3};
      if (random.one_in(12)) input.out.extent = {1, random.between(1, 4), random.between(1, 8), 2};
      if (kind != Inputs::images && !random.one_in(6))
        input.out.extent = {1, random.between(2, 24), random.between(1, 8), random.between(2, 3)};
      if (kind == Inputs::long_sequences) input.out.extent = {1, random.between(100, 900), random.between(1, 2), 3};
      if (i > 0 && random.one_in(2)) input.out.extent = net[0].out.extent;
      input.layer = i;
      net.add(input);
    }
    for (int i = 0; i < words; ++i) grow();
    end();
  }

  Network net;

 private:
  Random& random;
  const Inputs kind;

  /// A tensor to go on from: mostly the newest, so that networks become deep.
  int pick() { return random.one_in(4) ? pick_any(net.count) : net.count - 1; }
  /// One of the first `count`; of what is there, the node that reads it.
  int pick_any(int count) {
    int x = random.below(count);
    while (tinytmpl::graph::is_there(net[x])) ++x;
    return x;
  }
  /// Those of `operands` on which `fits` agrees with `first`, at random.
  template <class Fits>
  int pick_partner(Fits fits) {
    std::vector<int> found;
    for (int x = 0; x < net.count; ++x)
      if (!tinytmpl::graph::is_there(net[x]) && fits(net[x].out.extent)) found.push_back(x);
    return found[static_cast<std::size_t>(random.below(static_cast<int>(found.size())))];
  }

  void add(Node node, std::initializer_list<int> operands) {
    tinytmpl::graph::Tensors<3> tensors;
    std::copy(operands.begin(), operands.end(), tensors.begin());
    node.layer = net.count;
    if (node.traits.keeps_quantization) node.out.element = net[tensors[0]].out.element;
    if (random.one_in(2) || node.op == tinytmpl::core::Op::lookup) node.out.quantization = {1, 0};
    append_node(net, node, tensors);
  }

  void grow() {
    const int x = pick();
    const Extent in = net[x].out.extent;
    switch (random.below(net[x].out.extent.rank == 3 ? 24 : 12)) {
      case 0: return dense(x);
      case 1: return add(tinytmpl::Softmax::describe(in), {x});
      case 2: return reshape(x);
      case 3: return mean(x);
      case 4:
      case 5: return join(x);
      case 6:
      case 7: return activation(x);
      case 8:
      case 9: return combine(x);
      case 10: return combine_with_constant(x);
      case 11: return add(tinytmpl::Delay::describe(in), {x});
      case 12: return pad(x);
      case 13:
      case 14: return pool(x);
      case 15:
      case 16: return depthwise(x);
      case 17: return denser(x);
      case 18: return slice(x);
      case 19: return move(x);
      default: return convolution(x);
    }
  }

  // One draw a statement: compilers evaluate arguments in different orders.
  void convolution(int x) {
    const int filters = random.between(1, 8);
    const tinytmpl::core::Window w = window(net[x].out.extent);
    add(tinytmpl::layers::conv2d(net[x].out.extent, filters, w), {x});
  }
  void depthwise(int x) {
    const int multiplier = random.one_in(4) ? 2 : 1;
    const tinytmpl::core::Window w = window(net[x].out.extent);
    add(tinytmpl::layers::depthwise_conv2d(net[x].out.extent, w, multiplier), {x});
  }
  void dense(int x) {
    const int units = random.between(1, 12);
    const bool last_axis = random.one_in(2);
    add(tinytmpl::layers::dense(net[x].out.extent, units, last_axis), {x});
  }

  tinytmpl::core::Window window(Extent in) {
    tinytmpl::core::Window w{random.between(1, 5), random.between(1, 3), random.between(1, 3), random.between(1, 2)};
    if (random.one_in(4)) w.dilation_h = random.between(2, 3), w.stride_h = 1;
    if (random.one_in(4)) w.kernel_h = w.kernel_w = 1;
    if (kind != Inputs::images && in.h == 1 && !random.one_in(16)) {  // over time
      w.kernel_w = w.kernel_h, w.stride_w = w.stride_h, w.dilation_w = w.dilation_h;
      w.kernel_h = w.stride_h = w.dilation_h = 1;
    }
    w.same = random.one_in(2) || w.rows(in.h).reach() > in.h || w.cols(in.w).reach() > in.w;
    return w;
  }
  void pool(int x) {
    const Extent in = net[x].out.extent;
    tinytmpl::core::Window w = window(in);
    w.dilation_h = w.dilation_w = 1;
    if (random.one_in(3)) w = {in.h, in.w};  // the whole image, which becomes sums
    const tinytmpl::core::Op op = random.of(tinytmpl::core::Op::max_pool, tinytmpl::core::Op::average_pool);
    add(tinytmpl::layers::pool(op, in, w), {x});
  }
  /// Elements of any size.
  void denser(int x) {
    using tinytmpl::Element;
    const Extent in = net[x].out.extent;
    Node node = tinytmpl::core::unary(stretch, "Stretch", in, in);
    const int per = random.between(2, 4), stride = random.between(1, 3), before = random.between(-1, per);
    node.operands[0].rows = {.size = random.between(1, 2), .stride = stride, .before = before, .per = per};
    node.out.extent.h = tinytmpl::core::maximum(1, in.h * per / stride);
    node.out.element = random.of(Element::int8, Element::int16, Element::int32, Element::float32, Element::int64);
    add(node, {x});
  }
  void pad(int x) {
    const auto amount = [this] { return random.one_in(2) ? 0 : random.between(0, 3); };
    add(tinytmpl::layers::pad(
            net[x].out.extent,
            {.top = amount(), .bottom = amount(), .left = amount(), .channels_after = random.one_in(4) ? 1 : 0}),
        {x});
  }
  void slice(int x) {
    const Extent in = net[x].out.extent;
    tinytmpl::layers::EachAxis begin{}, step{};
    Extent out = in;
    const auto cut = [this](int extent, int& first, int& by, int& count) {
      first = random.one_in(2) ? 0 : random.below(extent), by = random.one_in(3) ? random.between(2, 3) : 1;
      count = random.between(1, (extent - first + by - 1) / by);
      if (random.one_in(4)) first += (count - 1) * by, by = -by;
    };
    cut(in.h, begin.h, step.h, out.h), cut(in.w, begin.w, step.w, out.w), cut(in.c, begin.c, step.c, out.c);
    add(tinytmpl::layers::slice(in, out, begin, step), {x});
  }
  /// The axes, some of them taken apart, in another order; now and then one that is repeated.
  void move(int x) {
    const Extent in = net[x].out.extent;
    const int sizes[] = {in.h, in.w, in.c}, strides[] = {in.row(), in.c, 1};
    std::vector<tinytmpl::layers::Places::Axis> axes;
    for (int a = 0; a < 3; ++a) {
      const int part = sizes[a] % 2 == 0 && random.one_in(2) ? 2 : 1;
      axes.push_back({sizes[a] / part, strides[a] * part});
      axes.push_back({part, strides[a]});
    }
    for (std::size_t a = axes.size(); a > 1; --a)
      if (random.one_in(3)) std::swap(axes[a - 1], axes[static_cast<std::size_t>(random.below(static_cast<int>(a)))]);
    auto& repeated = axes[static_cast<std::size_t>(random.below(6))];
    if (repeated.size == 1 && random.one_in(2)) repeated = {2, 0};
    tinytmpl::layers::Places places;
    for (const auto& axis : axes) places.add(axis.size, axis.stride);
    const Extent out{axes[0].size * axes[1].size, axes[2].size * axes[3].size, axes[4].size * axes[5].size, 3};
    if (out.h <= 40) add(tinytmpl::layers::move("Move", in, out, places), {x});
  }
  void activation(int x) {
    const Extent in = net[x].out.extent;
    add(random.of(tinytmpl::ReLU::describe(in), tinytmpl::Tanh::describe(in), tinytmpl::Quantize::describe(in)), {x});
  }
  void mean(int x) {
    const tinytmpl::layers::Axes axes{random.one_in(2), random.one_in(2), random.one_in(4)};
    const bool keep_dims = random.one_in(2);
    const Extent in = net[x].out.extent;
    add(random.of(tinytmpl::layers::mean("Mean", in, axes, keep_dims),
                  tinytmpl::layers::sum("ReduceSum", in, axes, keep_dims),
                  tinytmpl::layers::extreme(tinytmpl::core::Op::reduce_max, "ReduceMax", in, axes, keep_dims),
                  tinytmpl::layers::extreme(tinytmpl::core::Op::reduce_min, "ReduceMin", in, axes, keep_dims)),
        {x});
  }
  void reshape(int x) {
    const Extent in = net[x].out.extent;
    const auto divisor = [this](int number, int most) {
      int d = random.between(1, most);
      while (number % d != 0) --d;
      return d;
    };
    const int h = divisor(in.size(), 30), w = divisor(in.size() / h, 4);
    Extent image{h, w, in.size() / h / w, 3};
    if (kind != Inputs::images && random.one_in(2)) image = {1, image.h * image.w, image.c, 3};
    add(tinytmpl::layers::reshape("Reshape", in, random.one_in(3) ? Extent{1, 1, in.size(), 1} : image), {x});
  }
  void combine(int x) {
    const Extent a = net[x].out.extent;
    const auto meets = [](int p, int q) { return p == q || p == 1 || q == 1; };
    const int y = pick_partner([&](Extent b) { return meets(a.h, b.h) && meets(a.w, b.w) && meets(a.c, b.c); });
    const Extent b = net[y].out.extent;
    if (random.one_in(2)) add(tinytmpl::Add::describe(a, b), {x, y});
    else add(tinytmpl::Mul::describe(b, a), {y, x});
  }
  void combine_with_constant(int x) {
    const Extent in = net[x].out.extent;
    const Extent constant{random.one_in(2) ? 1 : in.h, 1, in.c, 3};
    if (random.one_in(2)) add(tinytmpl::layers::with_constant(tinytmpl::Add::describe(in, constant), false), {x});
    else add(tinytmpl::layers::with_constant(tinytmpl::Sub::describe(constant, in), true), {x});
  }
  void join(int x) {
    using tinytmpl::Axis;
    const Axis axis = random.of(Axis::height, Axis::width, Axis::channels);
    const Extent a = net[x].out.extent;
    if ((axis == Axis::height && a.rank < 3) || (axis == Axis::width && a.rank < 2) || a.size() > 2000) return;
    const auto fits = [&](Extent b) {
      return a.rank == b.rank && b.size() <= 2000 && (axis == Axis::height || a.h == b.h) &&
             (axis == Axis::width || a.w == b.w) && (axis == Axis::channels || a.c == b.c);
    };
    const int y = pick_partner(fits), z = pick_partner(fits), count = random.between(2, 3);
    Extent parts[] = {a, net[y].out.extent, net[z].out.extent};
    add(tinytmpl::layers::concat(axis, parts, count), {x, y, z});
  }

  /// The newest tensor comes out, and sometimes others.
  void end() {
    Node output = tinytmpl::core::output_node();
    output.operand_count = random.one_in(3) ? random.between(2, 4) : 1;
    const int count = net.count;
    for (int k = 0; k < output.operand_count; ++k) {
      int x = k == 0 ? count - 1 : pick_any(count);
      if (random.one_in(8)) add(tinytmpl::Dequantize::describe(net[x].out.extent), {x}), x = net.count - 1;
      output.operands[k] = {x, net[x].out.extent, {}};
      tinytmpl::core::read_whole(output, k);
    }
    if (random.one_in(2)) std::swap(output.operands[0], output.operands[output.operand_count - 1]);
    net.add(output);
  }
};

}  // namespace support
