// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Let with an input's name
// MEANING: A Graph without Inputs has one, "input".
// EXPECT: two nodes of the Graph have this name; rename one
// LAYER: , 1, 0, 1>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Conv2D<8, 3>, "input">> {};
#else
struct Net : Graph<
    Outputs<"input">,
    Let<"input", Conv2D<8, 3>, "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
