// SPDX-License-Identifier: BSL-1.0
// ADD, SUB, MUL.
#include "operators/arithmetic.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <tinytmpl/layers/arithmetic.hpp>

#include "operators/binary.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

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

/// The interpreter's own limits: it shifts by 20 bits, or 15, and then needs factors below one.
void check_scales(const Reading& r, bool multiplies) {
  if (r.computes_reals()) return;
  const double a = r.input(0).scales[0], b = r.input(1).scales[0], out = r.output_quantization().scale;
  if (multiplies) return r.expect_multiplier(a * b / out);
  const int bits = tinytmpl::layers::bits_of_sum(element_of(r.output()));
  if (!(2 * std::max(a, b) < out * (1 << bits)))
    r.refuse(
        r.output(),
        fmt::format("its scale {:.6g} is too small for inputs of scale {:.6g} and {:.6g}; calibrate again", out, a, b));
}

template <const Operator& op>
void read(Reading& r) {
  Layer layer = read_binary(r, op);
  layer.activation = r.fused();
  if (!tinytmpl::core::is_quantized(element_of(r.output())) && !r.computes_reals()) {
    if (layer.activation != Activation::none) r.refuse("integers are not clamped; clamp them by MAXIMUM and MINIMUM");
    return finish_binary(r, std::move(layer));
  }
  check_scales(r, &op == &operators::mul);
  layer.as_uint8 = &op == &operators::mul && r.as_uint8();
  finish_binary(r, std::move(layer));
}

}  // namespace

const Operator operators::add{[](const Network& net, const Layer& layer) { return binary_word("Add", net, layer); },
                              binary_node<tinytmpl::Add>, sum<false>, tie_binary};
const Operator operators::sub{[](const Network& net, const Layer& layer) { return binary_word("Sub", net, layer); },
                              binary_node<tinytmpl::Sub>, sum<true>, tie_binary};
const Operator operators::mul{[](const Network& net, const Layer& layer) { return binary_word("Mul", net, layer); },
                              binary_node<tinytmpl::Mul>, product, tie_binary};

Rules rules::arithmetic() {
  return {{"ADD", read<operators::add>, Effect::elementwise, Axes::joined, Uint8::known, Types::integers},
          {"SUB", read<operators::sub>, Effect::elementwise, Axes::joined, Uint8::known, Types::integers},
          {"MUL", read<operators::mul>, Effect::elementwise, Axes::joined, Uint8::known, Types::integers}};
}

}  // namespace exporter
