// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Graph of nine outputs
// MEANING: Join some of them with a Concat.
// EXPECT: a Graph has at most eight outputs; join some of them with a Concat
// EXPECT: 8 >= 9
// LAYER: tinytmpl::graph::NetworkOutput, 2, 8, 9>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y", "y", "y", "y", "y", "y", "y", "y">,
    Let<"y", ReLU, "input">> {};
#else
struct Net : Graph<
    Outputs<"y", "y", "y", "y", "y", "y", "y", "y", "y">,
    Let<"y", ReLU, "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
