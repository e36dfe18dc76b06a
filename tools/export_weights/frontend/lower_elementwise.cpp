// SPDX-License-Identifier: BSL-1.0
// ADD, SUB, MUL, activations, LEAKY_RELU, HARD_SWISH, LOGISTIC, TANH, SOFTMAX, QUANTIZE.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "frontend/reading.hpp"
#include "text.hpp"

namespace exporter {
namespace {

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

/// The one scale, zero point and shape of a constant operand.
Constants constant_operand(Reading& r, std::size_t i) {
  const FileTensor& t = r.input(i);
  Constants out = r.constant(i);
  out.zero_point = activation_quantization(t, r.where()).zero_point;
  out.dims = t.shape;
  while (out.dims.size() > 1 && out.dims.front() == 1) out.dims.erase(out.dims.begin());
  if (out.dims.empty()) out.dims = {1};
  if (out.dims.size() > 3 || out.weights.empty())
    r.refuse(t, fmt::format("its shape {} is not supported: a batch, or empty", dimensions(t.shape)));
  return out;
}

/// The interpreter's own limits: it shifts by 20 bits and then needs factors below one.
void check_scales(const Reading& r, Kind kind) {
  const double a = r.input(0).scales[0], b = r.input(1).scales[0], out = r.output_quantization().scale;
  if (kind == Kind::mul) return r.expect_multiplier(a * b / out);
  if (!(2 * std::max(a, b) < out * (1 << 20)))
    r.refuse(
        r.output(),
        fmt::format("its scale {:.6g} is too small for inputs of scale {:.6g} and {:.6g}; calibrate again", out, a, b));
}

void expect_parameters(const Reading& r, float scale, int zero_point) {
  const Quantization q = r.output_quantization();
  if (q.scale != scale || q.zero_point != zero_point)
    r.refuse(r.output(), fmt::format("its quantization must be ({}, {}), but is ({}, {}); convert again", scale,
                                     zero_point, q.scale, q.zero_point));
}

double input_to_output(const Reading& r) {
  return double{r.tensor(0).quantization.scale} / double{r.output_quantization().scale};
}

void finish_same_shape(Reading& r, Layer layer) { r.finish(std::move(layer), r.input(0).shape, r.tensor(0).dims); }

}  // namespace

void lower_arithmetic(Reading& r, Kind kind) {
  r.expect_inputs(2, 2);
  const bool first = r.is_constant(0), second = r.is_constant(1);
  if (first && second) r.refuse("both operands are constants; let the converter fold them");
  Layer layer = Reading::layer(kind, {});
  Dims dims;
  if (first || second) {
    layer.inputs = {r.activation(first ? 1 : 0)};
    layer.constants = constant_operand(r, first ? 0 : 1);
    layer.constant_first = first;
    dims = broadcast(r, r.tensor(first ? 1 : 0).dims, layer.constants.dims);
  } else {
    layer.inputs = {r.activation(0), r.activation(1)};
    dims = broadcast(r, r.tensor(0).dims, r.tensor(1).dims);
  }
  check_scales(r, kind);
  layer.activation = r.fused();
  r.finish(std::move(layer), broadcast(r, r.input(0).shape, r.input(1).shape), dims);
}

void lower_activation(Reading& r, Activation activation) {
  r.expect_inputs(1, 1);
  Layer layer = Reading::layer(Kind::activation, {r.activation(0)});
  layer.activation = activation;
  if (activation != Activation::relu) r.expect_same_quantization(0);  // the interpreter ignores the output's
  r.expect_multiplier(input_to_output(r));
  finish_same_shape(r, std::move(layer));
}

void lower_lookup(Reading& r, Kind kind) {
  r.expect_inputs(1, 1);
  Layer layer = Reading::layer(kind, {r.activation(0)});
  if (kind == Kind::sigmoid) expect_parameters(r, 1.0f / 256, -128);
  if (kind == Kind::tanh) expect_parameters(r, 1.0f / 128, 0);
  if (kind == Kind::leaky_relu) {
    layer.alpha = r.options().alpha;
    if (!std::isfinite(layer.alpha)) r.refuse(fmt::format("its alpha is {}; the file is damaged", layer.alpha));
    r.expect_multiplier(input_to_output(r) * std::max(1.0, std::abs(double{layer.alpha})));
  }
  if (kind == Kind::hard_swish) r.expect_multiplier(input_to_output(r));
  finish_same_shape(r, std::move(layer));
}

void lower_softmax(Reading& r) {
  r.expect_inputs(1, 1);
  Layer layer = Reading::layer(Kind::softmax, {r.activation(0)});
  expect_parameters(r, 1.0f / 256, -128);
  layer.beta = r.options().beta;
  const double factor = double{layer.beta} * double{r.tensor(0).quantization.scale} * (1 << 26);
  if (!std::isfinite(layer.beta) || !(factor > 1))
    r.refuse(r.input(0),
             fmt::format("with a beta of {} its scale {} is too small for a softmax in integers; calibrate again",
                         layer.beta, r.tensor(0).quantization.scale));
  finish_same_shape(r, std::move(layer));
}

void lower_quantize(Reading& r) {
  r.expect_inputs(1, 1);
  const FileTensor& in = r.input(0);
  if (in.dtype != Dtype::int8 && in.dtype != Dtype::float32)
    r.refuse(in,
             "only int8 to int8 is supported, and uint8 at the edges; convert with inference_input_type int8 or uint8");
  Layer layer = Reading::layer(Kind::quantize, {r.activation(0)});
  r.expect_multiplier(input_to_output(r));
  finish_same_shape(r, std::move(layer));
}

}  // namespace exporter
