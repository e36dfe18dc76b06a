// SPDX-License-Identifier: BSL-1.0
// QuantizeLinear, DequantizeLinear. A constant keeps its integers; what is computed changes its type, and pairs.hpp looks what
// stands between two of these.
#include <algorithm>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

constexpr std::int64_t uint8_offset = 128;  // a uint8 is an int8, so much more

/// The scales and zero points of a node, as those of int8 where they are of uint8.
struct Units {
  std::vector<float> scales{};
  std::vector<std::int64_t> zero_points{};
  Dtype dtype = Dtype::uint8;
  int axis = 0;
};

Units read_units(Importer& x, Dtype otherwise) {
  Units out{.dtype = otherwise};
  if (x.integer("block_size", 0) != 0) x.refuse("its blocks are not supported; quantize per tensor or per channel");
  for (const double scale : x.known_numbers(x.input(1))) out.scales.push_back(static_cast<float>(scale));
  out.zero_points.assign(out.scales.size(), 0);
  if (x.given(2)) {
    const Numbers zeros = x.known_numbers(x.input(2));
    if (zeros.size() != out.scales.size()) throw Unknown();
    out.dtype = x.value(x.input(2)).dtype;
    for (std::size_t i = 0; i < zeros.size(); ++i) out.zero_points[i] = static_cast<std::int64_t>(zeros[i]);
  }
  if (out.dtype != Dtype::int8 && out.dtype != Dtype::uint8 && out.dtype != Dtype::int16 && out.dtype != Dtype::int32)
    x.refuse(fmt::format("quantization to {} is not supported; use int8 or uint8", dtype_name(out.dtype)));
  if (out.dtype == Dtype::uint8)
    for (std::int64_t& zero : out.zero_points) zero -= uint8_offset;
  const std::size_t rank = x.shape(x.input(0)).size();
  if (out.scales.size() > 1) out.axis = static_cast<int>(x.axis(x.integer("axis", 1), rank));
  return out;
}

Dtype stored(Dtype dtype) { return dtype == Dtype::uint8 ? Dtype::int8 : dtype; }

void give(Value& value, const Units& units) {
  value.dtype = stored(units.dtype);
  value.scales = units.scales, value.zero_points = units.zero_points, value.quantized_dimension = units.axis;
}

/// Quantizes a constant, as ONNX says: half to even, the zero point behind that.
View quantized(Importer& x, const View& view, const Units& units) {
  const Shape shape = x.shape(view);
  Numbers all = x.known_numbers(view);
  std::size_t inner = 1;
  for (std::size_t i = static_cast<std::size_t>(units.axis) + 1; i < shape.size(); ++i)
    inner *= static_cast<std::size_t>(shape[i]);
  const double bits = units.dtype == Dtype::int16 ? 15 : units.dtype == Dtype::int32 ? 31 : 7;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t c = units.scales.size() == 1 ? 0 : i / inner % units.scales.size();
    const double steps = std::nearbyint(static_cast<float>(all[i]) / units.scales[c]);
    all[i] = std::clamp(steps + static_cast<double>(units.zero_points[c]), -std::exp2(bits), std::exp2(bits) - 1);
  }
  Value like;
  like.dtype = stored(units.dtype);
  View out{x.constant(shape, plain_bytes(all, like), like.dtype), in_order(shape.size()), {}};
  give(x.graph.values[static_cast<std::size_t>(out.value)], units);
  return out;
}

void read_quantize(Importer& x) {
  const View view = x.input(0);
  const Units units = read_units(x, Dtype::uint8);
  if (x.is_constant(view)) return x.set(0, quantized(x, view, units));
  if (units.scales.size() != 1) x.refuse("activations are quantized per tensor, not per axis");
  Attributes attributes;
  attributes.set("half_to_even", std::int64_t{1});
  const int made = x.add("QUANTIZE", {view.value}, x.value(view).shape, attributes, stored(units.dtype));
  give(x.graph.values[static_cast<std::size_t>(made)], units);
  x.set(0, {made, view.axes, view.flat});
}

/// An integer constant, of these units.
View with_units(Importer& x, const View& view, Units units) {
  const Value& from = x.value(view);
  if (from.dtype != units.dtype && x.given(2)) throw Unknown();
  units.dtype = from.dtype;
  Value out = from;
  Buffer data(from.data.begin(), from.data.end());
  if (from.dtype == Dtype::uint8)
    for (std::uint8_t& byte : data) byte = static_cast<std::uint8_t>(byte - uint8_offset);
  units.axis = view.axes.empty() ? 0 : view.axes[static_cast<std::size_t>(units.axis)];
  give(out, units);
  const int made = x.add_value(std::move(out));
  x.graph.replace(made, std::move(data));
  return {made, view.axes, {}};
}

