// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"
#include "operators/rules.hpp"

// What operators share whose output has the shape of their input.
namespace exporter {

/// What the library says of a word that reads one tensor.
template <class Word>
tinytmpl::core::Node described(const Network& net, const Layer& layer) {
  return Word::describe(extent(net.in(layer).dims));
}

// While an operator is read:

/// From one step of the input to steps of the output.
double input_to_output(const Reading& r);
/// Refuses an output whose quantization is not the one that TensorFlow Lite demands.
void expect_output(const Reading& r, Quantization demanded);
void finish_same_shape(Reading& r, Layer layer);

}  // namespace exporter
