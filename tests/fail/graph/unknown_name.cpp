// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Let that reads a name that nothing has
// MEANING: The first number says which of its names it is, counted from 1.
// EXPECT: this node reads a name that no Input and no Let before it has; check its spelling and the order
// LAYER: tinytmpl::ReLU, 2, 1, 0>
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
    Let<"stem", Conv2D<8, 3>, "input">,
    Let<"y", ReLU, "stern">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
