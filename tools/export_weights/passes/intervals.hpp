// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"
#include "passes/requantization.hpp"

namespace exporter {

using Intervals = std::vector<Interval>;  // of the channels of a tensor

Interval hull(Interval a, Interval b);
Interval clamped(Interval x, Range limits);

/// A layer and the intervals of its inputs: from them its operator finds those of its output.
struct Evaluation {
  const Network& net;
  const std::vector<Intervals>& intervals;
  const Layer& layer;
  const Tensor& out;
  Range clamp;  // of the fused activation

  /// Channel c of input i; one channel stands for all.
  Interval in(std::size_t i, std::size_t c) const;
  int zero_point(std::size_t i = 0) const { return net.in(layer, i).quantization.zero_point; }
  double scale(std::size_t i = 0) const { return net.in(layer, i).quantization.scale; }
  std::size_t channels(std::size_t i = 0) const { return static_cast<std::size_t>(net.in(layer, i).dims.back()); }
  /// ONNX Runtime's float32 is no more than a step from TensorFlow Lite's integers.
  Requantization to_output(double real) const {
    return {real, out.quantization.zero_point, clamp, net.rounding == tinytmpl::Rounding::onnx ? 1 : 0};
  }
};

/// Of an operator of which no more is known.
Interval can_be_anything(const Evaluation& e, std::size_t channel);
/// The same channel of the first input, which the operator copies or chooses from.
Interval same_interval(const Evaluation& e, std::size_t channel);
/// Of a function that makes zero of zero.
Interval zero_stays_zero(const Evaluation& e, std::size_t channel);

/// For each channel (the last axis) of each tensor an interval that holds every value it takes, whatever the input;
/// from the integer arithmetic that the library computes with, under either rounding.
std::vector<Intervals> channel_intervals(const Network& net);

}  // namespace exporter
