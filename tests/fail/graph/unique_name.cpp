// SPDX-License-Identifier: BSL-1.0
// MISUSE: Two Lets of one name
// MEANING: A name stands for one tensor.
// EXPECT: two nodes of the Graph have this name; rename one
// LAYER: tinytmpl::ReLU, 2, 0, 1>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"z">,
    Let<"y", Conv2D<8, 3>, "input">,
    Let<"z", ReLU, "y">> {};
#else
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Conv2D<8, 3>, "input">,
    Let<"y", ReLU, "y">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
