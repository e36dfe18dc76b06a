// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "graph/numbers.hpp"
#include "lower/elements.hpp"
#include "lower/reading.hpp"
#include "lower/survey.hpp"
#include "text.hpp"

// What an operator reads of its constants: weights, biases, operands.
namespace exporter {
namespace {

constexpr std::int64_t max_constant_bytes = std::int64_t{1} << 26;

/// Weights whose differences to their zero point are int8 become those: what is computed is the same.
void drop_zero_point(Constants& k) {
  std::vector<std::int8_t>& weights = k.weights.of<std::int8_t>();
  const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
  if (weights.empty() || *least - k.zero_point < -128 || *most - k.zero_point > 127) return;
  for (std::int8_t& weight : weights) weight = static_cast<std::int8_t>(weight - k.zero_point);
  k.zero_point = 0;
}

}  // namespace

/// Of float32 or float16.
std::vector<float> Reading::reals(const Value& tensor) const {
  std::vector<float> out;
  if (tensor.dtype == Dtype::float16)
    for (const std::uint16_t half : elements_of<std::uint16_t>(tensor)) out.push_back(real_of_half(half));
  else out = elements_of<float>(tensor);
  if (!std::all_of(out.begin(), out.end(), [](float real) { return std::isfinite(real); }))
    refuse(tensor, "it holds an infinity, or what is not a number; train the model again");
  return out;
}

/// What integers with scales stand for.
std::vector<float> Reading::dequantized(const Value& tensor) const try {
  const Numbers numbers = numbers_of(tensor);
  return {numbers.begin(), numbers.end()};
} catch (const Unknown&) {
  refuse(tensor, "its scales are not those of its channels; the file is damaged");
}

Constants Reading::constant(std::size_t i, bool widens) const {
  const Value& t = input(i);
  if (t.data.empty()) refuse(t, "it must be a constant; weights that are computed are not supported");
  const bool is_real = t.dtype == Dtype::float32 || t.dtype == Dtype::float16;
  const bool of_reals = computes_reals() || (mixes_types() && t.dtype == Dtype::float32);
  if (of_reals && !is_real && t.dtype != Dtype::int8)
    refuse(t, fmt::format("a constant of {} in float32 arithmetic is not supported; convert it as float32",
                          dtype_name(t.dtype)));
  const bool halves = t.dtype == Dtype::int4;
  const bool is_wide = t.dtype == Dtype::int16 && output().dtype == Dtype::int16;  // an operand
  const bool is_whole =
      (t.dtype == Dtype::int32 || t.dtype == Dtype::int64) && (output().dtype == t.dtype || mixes_types());
  if (!of_reals && t.dtype != Dtype::int8 && !halves && !is_wide && !is_whole) refuse(t, type_refusal(t.dtype));
  if (t.sparse || t.other_quantization) refuse(t, "sparse or custom encodings are not supported; convert without");
  const std::size_t size =
      is_whole || t.dtype == Dtype::float32 || t.dtype == Dtype::float16 || is_wide ? element_bytes(t.dtype) : 1;
  const auto count = static_cast<std::size_t>(t.elements());
  if (t.data.size() != (halves ? (count + 1) / 2 : count * size))
    refuse(t, fmt::format("its shape {} has {} elements, but its data {} bytes; the file is damaged",
                          dimensions(t.shape), t.elements(), t.data.size()));
  if (t.scales.empty() && !is_real && !is_whole) refuse(t, "it has no scale; convert with full integer quantization");
  for (const float scale : t.scales)
    if (scale != 0) check_scale(scale, where(), t);  // a filter of scale 0 gives nothing but the zero point
  lowering.constant_bytes += static_cast<std::int64_t>(t.data.size());
  if (lowering.constant_bytes > max_constant_bytes)
    refuse(t, fmt::format("the constants have more than {} bytes; no microcontroller holds them", max_constant_bytes));
  Constants out;
  out.name = t.name;
  out.dims = t.shape;
  if (is_real) {
    out.weights = reals(t);
  } else if (of_reals && !widens) {
    out.weights = dequantized(t);
  } else {
    out.scales = t.scales;
    if (t.dtype == Dtype::int64) out.weights = elements_of<std::int64_t>(t);
    else if (is_whole) out.weights = elements_of<std::int32_t>(t);
    else if (is_wide) out.weights = elements_of<std::int16_t>(t);
    else out.weights = halves ? halves_of(t) : elements_of<std::int8_t>(t);
  }
  return out;
}

int Reading::constant_operand(std::size_t i) {
  const Value& t = input(i);
  Constants read = constant(i);
  const Element element = read.weights.element();
  const Quantization quantization = element == Element::float32 ? Quantization{} : activation_quantization(t, where());
  Dims dims = t.shape;
  while (dims.size() > 1 && dims.front() == 1) dims.erase(dims.begin());
  if (dims.empty()) dims = {1};
  if (dims.size() > 3 || read.weights.empty())
    refuse(t, fmt::format("its shape {} is not supported: a batch, or empty", dimensions(t.shape)));
  lowering.net.tensors.push_back({t.name, std::move(dims), quantization, std::move(read.weights), element});
  return static_cast<int>(lowering.net.tensors.size()) - 1;
}

bool Reading::declare(int tensor, Quantization quantization) {
  if (!lowering.net[tensor].is_constant()) return false;
  lowering.net[tensor].quantization = quantization;
  return true;
}

void Reading::expect_symmetric(const Value& w) const {
  if (std::any_of(w.zero_points.begin(), w.zero_points.end(), [](std::int64_t zero) { return zero != 0; }))
    refuse(w, "weights with a zero point other than 0 are not supported; convert with symmetric weights");
}

Constants Reading::weights(int channels, int quantized_dimension, Operands at) {
  Constants out = constant(at.weights, true);
  const Value& w = input(at.weights);
  if (as_uint8()) {
    if (w.scales.size() != 1 || w.zero_points.size() != 1)
      refuse(w, fmt::format("it has {} scales and {} zero points, but weights of uint8 have one of each; convert again",
                            w.scales.size(), w.zero_points.size()));
    out.zero_point = static_cast<int>(w.zero_points[0]);
    drop_zero_point(out);
  } else {
    expect_symmetric(w);
  }
  const bool is_quantized = out.weights.element() == Element::int8;
  if (is_quantized && out.scales.size() != 1 && out.scales.size() != static_cast<std::size_t>(channels))
    refuse(w, fmt::format("it has {} scales for {} output channels; the file is damaged", out.scales.size(), channels));
  if (out.scales.size() > 1 && w.quantized_dimension != quantized_dimension)
    refuse(w, fmt::format("it is quantized along dimension {}, not {}; convert per output channel or per tensor",
                          w.quantized_dimension, quantized_dimension));
  for (const float scale : out.scales)
    expect_multiplier(double{tensor(at.input).quantization.scale} * double{scale} /
                      double{output_quantization().scale});
  if (!given(at.biases)) return out;
  out.has_biases = true;
  out.biases = biases(at.biases, channels);
  return out;
}

ElementArray Reading::biases(std::size_t i, int channels) const {
  const Value& b = input(i);
  const bool is_real = b.dtype == Dtype::float32 || b.dtype == Dtype::float16;
  if (computes_reals() && !is_real) refuse(b, "biases must be float32, as the layer's tensors are");
  const bool is_wide = output().dtype == Dtype::int16 && b.dtype == Dtype::int64;
  if (!computes_reals() && b.dtype != Dtype::int32 && !is_wide)
    refuse(b, "biases must be int32, or int64 of int16 activations; convert again");
  const bool takes_both = op.is("CONV_2D") || op.is("FULLY_CONNECTED");  // as the reference does
  if (output().dtype == Dtype::int16 && !is_wide && !takes_both)
    refuse(b, "of int16 activations biases must be int64 here; convert again");
  if (b.data.empty()) refuse(b, "biases must be a constant");
  if (b.elements() != channels || b.data.size() != static_cast<std::size_t>(channels) * (b.dtype == Dtype::float16 ? 2
                                                                                         : is_wide                 ? 8
                                                                                                                   : 4))
    refuse(b, fmt::format("it has {} bytes of biases for {} output channels; the file is damaged", b.data.size(),
                          channels));
  if (std::any_of(b.zero_points.begin(), b.zero_points.end(), [](std::int64_t zero) { return zero != 0; }))
    refuse(b, "biases with a zero point other than 0 are not supported; convert with symmetric biases");
  if (computes_reals()) return reals(b);
  if (is_wide) return elements_of<std::int64_t>(b);
  return elements_of<std::int32_t>(b);
}

}  // namespace exporter
