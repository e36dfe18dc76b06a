// SPDX-License-Identifier: BSL-1.0
// ADD, SUB, MUL.
#include "operators/arithmetic.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <tinytmpl/layers/arithmetic.hpp>

#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

std::string arithmetic_word(const char* name, const Network& net, const Layer& layer) {
  const Tensor* const constant = constant_operand(net, layer);
  if (!constant) return name;
  Word word("WithConstant");
  word << name << shape_word(constant->dims);
  if (net.in(layer).is_constant()) word << "ConstantFirst";
  return word.text();
}

template <class Word>
tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  const tinytmpl::core::Node node = Word::describe(extent(net.in(layer, 0).dims), extent(net.in(layer, 1).dims));
  return constant_operand(net, layer) ? tinytmpl::layers::with_constant(node, net.in(layer).is_constant()) : node;
}

/// An operand's interval, counted from its zero point.
Range operand(const Evaluation& e, std::size_t i, std::size_t c) {
  return {e.in(i, c).low - e.zero_point(i), e.in(i, c).high - e.zero_point(i)};
}

Interval product(const Evaluation& e, std::size_t c) {
  const Range a = operand(e, 0, c), b = operand(e, 1, c);
  const auto [low, high] = std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
  return e.to_output(e.scale(0) * e.scale(1) / double{e.out.quantization.scale}).range(low, high);
}

template <bool subtracts>
Interval sum(const Evaluation& e, std::size_t c) {
  const Range a = operand(e, 0, c), b = operand(e, 1, c);
  const double twice = 2 * std::max(e.scale(0), e.scale(1)), out = e.out.quantization.scale;
  const auto scaled = [twice](Range x, double scale) {
    return Requantization::wide(scale / twice, std::int64_t{x.low} << 20, std::int64_t{x.high} << 20);
  };
  const Range x = scaled(a, e.scale(0)), y = scaled(b, e.scale(1));
  const Range added = subtracts ? Range{-y.high, -y.low} : y;
  return e.to_output(twice / ((1 << 20) * out))
      .range(std::int64_t{x.low} + added.low, std::int64_t{x.high} + added.high);
}

void tie(Ties& ties, const Layer& layer) {
  for (const int input : layer.inputs)
    if (ties.count(input) == ties.count(layer.output())) ties.tie(input, layer.output());
    else if (!ties.is_constant(input)) ties.keep(input), ties.keep(layer.output());
}

/// As numpy does it: aligned at the end, ones stretch.
std::vector<int> broadcast(const Reading& r, const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<int> out(std::max(a.size(), b.size()));
  for (std::size_t i = 1; i <= out.size(); ++i) {
    const int x = i <= a.size() ? a[a.size() - i] : 1, y = i <= b.size() ? b[b.size() - i] : 1;
    if (x != y && x != 1 && y != 1)
      r.refuse(r.input(1), fmt::format("the shapes {} and {} do not broadcast", dimensions(a), dimensions(b)));
    out[out.size() - i] = std::max(x, y);
  }
  return out;
}

/// The interpreter's own limits: it shifts by 20 bits and then needs factors below one.
void check_scales(const Reading& r, bool multiplies) {
  const double a = r.input(0).scales[0], b = r.input(1).scales[0], out = r.output_quantization().scale;
  if (multiplies) return r.expect_multiplier(a * b / out);
  if (!(2 * std::max(a, b) < out * (1 << 20)))
    r.refuse(
        r.output(),
        fmt::format("its scale {:.6g} is too small for inputs of scale {:.6g} and {:.6g}; calibrate again", out, a, b));
}

template <const Operator& op>
void read(Reading& r) {
  r.expect_inputs(2, 2);
  const bool first = r.is_constant(0), second = r.is_constant(1);
  if (first && second) r.refuse("both operands are constants; let the converter fold them");
  Layer layer{&op, {}, {}};
  if (first || second) {
    const int activation = r.activation(first ? 1 : 0), constant = r.constant_operand(first ? 0 : 1);
    layer.inputs = first ? std::vector{constant, activation} : std::vector{activation, constant};
  } else {
    layer.inputs = {r.activation(0), r.activation(1)};
  }
  const std::size_t computed = first ? 1 : 0;  // what is computed comes first, for the order of messages
  const Dims dims = broadcast(r, r.dims(layer.inputs[computed]), r.dims(layer.inputs[1 - computed]));
  check_scales(r, &op == &operators::mul);
  layer.activation = r.fused();
  r.finish(std::move(layer), broadcast(r, r.input(0).shape, r.input(1).shape), dims);
}

}  // namespace

// A constant's channels are tied to the output's, and go with them.
const Operator operators::add{[](const Network& net, const Layer& layer) { return arithmetic_word("Add", net, layer); },
                              node<tinytmpl::Add>, sum<false>, tie};
const Operator operators::sub{[](const Network& net, const Layer& layer) { return arithmetic_word("Sub", net, layer); },
                              node<tinytmpl::Sub>, sum<true>, tie};
const Operator operators::mul{[](const Network& net, const Layer& layer) { return arithmetic_word("Mul", net, layer); },
                              node<tinytmpl::Mul>, product, tie};

Rules rules::arithmetic() {
  return {{"ADD", read<operators::add>, Effect::elementwise},
          {"SUB", read<operators::sub>, Effect::elementwise},
          {"MUL", read<operators::mul>, Effect::elementwise}};
}

}  // namespace exporter
