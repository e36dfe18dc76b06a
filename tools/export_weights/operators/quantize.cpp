// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/quantize.hpp>

#include "operators/elementwise.hpp"

namespace exporter {
namespace {

Interval interval(const Evaluation& e, std::size_t c) {
  return e.to_output(e.scale() / double{e.out.quantization.scale})
      .range(e.in(0, c).low - e.zero_point(), e.in(0, c).high - e.zero_point());
}

const Operator dequantize{.word = [](const Network&, const Layer&) -> std::string { return "Dequantize"; },
                          .node = described<tinytmpl::Dequantize>};

const Operator quantize{[](const Network&, const Layer&) -> std::string { return "Quantize"; },
                        described<tinytmpl::Quantize>, interval, same_channels};

/// As TensorFlow Lite Micro kernels/quantize_common.cc.
bool can_quantize(Element from, Element to) {
  if (from == Element::float32) return to == Element::int8 || to == Element::int16;
  const auto is_narrow = [](Element element) { return element == Element::int8 || element == Element::int16; };
  return (is_narrow(from) && (is_narrow(to) || to == Element::int32)) || (from == Element::int32 && is_narrow(to));
}

void read(Reading& r) {
  r.expect_inputs(1, 1);
  const Value& in = r.input(0);
  Layer layer{&quantize, {r.activation(0)}, {}};
  const Element from = r.element(layer.inputs[0]), to = element_of(r.output());
  if (!can_quantize(from, to) || (from != Element::float32 && !r.quantization(layer.inputs[0]).known()) ||
      !r.output_quantization().known())
    r.refuse(in,
             "only int8, uint8, int16 and float32 can be quantized, and int32 with a scale from and to int8 and int16; "
             "convert with inference_input_type int8 or uint8");
  if (in.dtype != Dtype::float32) r.expect_multiplier(input_to_output(r));
  finish_same_shape(r, std::move(layer));
}

void read_dequantize(Reading& r) {
  r.expect_inputs(1, 1);
  const Value& in = r.input(0);
  if ((in.dtype != Dtype::int8 && in.dtype != Dtype::int16) || !r.computes_reals())
    r.refuse(in, "only int8 and int16 to float32 are supported");
  finish_same_shape(r, {&dequantize, {r.activation(0)}, {}});
}

}  // namespace

Rules rules::quantize() {
  return {{.type = "QUANTIZE", .lower = read, .effect = Effect::elementwise, .types = Types::several},
          {.type = "DEQUANTIZE", .lower = read_dequantize, .types = Types::several}};
}

}  // namespace exporter
