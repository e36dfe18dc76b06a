// SPDX-License-Identifier: BSL-1.0
// MISUSE: Two input shapes for a Graph without Inputs
// MEANING: Such a Graph has one input, "input"; several have names of their own.
// EXPECT: the Graph names another number of Inputs than there are input shapes
// EXPECT: 1 == 2
// LAYER: tinytmpl::graph::NetworkInput, 0, 1, 2>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<Inputs<"a", "b">, Outputs<"y">, Let<"y", Add, "a", "b">> {};
#else
struct Net : Graph<Outputs<"y">, Let<"y", Add, "input", "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShapes<Shape<8>, Shape<8>>>::ram_bytes;
