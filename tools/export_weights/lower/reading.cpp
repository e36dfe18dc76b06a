// SPDX-License-Identifier: BSL-1.0
#include "lower/reading.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <tinytmpl/core/quantization.hpp>

#include "graph/numbers.hpp"
#include "lower/survey.hpp"
#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "text.hpp"

namespace exporter {
namespace {

constexpr int max_rows = 32'767;       // the library's own limit
constexpr int lowest_int16 = -32'768;  // the zero point of a softmax from int8

/// As which element the library has those of a file's type; none: it does not compute with them.
std::optional<Element> library_element(Dtype dtype) {
  if (dtype == Dtype::int8) return Element::int8;
  if (dtype == Dtype::int16) return Element::int16;
  if (dtype == Dtype::int32) return Element::int32;
  if (dtype == Dtype::int64) return Element::int64;
  if (dtype == Dtype::uint32) return Element::uint32;
  if (dtype == Dtype::uint64) return Element::uint64;
  if (dtype == Dtype::float32) return Element::float32;
  if (dtype == Dtype::boolean) return Element::bool8;
  return {};
}

std::vector<int> without_ones(std::vector<int> dims) {
  std::erase(dims, 1);
  return dims;
}

}  // namespace

void check_scale(float scale, const Place& where, const Value& tensor) {
  if (!tinytmpl::Quantization{scale, 0}.valid())
    refuse(where, tensor, fmt::format("its scale is {}; a scale is finite and positive", scale));
}

Dims library_dims(const Value& tensor, const Place& where) {
  const auto complain = [&](const char* reason) {
    refuse(where, tensor, fmt::format("its shape is {}; {}", dimensions(tensor.shape), reason));
  };
  Dims dims = tensor.shape;
  if (std::find(dims.begin(), dims.end(), 0) != dims.end()) complain("a dimension is 0");
  if (dims.size() > 1 && dims[0] == 1) dims.erase(dims.begin());
  if (dims.empty()) dims = {1};
  while (dims.size() > 3) dims[1] *= dims[0], dims.erase(dims.begin());  // bytes stay where they are
  if (dims.size() == 3 && dims[0] > max_rows) complain("an image has at most 32,767 rows; make them fewer and longer");
  return dims;
}

Quantization activation_quantization(const Value& tensor, const Place& where) {
  const auto complain = [&](const std::string& reason) { refuse(where, tensor, reason); };
  const std::optional<Element> element = library_element(tensor.dtype);
  if (!element) complain(type_refusal(tensor.dtype));
  if (tensor.variable) complain("variable tensors are not supported; convert a model without state");
  if (tensor.sparse || tensor.other_quantization)
    complain("sparse or custom encodings are not supported; convert without");
  const bool has_scale =
      tinytmpl::core::is_quantized(*element) || (*element == Element::int32 && !tensor.scales.empty());
  if (!has_scale) return {};
  if (tensor.scales.empty()) complain("it has no scale; convert with full integer quantization");
  if (tensor.scales.size() > 1) complain("activations are quantized per tensor, not per axis; convert again");
  check_scale(tensor.scales[0], where, tensor);
  const std::int64_t zero = tensor.zero_points.empty() ? 0 : tensor.zero_points[0];
  const bool is_wide = *element == Element::int16 || *element == Element::int32;
  if (is_wide && (tensor.zero_points.size() > 1 || (zero != 0 && (zero != lowest_int16 || *element == Element::int32))))
    complain(fmt::format("its zero point is {}; that of {} is 0", zero, dtype_name(tensor.dtype)));
  if (is_wide) return {tensor.scales[0], static_cast<int>(zero)};
  if (tensor.zero_points.size() > 1 || zero < -128 || zero > 127)
    complain(fmt::format("its zero point {} is not one int8; the file is damaged", zero));
  return {tensor.scales[0], static_cast<int>(zero)};
}

Element element_of(const Value& tensor) { return library_element(tensor.dtype).value_or(Element::int8); }

bool is_batch(const Value& tensor, int axis) { return axis == 0 && tensor.shape.size() > 1 && tensor.shape[0] == 1; }

const Value& Reading::input(std::size_t i) const {
  if (!given(i)) refuse(fmt::format("input {} is missing", i));
  return lowering.graph[op.inputs[i]];
}

const Value& Reading::output() const {
  if (op.outputs.size() != 1 && !chosen) refuse(fmt::format("it has {} outputs, not one", op.outputs.size()));
  return lowering.graph[op.outputs[chosen.value_or(0)]];
}

bool Reading::choose_output(std::size_t i) {
  chosen = i;
  const Graph& graph = lowering.graph;
  return contains(graph.outputs, op.outputs[i]) ||
         std::any_of(graph.operations.begin(), graph.operations.end(),
                     [&](const Operation& reader) { return contains(reader.inputs, op.outputs[i]); });
}

void Reading::expect_inputs(std::size_t least, std::size_t most) const {
  if (inputs() < least || inputs() > most) refuse(fmt::format("it has {} inputs; the file is damaged", inputs()));
}

int Reading::activation(std::size_t i) const {
  const Value& t = input(i);
  if (const auto found = lowering.tensors.find(op.inputs[i]); found != lowering.tensors.end()) return found->second;
  const Quantization quantization = activation_quantization(t, where());  // its dtype or its encoding may be the reason
  if (!is_constant(i)) refuse(t, "its value is not known");
  lowering.net.tensors.push_back({t.name, library_dims(t, where()), quantization, constant(i).weights, element_of(t)});
  return lowering.tensors[op.inputs[i]] = static_cast<int>(lowering.net.tensors.size()) - 1;
}

std::optional<std::vector<std::int64_t>> Reading::integers(std::size_t i) const {
  return given(i) ? exporter::integers(lowering.graph, op.inputs[i]) : std::nullopt;
}

std::vector<std::int64_t> Reading::known_integers(std::size_t i) const {
  if (const auto values = integers(i)) return *values;
  refuse(input(i), "it must be a constant; convert the model with a fixed input shape");
}

tinytmpl::Axis Reading::library_axis(const Value& tensor, int axis) const {
  const std::vector<int>& shape = tensor.shape;
  const int from_end = static_cast<int>(shape.size()) - axis;
  if (is_batch(tensor, axis) || from_end < 1)
    refuse(tensor, "it changes the batch; only height, width and channels can change");
  if (from_end < 3) return static_cast<tinytmpl::Axis>(3 - from_end);
  const auto place = static_cast<std::size_t>(axis);
  for (std::size_t i = 0; i + 2 < shape.size(); ++i)  // those that became the height with it
    if (i != place && shape[i] != 1)
      refuse(tensor, fmt::format("it changes dimension {} of {}; of more than height, width and channels only the last "
                                 "two can change",
                                 axis, dimensions(shape)));
  return tinytmpl::Axis::height;
}

int Reading::axis(std::int64_t value, std::size_t rank) const {
  const auto count = static_cast<std::int64_t>(rank);
  if (value < -count || value >= count) refuse(fmt::format("axis {} does not exist in {} dimensions", value, rank));
  return static_cast<int>(value < 0 ? value + count : value);
}

Activation Reading::fused() const {
  const std::string name = attributes().text("activation", "NONE");
  if (name == "NONE") return Activation::none;
  if (name == "RELU") return Activation::relu;
  if (name == "RELU_N1_TO_1") return Activation::relu_n1_to_1;
  if (name == "RELU6") return Activation::relu6;
  refuse(fmt::format(
      "its fused activation {} is not supported; use none, RELU, RELU_N1_TO_1 or RELU6, or a layer of its own", name));
}

void Reading::expect_element(Element element) const {
  if (element_of(output()) != element) refuse(output(), "its type is not the input's; the file is damaged");
}

void Reading::expect_same_quantization(std::size_t i) const {
  expect_element(element_of(input(i)));
  const Quantization in = activation_quantization(input(i), where()), out = output_quantization();
  if (in != out)
    refuse(input(i),
           fmt::format("its quantization ({}, {}) is not the output's ({}, {}), and this operator copies bytes; "
                       "convert again, or put a QUANTIZE between",
                       in.scale, in.zero_point, out.scale, out.zero_point));
}

void Reading::expect_integers(bool wide, const char* elements) const {
  const Element element = element_of(output());
  if (element != Element::int8 && !(wide && element == Element::int16))
    refuse(output(), fmt::format("this operator is supported in {}, not in {}; convert with full integer quantization",
                                 elements, dtype_name(output().dtype)));
}

void Reading::expect_quantized() const { expect_integers(true, "int8 and int16"); }

void Reading::expect_bytes() const { expect_integers(false, "int8"); }

void Reading::expect_multiplier(double real, int bits_of_int16) const {
  const bool is_wide = output().dtype == Dtype::int16;  // of sums of 64 bits
  if (!computes_reals() && !(real < (1 << (is_wide ? bits_of_int16 : 30))))
    refuse(output(), fmt::format("its scale makes a factor of {:.6g}; the file is damaged", real));
}

int Reading::intermediate(Layer layer, Dims dims, Quantization quantization) {
  layer.outputs = {static_cast<int>(lowering.net.tensors.size())};
  lowering.net.tensors.push_back({output().name, std::move(dims), quantization, {}, element_of(output())});
  lowering.net.layers.push_back(std::move(layer));
  return lowering.net.layers.back().output();
}

void Reading::finish(Layer layer, const std::vector<int>& shape) {
  Value computed = output();
  computed.shape = shape;
  finish(std::move(layer), shape, library_dims(computed, where()));
}

void Reading::finish(Layer layer, const std::vector<int>& shape, Dims dims) {
  expect_shape(shape);
  if (!mixes_types())
    for (const int input : layer.inputs) expect_element(element(input));
  finish(intermediate(std::move(layer), std::move(dims)), shape);
}

void Reading::finish(int tensor, const std::vector<int>& shape) {
  expect_shape(shape);
  if (elements(dims(tensor)) != output().elements())
    refuse(output(),
           fmt::format("its shape {} has axes that cannot be joined here; put all others than height, width and "
                       "channels together, with a Reshape",
                       dimensions(output().shape)));
  lowering.tensors[op.outputs[chosen.value_or(0)]] = reshaped(tensor, library_dims(output(), where()));
}

bool Reading::mixes_types() const { return find_rule(op)->types == Types::several; }

void Reading::expect_shape(const std::vector<int>& computed) const {
  const Value& out = output();
  if (without_ones(out.shape) != without_ones(computed))
    refuse(out,
           fmt::format("its shape is declared as {}, but the operator computes {}; the file is damaged, or the model "
                       "must be converted with a fixed input shape",
                       dimensions(out.shape), dimensions(computed)));
}

int Reading::reshaped(int tensor, const Dims& to) {
  return dims(tensor) == to ? tensor : intermediate({&operators::reshape, {tensor}, {}}, to);
}

void Reading::refuse(const std::string& reason) const {
  if (!op.outputs.empty()) refuse(lowering.graph[op.outputs[chosen.value_or(0)]], reason);
  exporter::refuse(where(), reason);
}

void Reading::refuse(const Value& tensor, const std::string& reason) const {
  exporter::refuse(where(), tensor, reason);
}

}  // namespace exporter
