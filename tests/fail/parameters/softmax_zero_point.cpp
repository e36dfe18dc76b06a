// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Softmax with another zero point
// MEANING: TFLite fixes it: 0 is -128, and 127 is 255/256.
// EXPECT: the output of this layer has a fixed quantization: 1/256 and -128 for Softmax and Sigmoid, 1/128 and 0 for
//     Tanh
// EXPECT: -128 == 0
// LAYER: tinytmpl::Softmax, 1, -128, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Softmax>;

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1.0f / 256, -128}}};
#else
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1.0f / 256, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
