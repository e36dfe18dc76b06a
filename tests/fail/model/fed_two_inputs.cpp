// SPDX-License-Identifier: BSL-1.0
// MISUSE: Rows for a network of two inputs
// MEANING: `push_row` has no name for the input that a row belongs to.
// EXPECT: Schedule::fed takes the rows of one input; use another schedule for several inputs
// EXPECT: 1 == 2
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Graph<Inputs<"a", "b">, Outputs<"both">, Let<"both", Concat<>, "a", "b">>;
using InputShape = InputShapes<Shape<2>, Shape<2>>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}, {}};

#ifdef FIXED
Model<Net, InputShape, parameters, Schedule::min_ram> model;
#else
Model<Net, InputShape, parameters, Schedule::fed> model;
#endif
