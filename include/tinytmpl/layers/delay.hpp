// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// What it was given at the last inference; at first, and after `reset`, zero points.
///
/// shapes   any -> the same
/// units    `state_bytes`: as many as the tensor has
struct Delay {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::delay, "Delay", in, in);
    node.traits.keeps_quantization = node.traits.either_axis = true;
    node.traits.overwrites = core::Overwrites::operand;
    core::keep_state(node, {in});
    return node;
  }
};

}  // namespace tinytmpl
