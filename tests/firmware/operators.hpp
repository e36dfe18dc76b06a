// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "noise.hpp"

/// Every operator once, as tinytmpl-export would write it.
namespace operators {

using namespace noise;

constexpr Quantization image{0.02f, 3}, features{0.016f, -10}, products{0.02f, 20}, sums{0.01f, -100},
    share{1.0f / 256, -128};

struct Net
    : Graph<
          Outputs<"y">, Let<"conv", Seq<Conv2D<8, 3, Same>, ReLU>, "input">,
          Let<"deep", Seq<DepthwiseConv2D<3, Same>, ReLU6, Conv2D<12, 1>>, "conv">, Let<"shares", Softmax, "deep">,
          Let<"most", MaxPool2D<3, Stride<1>, Same>, "input">,
          Let<"mean", AveragePool2D<Kernel{2, 3}, Stride<1>, Same>, "input">, Let<"sum", Add, "most", "mean">,
          Let<"rest", Sub, "sum", "input">, Let<"product", Mul, "rest", "most">,
          Let<"shifted", Seq<WithConstant<Add, Shape<4>>, WithConstant<Mul, Shape<8, 1, 1>, ConstantFirst>>, "product">,
          Let<"curves", Seq<Tanh, LeakyReLU, HardSwish, Sigmoid>, "shifted">,
          Let<"joined", Concat<Axis::channels>, "shares", "curves">,
          Let<"means", Mean<Axis::height, Axis::width, KeepDims>, "joined">, Let<"lifted", Add, "joined", "means">,
          Let<"bright", Mean<Axis::channels, KeepDims>, "lifted">, Let<"scaled", Mul, "lifted", "bright">,
          Let<"wide", Concat<Axis::width>, "scaled", "scaled">, Let<"tall", Concat<Axis::height>, "wide", "wide">,
          Let<"y", Seq<AveragePool2D<2>, Pad<1, 0>, Reshape<Shape<12, 10, 12>>, MaxPool2D<2>, Dense<10, LastAxis>>,
              "tall">> {};

using InputShape = Shape<8, 8, 4>;

inline constexpr Parameters parameters[] = {
    {.output = image},
    layer<1, 288, 8>(),            // conv
    {.output = features},          //
    layer<2, 72, 8>(),             // deep
    {.output = products},          //
    layer<3, 96, 12>(features),    //
    {.output = share},             // shares
    {},                            // most
    {},                            // mean
    {.output = products},          // sum
    {.output = features},          // rest
    {.output = products},          // product
    constant<4, 4>(products, -9),  // shifted
    constant<5, 8>(features, 5),   //
    {.output = {1.0f / 128, 0}},   // curves
    {.output = features, .alpha = 0.3f},
    {.output = products},
    {.output = share},
    {},                 // joined
    {.output = share},  // means
    {.output = sums},   // lifted
    {.output = sums},   // bright
    {.output = sums},   // scaled
    {},                 // wide
    {},                 // tall
    {},                 // y
    {},
    {},
    {},
    layer<6, 120, 10>({0.003f, -20}),
};

template <auto... policies>
using ModelWith = tinytmpl::Model<Net, InputShape, parameters, policies...>;
using Model = ModelWith<>;

}  // namespace operators
