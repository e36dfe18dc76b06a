// SPDX-License-Identifier: BSL-1.0
// PAD, PADV2.
#include <tinytmpl/layers/pad.hpp>

#include <algorithm>
#include <bit>
#include <optional>

#include <fmt/format.h>

#include "operators/neighbours.hpp"
#include "operators/reshape.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

using tinytmpl::layers::Padding;

/// What is put around a tensor, and of which value; none: of zeros.
struct Around {
  Padding padding{};
  std::optional<int> value{};
};

std::string pad_word(const Network&, const Layer& layer) {
  const auto& [p, value] = attributes<Around>(layer);
  const std::string name = value ? fmt::format("PadWith<{}, ", *value) : "Pad<";
  const std::string image = fmt::format("{}{}, {}, {}, {}", name, p.top, p.bottom, p.left, p.right);
  return p.channels_before + p.channels_after == 0
           ? image + ">"
           : image + fmt::format(", {}, {}>", p.channels_before, p.channels_after);
}

Interval interval(const Evaluation& e, std::size_t c) {
  const auto& [p, value] = attributes<Around>(e.layer);
  const auto put = static_cast<std::int8_t>(value.value_or(e.zero_point()));
  const auto before = static_cast<std::size_t>(p.channels_before);
  if (c < before || c >= before + e.channels()) return {put, put};
  const Interval x = e.in(0, c - before);
  return p.top + p.bottom + p.left + p.right > 0 ? hull(x, {put, put}) : x;
}

void tie(Ties& ties, const Layer& layer) {
  const int from = layer.inputs[0], to = layer.output();
  const auto before = static_cast<std::size_t>(attributes<Around>(layer).padding.channels_before);
  ties.tie(from, to, before);
  for (std::size_t c = 0; c < ties.count(to); ++c)
    if (c < before || c >= before + ties.count(from)) ties.keep(to, c);
}

const Operator pad{pad_word,
                   [](const Network& net, const Layer& layer) {
                     const auto& [padding, value] = attributes<Around>(layer);
                     const tinytmpl::core::Extent in = extent(net.in(layer).dims);
                     return value ? tinytmpl::layers::pad_with(*value, in, padding)
                                  : tinytmpl::layers::pad(in, padding);
                   },
                   interval, tie};

/// A dimension of the file's tensor, and what is put before and behind it.
struct Side {
  std::int64_t extent = 1, before = 0, after = 0;

  std::int64_t padded() const { return before + extent + after; }
  /// This dimension and the next one as one, if what is put around them is put around that.
  std::optional<Side> joined(const Side& inner) const {
    if (padded() == 1) return inner;
    if (inner.padded() != inner.extent) return {};
    return Side{extent * inner.extent, before * inner.extent, after * inner.extent};
  }
};
using Sides = std::vector<Side>;

/// A Pad along the last up to three axes.
int pad_of(Reading& r, int tensor, const Sides& sides, std::optional<int> value) {
  Dims from, to;
  for (const Side& side : sides)
    from.push_back(static_cast<int>(side.extent)), to.push_back(static_cast<int>(side.padded()));
  const auto at = [&](std::size_t from_end) {
    return from_end <= sides.size() ? sides[sides.size() - from_end] : Side{};
  };
  const auto narrow = [](std::int64_t amount) { return static_cast<int>(amount); };
  const Padding padding{narrow(at(3).before), narrow(at(3).after),  narrow(at(2).before),
                        narrow(at(2).after),  narrow(at(1).before), narrow(at(1).after)};
  return r.intermediate({&pad, {r.reshaped(tensor, from)}, {}, Around{padding, value}}, to);
}

/// The value to pad with; none: zeros.
std::optional<int> value_of(Reading& r) {
  if (r.inputs() < 3) return {};
  const Constants value = r.constant(2);
  if (value.weights.size() != 1) r.refuse(r.input(2), "it is not one value");
  const int zero = r.computes_reals() ? 0 : r.output_quantization().zero_point;
  const int element =
      r.computes_reals() ? std::bit_cast<int>(value.weights.of<float>()[0]) : value.weights.of<std::int8_t>()[0];
  return element == zero ? std::nullopt : std::optional(element);
}

void read(Reading& r) {
  r.expect_inputs(2, 3);
  r.expect_same_quantization(0);
  const Value& in = r.input(0);
  const std::vector<std::int64_t> amounts = r.known_integers(1);
  if (amounts.size() != in.shape.size() * 2) r.refuse(r.input(1), "it does not have two numbers for each dimension");
  const std::optional<int> value = value_of(r);
  std::vector<int> shape;
  Sides sides;
  for (std::size_t i = 0; i < in.shape.size(); ++i) {
    const Side side{in.shape[i], amounts[2 * i], amounts[2 * i + 1]};
    if (std::min(side.before, side.after) < 0 || std::max(side.before, side.after) > 65'535)
      r.refuse(r.input(1),
               fmt::format("it pads by {} and {}; only 0 to 65,535 are supported", side.before, side.after));
    sides.push_back(side);
    shape.push_back(static_cast<int>(side.padded()));
  }
  r.expect_shape(shape);
  int tensor = r.activation(0);
  if (shape == in.shape) return r.finish({&operators::reshape, {tensor}, {}}, shape);
  const auto axes = by_axis(sides, r.dims(tensor));
  sides = axes ? *axes : folded(sides);
  if (sides.size() <= 3) return r.finish(pad_of(r, tensor, sides, value), shape);
  for (std::size_t i = 0; i < sides.size(); ++i) {  // along one axis after the other
    Side before, after;
    for (std::size_t k = 0; k < sides.size(); ++k)
      if (k != i) (k < i ? before : after).extent *= k < i ? sides[k].padded() : sides[k].extent;
    if (sides[i].padded() != sides[i].extent) tensor = pad_of(r, tensor, {before, sides[i], after}, value);
  }
  r.finish(tensor, shape);
}

}  // namespace

Rules rules::pad() {
  return {{"PAD", read, Effect::moves, Axes::joined}, {"PADV2", read, Effect::computes, Axes::joined, Uint8::known}};
}

}  // namespace exporter
