// SPDX-License-Identifier: BSL-1.0
// MISUSE: A pool with an output quantization of its own
// MEANING: The largest of some bytes is one of them.
// EXPECT: this layer moves bytes only: its inputs and its output must have one quantization; put a Quantize before it
// EXPECT: 1000000000 == 500000000
// LAYER: , 1, 1000000000, 500000000>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<MaxPool2D<2>>;

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {}}};
#else
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {0.5f, 0}}};
#endif

Model<Net, Shape<2, 2, 1>, parameters> model;
