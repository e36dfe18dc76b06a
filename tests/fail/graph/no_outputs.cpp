// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Graph without Outputs
// MEANING: Outputs say what stays when the network has run.
// EXPECT: a Graph is Graph<Inputs<...>, Outputs<...>, Let<...>...>; only the Inputs may be left out
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Conv2D<8, 3>, "input">> {};
#else
struct Net : Graph<
    Let<"y", Conv2D<8, 3>, "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
