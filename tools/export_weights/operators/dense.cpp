// SPDX-License-Identifier: BSL-1.0
// FULLY_CONNECTED.
#include "operators/dense.hpp"

#include <cmath>

#include <fmt/format.h>
#include <tinytmpl/layers/dense.hpp>

#include "operators/matmul.hpp"
#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "operators/weights.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

std::string dense_word(const Network& net, const Layer& layer) {
  Word word("Dense");
  word << std::to_string(net.out(layer).dims.back());
  if (attributes<DenseAttributes>(layer).last_axis) word << "LastAxis";
  if (!layer.constants.has_biases) word << "NoBias";
  return word.text();
}

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  return tinytmpl::layers::dense(extent(net.in(layer).dims), net.out(layer).dims.back(),
                                 attributes<DenseAttributes>(layer).last_axis, layer.constants.has_biases);
}

Interval interval(const Evaluation& e, std::size_t c) {
  const auto outputs = static_cast<std::size_t>(e.out.dims.back());
  return filtered(e, c, run_of_weights(e.layer, c, outputs, e.channels()), false);
}

/// As TensorFlow Lite demands of weights quantized per tensor.
void check_bias_scale(const Reading& r) {
  if (!r.given(2) || r.input(1).scales.size() != 1 || r.input(2).scales.size() != 1) return;
  const double product = double{r.tensor(0).quantization.scale} * double{r.input(1).scales[0]};
  if (!(std::abs(product - double{r.input(2).scales[0]}) / double{r.output_quantization().scale} <= 0.02))
    r.refuse(r.input(2), fmt::format("its scale {} is not the input's times the weights', {:.6g}; convert again",
                                     r.input(2).scales[0], product));
}

void read_fully_connected(Reading& r) {
  r.expect_inputs(2, 3);
  if (!r.is_constant(1) && r.as_uint8()) r.refuse(r.input(1), "weights that are computed are not supported in uint8");
  if (!r.is_constant(1)) return read_computed_weights(r);
  const int from = r.activation(0);
  const Value &in = r.input(0), &weights = r.input(1);
  if (r.attributes().integer("weights_format") != 0)
    r.refuse(weights, "its shuffled format is not supported; convert with the default format");
  if (weights.shape.size() != 2 || weights.elements() == 0)
    r.refuse(weights, fmt::format("its shape {} is not [units, inputs]", dimensions(weights.shape)));
  const int units = weights.shape[0], inputs = weights.shape[1];
  if (in.elements() % inputs != 0)
    r.refuse(weights,
             fmt::format("its shape {} does not fit an input of shape {}; the file is damaged, or the model must be "
                         "converted with a fixed input shape",
                         dimensions(weights.shape), dimensions(in.shape)));
  const int positions = static_cast<int>(in.elements() / inputs);

  Layer layer{&operators::dense, {from}, {}};
  layer.constants = r.weights(units, 0);
  layer.activation = r.fused();
  layer.as_uint8 = r.as_uint8();
  check_bias_scale(r);
  const Dims& dims = r.tensor(0).dims;
  std::vector<int> shape{positions, units};
  const bool keeps_positions =
      dims.back() == inputs && (positions > 1 || (r.attributes().integer("keep_num_dims") != 0 && dims.size() > 1));
  layer.attributes = DenseAttributes{.last_axis = keeps_positions || positions > 1};
  if (keeps_positions) {
    Dims out = dims;
    out.back() = units;
    if (r.output().shape.size() > 2) shape = in.shape, shape.back() = units;
    return r.finish(std::move(layer), shape, out);
  }
  if (positions > 1) {  // vectors that are not the last axis
    const Quantization same = r.tensor(0).quantization;
    layer.inputs = {r.intermediate({&operators::reshape, {from}, {}}, {positions, inputs}, same)};
    return r.finish(std::move(layer), shape, {positions, units});
  }
  r.finish(std::move(layer), shape, {units});
}

}  // namespace

const Operator operators::dense{dense_word, node, interval, read_by_runs, shrink_runs};

Rules rules::dense() {
  return {{"FULLY_CONNECTED", read_fully_connected, Effect::computes, Axes::joined, Uint8::known}};
}

}  // namespace exporter
