// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Let that reads a later one
// MEANING: Lets stand in the order in which they are computed.
// EXPECT: this node reads a name that no Input and no Let before it has; check its spelling and the order
// LAYER: tinytmpl::ReLU, 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"stem", Conv2D<8, 3>, "input">,
    Let<"y", ReLU, "stem">> {};
#else
struct Net : Graph<
    Outputs<"y">,
    Let<"y", ReLU, "stem">,
    Let<"stem", Conv2D<8, 3>, "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
