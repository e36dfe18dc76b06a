// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Concat of two quantizations
// MEANING: Bytes of different scale cannot stand side by side.
// EXPECT: this layer moves bytes only: its inputs and its output must have one quantization; put a Quantize before it
// EXPECT: 500000000 == 1000000000
// LAYER: , 2, 500000000, 1000000000>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Graph<Inputs<"a", "b">, Outputs<"both">, Let<"both", Concat<>, "a", "b">>;
using InputShape = InputShapes<Shape<2>, Shape<2>>;

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}, {}};
#else
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {0.5f, 0}}, {}};
#endif

Model<Net, InputShape, parameters> model;
