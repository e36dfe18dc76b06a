// SPDX-License-Identifier: BSL-1.0
// MISUSE: Two inputs of one name
// MEANING: A name stands for one tensor.
// EXPECT: two nodes of the Graph have this name; rename one
// LAYER: tinytmpl::graph::NetworkInput, 1, 0, 1>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Inputs<"a", "b">,
    Outputs<"y">,
    Let<"y", Add, "a", "b">> {};
#else
struct Net : Graph<
    Inputs<"a", "a">,
    Outputs<"y">,
    Let<"y", Add, "a", "a">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShapes<Shape<8>, Shape<8>>>::ram_bytes;
