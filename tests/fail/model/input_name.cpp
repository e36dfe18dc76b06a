// SPDX-License-Identifier: BSL-1.0
// MISUSE: An input by name, of a network without names
// MEANING: A Seq that is written by hand gives its input and output no names; ask for them by position.
// EXPECT: the model has no input or output of that name; a generated header lists them at its top, a Graph in its Inputs and Outputs
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
using First = M::Input<>;
#else
using First = M::Input<"input">;
#endif

inline constexpr int size = First::size;
