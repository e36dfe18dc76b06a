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

void read(Reading& r) {
  r.expect_inputs(1, 1);
  const Value& in = r.input(0);
  if (in.dtype != Dtype::int8 && in.dtype != Dtype::int16 && in.dtype != Dtype::float32)
    r.refuse(in,
             "only int8, uint8, int16 and float32 can be quantized; convert with inference_input_type int8 or uint8");
  Layer layer{&quantize, {r.activation(0)}, {}};
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
