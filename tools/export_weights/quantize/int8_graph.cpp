// SPDX-License-Identifier: BSL-1.0
#include "quantize/int8_graph.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "graph/float_functions.hpp"
#include "graph/refusal.hpp"
#include "ir.hpp"
#include "lower/lower.hpp"
#include "quantize/scales.hpp"
#include "quantize/weights.hpp"

namespace exporter {
namespace {

using tinytmpl::Quantization;

bool is_real(const Value& value) { return value.dtype == Dtype::float32 || value.dtype == Dtype::float16; }

void declare(Value& value, Quantization quantization) {
  value.dtype = Dtype::int8;
  value.scales = {quantization.scale}, value.zero_points = {quantization.zero_point};
}

/// With a scale for each channel along an axis, and no zero points.
Value symmetric(Value like, Dtype dtype, const std::vector<float>& scales, int axis) {
  like.dtype = dtype, like.quantized_dimension = axis;
  like.scales = scales, like.zero_points.assign(scales.size(), 0);
  return like;
}

Quantization declared(const Value& value) { return {value.scales[0], static_cast<int>(value.zero_points[0])}; }

class Builder {
 public:
  Builder(const Graph& in_from, const Calibration& in_calibration)
      : from(in_from), calibration(in_calibration), to(in_from) {}

  Int8Graph build(Ranges ranges) {
    Int8Graph out{{}, declare_values(ranges)};
    to.operations.clear();
    for (const Operation& op : from.operations) add(op);
    for (std::size_t i = 0; i < to.inputs.size(); ++i) set_element(to.inputs[i], to.input_elements, i);
    for (std::size_t i = 0; i < to.outputs.size(); ++i) set_element(to.outputs[i], to.output_elements, i);
    out.graph = std::move(to);
    return out;
  }

 private:
  const Graph& from;
  const Calibration& calibration;
  Graph to;

  Value& value(int i) { return to.values[static_cast<std::size_t>(i)]; }

  std::map<int, Ranges> declare_values(Ranges ranges) {
    const SharedScales shared(from);
    std::map<int, Histogram> histograms;
    for (const auto& [i, histogram] : calibration.histograms)
      if (shared.counts(i)) histograms[shared.of(i)].add(histogram);
    std::map<int, Range8> chosen;
    for (const auto& [i, histogram] : histograms)
      if (!shared.demanded(i)) chosen[i] = choose_range(histogram, ranges);
    std::map<int, Ranges> by;
    for (const auto& [i, histogram] : calibration.histograms)
      if (const auto demanded = shared.demanded(i)) declare(value(i), *demanded);
      else declare(value(i), chosen[shared.of(i)].quantization), by[i] = chosen[shared.of(i)].by;
    return by;
  }

  void set_element(int i, std::vector<Element>& elements, std::size_t at) const {
    if (at < elements.size() && to[i].dtype == Dtype::int8) elements[at] = Element::int8;
  }

  int add_value(Value made) {
    to.values.push_back(std::move(made));
    return static_cast<int>(to.values.size()) - 1;
  }
  void add(Operation op) {
    if (const Weighted* const where = weighted(from, op)) quantize(op, *where);
    for (std::size_t i = 0; i < op.inputs.size(); ++i) {
      const int input = op.inputs[i];
      if (input >= 0 && !to[input].data.empty() && is_real(to[input])) op.inputs[i] = operand(op, input);
      else if (keeps_scale(op) && becomes_int8(from, input)) op.inputs[i] = rescaled(op, input);
    }
    if (becomes_int8(from, op.outputs[0]) && float_function(op) && !is_there(op)) return add_table(std::move(op));
    to.operations.push_back(std::move(op));
  }

  // Constants

  void quantize(Operation& op, const Weighted& where) {
    const Value& weights = from[op.inputs[where.weights]];
    const float input_scale = to[op.inputs[where.input]].scales[0];
    std::vector<float> biases;
    if (where.has_biases(op)) biases = real_elements(from[op.inputs[where.biases]]);
    QuantizedWeights quantized = quantize_weights(weights, where.axis, biases, input_scale);
    if (!biases.empty()) correct(biases, op, where, quantized);

    op.inputs[where.weights] =
        add_constant(to, symmetric(weights, Dtype::int8, quantized.scales, static_cast<int>(where.axis)),
                     bytes_of(quantized.weights));
    if (biases.empty()) return;
    for (float& scale : quantized.scales) scale *= input_scale;
    op.inputs[where.biases] =
        add_constant(to, symmetric(from[op.inputs[where.biases]], Dtype::int32, quantized.scales, 0),
                     bytes_of(quantize_biases(biases, quantized.scales)));
  }

