// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>

#include <tinytmpl/core/elements.hpp>
#include <tinytmpl/core/quantization.hpp>

// An attribute or a section for all constants of a model, where a platform needs one: docs/porting.md, "Memory".
#if !defined(TINYTMPL_CONSTANT)
#define TINYTMPL_CONSTANT
#endif

namespace tinytmpl {

/// What training gave a layer: arrays in TFLite's layout, and the quantization of its output. An entry for each input of the
/// network, then one for each layer in the order in which they are written.
struct Parameters {
  core::ElementSpan<std::int8_t> weights{};  // int8, or float32 of a float32 layer; of WithConstant: the constant
  core::ElementSpan<std::int32_t> biases{};  // int32, or float32
  std::span<const float> scales{};           // of the weights: one, or one for each output channel
  Quantization output{};
  Element element = Element::int8;  // of the output, in which `output` counts: it matters at the edges of the network
  float alpha = 0;                  // LeakyReLU's slope below zero
  float beta = 1;                   // Softmax's
  int weights_zero_point = 0;       // of WithConstant's constant; and of weights, as_uint8
  bool as_uint8 = false;            // it computes as TFLite's kernels of uint8 do, the quantization of TensorFlow 1
  float state_scale = 0;            // of what a layer of int8 keeps as int16: LSTM's cells, SVDF's sums
  float clip = 0;                   // LSTM's cells stay within it, if it is above 0
  Element state_element = Element::int16;  // in which SVDF's sums count
  int state_zero_point = 0;                // of those, if they are int8
};

}  // namespace tinytmpl
