// SPDX-License-Identifier: BSL-1.0
// MISUSE: A zero point of an int16 tensor
// MEANING: The arithmetic of int16 is that of numbers around 0.
// EXPECT: int16 tensors that a layer computes with have the zero point 0
// LAYER: , 2, 0, 7>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Graph<Inputs<"a", "b">, Outputs<"c">, Let<"c", Add, "a", "b">>;
inline constexpr Parameters wide = {.output = {1, 0}, .element = Element::int16};

#ifdef FIXED
inline constexpr Parameters parameters[] = {wide, wide, wide};
#else
inline constexpr Parameters parameters[] = {wide, {.output = {1, 7}, .element = Element::int16}, wide};
#endif

Model<Net, InputShapes<Shape<2>, Shape<2>>, parameters> model;
