// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Concat of tensors of different types
// MEANING: It moves elements as they are, so all of its inputs have the same.
// EXPECT: this layer moves elements only: its inputs must have elements of one type
// LAYER: tinytmpl::Concat
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Graph<Inputs<"a", "b">, Outputs<"c">, Let<"c", Concat<>, "a", "b">>;

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}, {}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}}, {.output = {1, 0}, .element = Element::int16}, {}};
#endif

Model<Net, InputShapes<Shape<2>, Shape<2>>, parameters> model;
