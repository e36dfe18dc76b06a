// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Sigmoid with another scale
// MEANING: TFLite fixes it: 0 is -128, and 127 is 255/256.
// EXPECT: the output of this layer has a fixed quantization: 1/256 and -128 for Softmax and Sigmoid, 1/128 and 0 for
//     Tanh
// EXPECT: 3906250 == 3921569
// LAYER: tinytmpl::Sigmoid, 1,
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Sigmoid>;

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1.0f / 256, -128}}};
#else
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1.0f / 255, -128}}};
#endif

Model<Net, Shape<2>, parameters> model;
