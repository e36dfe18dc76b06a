// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl {

/// Where the third tensor, of bool, is true the first one's element, else the second one's: TFLite SELECT_V2, of which the third is the
/// first. One of the two may be a constant: `WithConstant<Select, Shape<...>>`.
///
/// shapes   three that numpy would broadcast -> the largest extents
/// rejects  as Add; two tensors of different quantization
/// source   TensorFlow Lite Micro kernels/select.cc
struct Select : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent yes, core::Extent no, core::Extent condition) {
    const core::Node both = layers::arithmetic(core::Op::select, "Select", yes, no);
    core::Node node = layers::arithmetic(core::Op::select, "Select", both.out.extent, condition);
    if (both.fault.found()) node.fault = both.fault;
    node.traits.clamps = false;
    node.traits.keeps_quantization = true;
    node.operand_count = 3;
    const core::Extent extents[] = {yes, no, condition};
    for (int k = 0; k < 3; ++k) node.operands[k] = {.extent = extents[k], .rows = layers::repeated(extents[k], node)};
    return node;
  }
};

}  // namespace tinytmpl
