// SPDX-License-Identifier: BSL-1.0
// MISUSE: A zero point of weights
// MEANING: Weights of int8 have none; those of a model of TensorFlow 1 in uint8 may.
// EXPECT: Parameters::as_uint8 is for Conv2D, DepthwiseConv2D, Dense, AveragePool2D and Mul of int8; with it weights may have a zero point, from -128 to 127
// LAYER: tinytmpl::Dense<2>, 1,
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>>;
inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6};
inline constexpr float scales[] = {0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.output = {1, 0}},
                                            {.weights = weights,
                                             .biases = biases,
                                             .scales = scales,
                                             .output = {1, 0},
                                             .weights_zero_point = 3,
                                             .as_uint8 = true}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}, .weights_zero_point = 3}};
#endif

Model<Net, Shape<2>, parameters> model;
