// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "noise.hpp"

/// Layers with weights in sizes that no vector unit likes, and in some that it does; uint8 at both ends.
namespace shapes {

using namespace noise;

constexpr Quantization image{0.02f, 131}, a{0.02f, 3}, b{0.022f, -10}, c{0.018f, 20};

struct Net : Seq<Conv2D<5, Kernel{3, 2}, Stride<2>, Same>, ReLU, DepthwiseConv2D<Kernel{3, 5}, Same>, Conv2D<7, 1>,
                 Conv2D<16, 3, Dilation<2>, Same>, DepthwiseConv2D<3, Stride<2>, Same>, ReLU, Conv2D<24, 1>,
                 Conv2D<12, 3, Groups<2>, Same>, DepthwiseConv2D<2, DepthMultiplier<2>>, Conv2D<4, 1, NoBias>, Flatten,
                 Dense<21>, ReLU, Dense<16, NoBias>, Dense<10>> {};

using InputShape = Shape<13, 11, 3>;

template <int seed, int count, int channels>
constexpr Parameters without_bias(Quantization output) {
  return {.weights = numbers<std::int8_t, count, 256, seed>, .scales = scales<channels>, .output = output};
}
constexpr Parameters in_uint8(Parameters layer) {
  layer.element = Element::uint8;
  return layer;
}
inline constexpr Parameters parameters[] = {
    {.output = image, .element = Element::uint8},
    layer<1, 90, 5>(),                            // Conv2D: 7 x 6
    {.output = b},                                //
    layer<2, 75, 5>(c),                           // DepthwiseConv2D
    layer<3, 35, 7>(a),                           // Conv2D
    layer<4, 1008, 16>(b),                        // Conv2D
    layer<5, 144, 16>(),                          // DepthwiseConv2D: 4 x 3
    {.output = c},                                //
    layer<6, 384, 24>(a),                         // Conv2D
    layer<7, 1296, 12>(b),                        // Conv2D
    layer<8, 96, 24>(c),                          // DepthwiseConv2D: 3 x 2
    without_bias<9, 96, 4>(a),                    // Conv2D
    {},                                           // Flatten
    layer<10, 504, 21>(),                         // Dense
    {.output = b},                                //
    without_bias<11, 336, 16>(c),                 // Dense
    in_uint8(layer<12, 160, 10>({0.004f, 121})),  // Dense
};

template <auto... policies>
using ModelWith = tinytmpl::Model<Net, InputShape, parameters, policies...>;
using Model = ModelWith<>;

}  // namespace shapes
