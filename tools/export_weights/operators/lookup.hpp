// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"
#include "operators/rules.hpp"

namespace exporter {

/// For a table that a pass over the graph has made.
extern const Rule lookup_rule;

namespace operators {
extern const Operator lookup;  // its table is its weights
}

/// 256 outputs, of `output(input)` for the inputs -128 ... 127.
Layer lookup_layer(const Reading& r, int input, const auto& output) {
  Layer layer{&operators::lookup, {input}, {}};
  layer.constants.name = r.output().name, layer.constants.dims = {256};
  std::vector<std::int8_t> outputs;
  for (int q = -128; q < 128; ++q) outputs.push_back(static_cast<std::int8_t>(output(q)));
  layer.constants.weights = std::move(outputs);
  return layer;
}

/// Adds a table as TFLite's kernels/internal/reference/integer_ops/lut.h fills it, of a function of real numbers.
void read_function(Reading& r, float (*function)(float));

/// The bytes of a tensor as TensorFlow Lite's kernels take them that do not look at quantizations: a tensor of the same bytes whose
/// quantization is `as`.
int reinterpreted(Reading& r, int tensor, Quantization as);

}  // namespace exporter
