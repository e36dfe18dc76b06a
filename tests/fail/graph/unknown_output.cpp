// SPDX-License-Identifier: BSL-1.0
// MISUSE: An output that nothing has
// MEANING: Outputs name Lets, or inputs.
// EXPECT: this node reads a name that no Input and no Let before it has; check its spelling and the order
// LAYER: tinytmpl::graph::NetworkOutput, 2, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Conv2D<8, 3>, "input">> {};
#else
struct Net : Graph<
    Outputs<"z">,
    Let<"y", Conv2D<8, 3>, "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