  /// Adds what the rounding of the weights takes away from the mean of each channel: the operator on means, with losses for weights.
  ///
  /// source   Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019, 4.2
  void correct(std::vector<float>& biases, const Operation& op, const Weighted& where,
               const QuantizedWeights& quantized) {
    Graph losses = from;
    Operation linear = op;
    linear.attributes.set("activation", std::string("NONE"));
    linear.inputs[where.weights] = add_reals(losses, from[op.inputs[where.weights]], quantized.losses);
    linear.inputs[where.biases] = add_reals(losses, from[op.inputs[where.biases]], std::vector<float>(biases.size()));
    const int input = op.inputs[where.input];
    const Tensors outputs = evaluate(losses, linear, {{input, bytes_of(calibration.means.at(input))}}, 1);
    const std::span<const float> means = as_reals(outputs.at(op.outputs[0]));
    std::vector<double> sums(biases.size());
    for (std::size_t i = 0; i < means.size(); ++i) sums[i % sums.size()] += double{means[i]};
    const double positions = static_cast<double>(means.size()) / static_cast<double>(biases.size());
    for (std::size_t c = 0; c < biases.size(); ++c) biases[c] += static_cast<float>(sums[c] / positions);
  }

  /// An operand that is a constant: as the output, where bytes are copied; symmetric, where it is a matrix; or with a range of its own.
  int operand(const Operation& op, int input) {
    const std::vector<float> reals = real_elements(to[input]);
    const auto [least, most] = std::minmax_element(reals.begin(), reals.end());
    const double low = std::min(0.0, double{*least}), high = std::max(0.0, double{*most}), size = std::max(-low, high);
    Quantization as = op.is("BATCH_MATMUL") ? Quantization{quantization_of(-size, size).scale * 255 / 254, 0}
                                            : quantization_of(low, high);
    if (keeps_scale(op)) as = declared(to[op.outputs[0]]);
    std::vector<std::int8_t> elements(reals.size());
    std::transform(reals.begin(), reals.end(), elements.begin(),
                   [as](float real) { return quantize_to_even(real, as.scale, as.zero_point); });
    Value made = to[input];
    declare(made, as);
    return add_constant(to, std::move(made), bytes_of(elements));
  }

  // Operators

  /// The input as an operator that keeps scales needs it.
  int rescaled(const Operation& op, int input) {
    const auto output =
        std::find_if(op.outputs.begin(), op.outputs.end(), [&](int out) { return becomes_int8(from, out); });
    if (output == op.outputs.end() || same_quantization(to[input], to[*output])) return input;
    Value made = from[input];
    declare(made, declared(to[*output]));
    const int out = add_value(std::move(made));
    to.operations.push_back(between("QUANTIZE", op, input, out));
    return out;
  }
  static Operation between(const char* type, const Operation& reader, int input, int output) {
    return {.position = reader.position,
            .type = type,
            .is_custom = false,
            .name = type,
            .inputs = {input},
            .outputs = {output},
            .attributes = {}};
  }

  /// Whether the library has an operator in int8.
  bool is_there(const Operation& op) const {
    Graph part;
    part.values = to.values, part.operations = {op};
    part.inputs = op.inputs, part.outputs = op.outputs;
    part.input_names.resize(1), part.output_names.resize(1);
    try {
      lower(std::move(part));
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  /// A function of one element that is not there in int8 is one in float32 between two operators, which `lower` makes a table of.
  void add_table(Operation op) {
    const int input = op.inputs[0], output = op.outputs[0];
    const int reals = add_value(from[input]), results = add_value(from[output]);
    to.operations.push_back(between("DEQUANTIZE", op, input, reals));
    op.inputs = {reals}, op.outputs = {results};
    to.operations.push_back(op);
    to.operations.push_back(between("QUANTIZE", op, results, output));
  }
};

}  // namespace

Int8Graph int8_graph(const Graph& graph, const Calibration& calibration, Ranges ranges) {
  return Builder(graph, calibration).build(ranges);
}

}  // namespace exporter
