// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "noise.hpp"

/// Layers whose sums are rounded as ONNX Runtime does it.
namespace shapes_onnx {

using namespace noise;

constexpr Quantization image{0.02f, 3}, a{0.023f, -7}, b{0.031f, 20}, c{0.017f, -128};

struct Net
    : Seq<Conv2D<8, 3, Stride<2>, Same>, ReLU, Residual<DepthwiseConv2D<3, Same>>, Conv2D<12, 1>, AveragePool2D<2>,
          Conv2D<6, 3, Groups<2>, Same>, DepthwiseConv2D<Kernel{1, 2}>, MaxPool2D<2>, GlobalAveragePool2D, Dense<9>> {};

using InputShape = Shape<15, 14, 3>;

inline constexpr Parameters parameters[] = {
    {.output = image},    //
    layer<1, 216, 8>(),   // Conv2D: 8 x 7
    {.output = c},        //
    layer<2, 72, 8>(a),   // DepthwiseConv2D
    {.output = b},        // Residual
    layer<3, 96, 12>(a),  // Conv2D
    {},                   // AveragePool2D: 4 x 3
    layer<4, 324, 6>(b),  // Conv2D
    layer<5, 12, 6>(a),   // DepthwiseConv2D: 4 x 2
    {},                   // MaxPool2D: 2 x 1
    {.output = b},        // GlobalAveragePool2D
    layer<6, 54, 9>(a),   // Dense
};

template <auto... policies>
using ModelWith = tinytmpl::Model<Net, InputShape, parameters, tinytmpl::Rounding::onnx, policies...>;
using Model = ModelWith<>;

}  // namespace shapes_onnx
