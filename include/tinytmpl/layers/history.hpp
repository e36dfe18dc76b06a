// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/concat.hpp>

namespace tinytmpl::layers {

/// Rows that an inference adds; 0: it adds columns or channels, of each row the same.
inline constexpr core::Attribute<0> added_rows{};

/// The first axis that is there.
constexpr Axis time_axis(Extent in) {
  return in.rank == 3 ? Axis::height : in.rank == 2 ? Axis::width : Axis::channels;
}

constexpr Node history(int steps, Axis axis, Extent in) {
  Node node = unary(Op::history, "History", in, in);
  node.require_at_least(Rule::kept_steps, 1, steps);
  const int kept_steps = maximum(1, steps);
  Extent kept = in;
  if (axis == Axis::height) kept.h = kept_steps, node.out.extent.h += kept_steps;
  if (axis == Axis::width) kept.w = kept_steps, node.out.extent.w += kept_steps;
  if (axis == Axis::channels) kept.c = kept_steps, node.out.extent.c += kept_steps;
  node.traits.keeps_quantization = true;
  if (axis != Axis::height) {
    keep_state(node, {kept});
    return node;
  }
  added_rows(node) = in.h;
  node.operands[0].rows.before = kept_steps;
  keep_state(node, {kept}, {.size = kept_steps, .stride = 0});
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The last `steps` along an axis that it was given at earlier inferences, and behind them what it is given now; at first, and after
/// `reset`, zero points: what a convolution over time sees of a stream. Along time, which is the first axis that there is, or `axis`.
///
///     Seq<History<4>, Conv2D<32, Kernel{5, 1}>>    on Shape<1, 1, 40>: a step a time, as if the network saw all of the stream
///
/// shapes   any -> `steps` more along the axis
/// units    `state_bytes`: as many as those steps have
/// rejects  no steps
template <int steps, Axis... axis>
  requires(sizeof...(axis) <= 1)
struct History {
  static constexpr core::Node describe(core::Extent in) {
    Axis along = layers::time_axis(in);
    ((along = axis), ...);
    return layers::history(steps, along, in);
  }
};

}  // namespace tinytmpl