void read_dequantize(Importer& x) {
  View view = x.input(0);
  const Units units =
      read_units(x, x.value(view).dtype == Dtype::uint8 || x.is_constant(view) ? x.value(view).dtype : Dtype::int8);
  if (x.is_constant(view)) return x.set(0, with_units(x, view, units));
  if (units.scales.size() != 1) x.refuse("activations are quantized per tensor, not per axis");
  Value& from = x.graph.values[static_cast<std::size_t>(view.value)];
  if (from.scales.empty()) {  // an input of the model
    give(from, units);
    if (units.dtype == Dtype::uint8) {
      from.dtype = Dtype::uint8, from.zero_points[0] += uint8_offset;
      view.value = x.add("QUANTIZE", {view.value}, from.shape, {}, Dtype::int8);
      give(x.graph.values[static_cast<std::size_t>(view.value)], units);
    }
  } else if (from.scales != units.scales || from.zero_points != units.zero_points) {
    x.refuse("it takes another scale or zero point than its input has; the file is damaged");
  }
  x.set(0, {x.add("DEQUANTIZE", {view.value}, x.value(view).shape, {}, Dtype::float32), view.axes, view.flat});
}

// Operators on integers are those on real numbers, between such pairs.

/// A tensor, its scale and its zero point, as inputs of the node. Several scales belong to one axis.
std::string real(const Importer& x, std::vector<Node>& nodes, std::size_t at, std::int64_t axis = 0) {
  std::vector<std::string> inputs{x.name(at), x.name(at + 1)};
  if (x.given(at + 2)) inputs.push_back(x.name(at + 2));
  nodes.push_back({"DequantizeLinear", "", inputs, {fmt::format("#{}", nodes.size())}, {}});
  Attribute first;
  first.integer = axis;
  nodes.back().attributes.emplace("axis", first);
  return nodes.back().outputs[0];
}

void quantize(const Importer& x, std::vector<Node>& nodes, std::size_t at) {
  std::vector<std::string> inputs{nodes.back().outputs[0], x.name(at)};
  if (x.given(at + 1)) inputs.push_back(x.name(at + 1));
  nodes.push_back({"QuantizeLinear", "", inputs, {x.output_name(0)}, {}});
}

void read_unary(Importer& x, const char* type) {
  std::vector<Node> nodes;
  const std::string from = real(x, nodes, 0);
  nodes.push_back({type, "", {from}, {"#out"}, x.attributes()});
  quantize(x, nodes, 3);
  x.read_instead(nodes);
}

void read_pair(Importer& x, const char* type) {
  std::vector<Node> nodes;
  const std::string a = real(x, nodes, 0), b = real(x, nodes, 3, -1);  // a matrix's columns have scales
  nodes.push_back({type, "", {a, b}, {"#out"}, x.attributes()});
  quantize(x, nodes, 6);
  x.read_instead(nodes);
}

void read_convolution(Importer& x) {
  std::vector<Node> nodes;
  std::vector<std::string> inputs{real(x, nodes, 0), real(x, nodes, 3)};
  if (x.given(8)) inputs.push_back(x.name(8));
  nodes.push_back({"Conv", "", inputs, {"#out"}, x.attributes()});
  quantize(x, nodes, 6);
  x.read_instead(nodes);
}

void read_gemm(Importer& x) {
  std::vector<Node> nodes;
  std::vector<std::string> inputs{real(x, nodes, 0), real(x, nodes, 3, x.integer("transB", 0) != 0 ? 0 : 1)};
  if (x.given(6)) inputs.push_back(x.name(6));
  nodes.push_back({"Gemm", "", inputs, {"#out"}, x.attributes()});
  if (x.given(7)) quantize(x, nodes, 7);
  else x.refuse("an output of float32 is not supported; quantize it, too");
  x.read_instead(nodes);
}

}  // namespace

Rules rules::quantization() {
  return {{"DequantizeLinear", read_dequantize},
          {"QGemm", read_gemm},
          {"QLinearAdd", [](Importer& x) { read_pair(x, "Add"); }},
          {"QLinearAveragePool", [](Importer& x) { read_unary(x, "AveragePool"); }},
          {"QLinearConv", read_convolution},
          {"QLinearGlobalAveragePool", [](Importer& x) { read_unary(x, "GlobalAveragePool"); }},
          {"QLinearLeakyRelu", [](Importer& x) { read_unary(x, "LeakyRelu"); }},
          {"QLinearMatMul", [](Importer& x) { read_pair(x, "MatMul"); }},
          {"QLinearMul", [](Importer& x) { read_pair(x, "Mul"); }},
          {"QLinearSigmoid", [](Importer& x) { read_unary(x, "Sigmoid"); }},
          {"QLinearSoftmax", [](Importer& x) { read_unary(x, "Softmax"); }},
          {"QuantizeLinear", read_quantize}};
}

}  // namespace exporter::onnx
