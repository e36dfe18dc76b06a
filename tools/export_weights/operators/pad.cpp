// SPDX-License-Identifier: BSL-1.0
// PAD, PADV2.
#include <tinytmpl/layers/pad.hpp>

#include <fmt/format.h>

#include "operators/reshape.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

using tinytmpl::layers::Padding;

std::string pad_word(const Network&, const Layer& layer) {
  const auto& p = attributes<Padding>(layer);
  const std::string image = fmt::format("Pad<{}, {}, {}, {}", p.top, p.bottom, p.left, p.right);
  return p.channels_before + p.channels_after == 0
           ? image + ">"
           : image + fmt::format(", {}, {}>", p.channels_before, p.channels_after);
}

Interval interval(const Evaluation& e, std::size_t c) {
  const auto zero = static_cast<std::int8_t>(e.zero_point());
  const auto& p = attributes<Padding>(e.layer);
  const auto before = static_cast<std::size_t>(p.channels_before);
  if (c < before || c >= before + e.channels()) return {zero, zero};
  const Interval x = e.in(0, c - before);
  return p.top + p.bottom + p.left + p.right > 0 ? hull(x, {zero, zero}) : x;
}

void tie(Ties& ties, const Layer& layer) {
  const int from = layer.inputs[0], to = layer.output();
  const auto before = static_cast<std::size_t>(attributes<Padding>(layer).channels_before);
  ties.tie(from, to, before);
  for (std::size_t c = 0; c < ties.count(to); ++c)
    if (c < before || c >= before + ties.count(from)) ties.keep(to, c);
}

const Operator pad{pad_word,
                   [](const Network& net, const Layer& layer) {
                     return tinytmpl::layers::pad(extent(net.in(layer).dims), attributes<Padding>(layer));
                   },
                   interval, tie};

void read(Reading& r) {
  r.expect_inputs(2, 3);
  Layer layer{&pad, {r.activation(0)}, {}};
  r.expect_same_quantization(0);
  const Value& in = r.input(0);
  const std::vector<std::int64_t> amounts = r.known_integers(1);
  if (amounts.size() != in.shape.size() * 2) r.refuse(r.input(1), "it does not have two numbers for each dimension");
  if (r.inputs() == 3) {
    const Constants value = r.constant(2);
    const int zero = r.output_quantization().zero_point;
    if (value.weights.size() != 1 ||
        (r.computes_reals() ? value.weights.of<float>()[0] != 0 : value.weights.of<std::int8_t>()[0] != zero))
      r.refuse(r.input(2), "padding with another value than the zero point is not supported; pad with 0.0");
  }
  std::vector<int> shape = in.shape;
  Padding padding;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t before = amounts[2 * i], after = amounts[2 * i + 1];
    if (before < 0 || after < 0 || before > 65'535 || after > 65'535)
      r.refuse(r.input(1), fmt::format("it pads by {} and {}; only 0 to 65,535 are supported", before, after));
    if (before + after == 0) continue;
    const int first = static_cast<int>(before), last = static_cast<int>(after);
    switch (r.library_axis(in, static_cast<int>(i))) {
      case tinytmpl::Axis::height: padding.top = first, padding.bottom = last; break;
      case tinytmpl::Axis::width: padding.left = first, padding.right = last; break;
      case tinytmpl::Axis::channels: padding.channels_before = first, padding.channels_after = last; break;
    }
    shape[i] += static_cast<int>(before + after);
  }
  if (shape == in.shape) layer.op = &operators::reshape;
  else layer.attributes = padding;
  r.finish(std::move(layer), shape);
}

}  // namespace

Rules rules::pad() {
  return {{"PAD", read, Effect::moves, Axes::joined}, {"PADV2", read, Effect::computes, Axes::joined}};
}

}  // namespace exporter
