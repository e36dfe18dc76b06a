// SPDX-License-Identifier: BSL-1.0
// MISUSE: An input that the model does not have
// MEANING: Inputs and outputs are counted from 0.
// EXPECT: the model has fewer inputs or outputs than that; the first one is 0
// EXPECT: 2 < 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
using Second = M::Input<0>;
#else
using Second = M::Input<2>;
#endif

inline constexpr int size = Second::size;
