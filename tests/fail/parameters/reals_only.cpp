// SPDX-License-Identifier: BSL-1.0
// MISUSE: A layer that is there in float32 alone, of int8
// MEANING: TensorFlow Lite Micro has it in float32, or in int8 with arithmetic that is not there.
// EXPECT: this layer is there in float32 alone; put a Dequantize before it
// LAYER: LogSoftmax, 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<LogSoftmax>;

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.element = Element::float32}, {}};
#else
inline constexpr Parameters parameters[] = {{.output = {0.1f, 0}}, {.output = {0.1f, 0}}};
#endif

Model<Net, Shape<4>, parameters> model;
