// SPDX-License-Identifier: BSL-1.0
// MISUSE: A layer behind a Graph
// MEANING: A Graph ends with its outputs.
// EXPECT: a Graph is a whole network; what stands behind it or around it must be Lets of it
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<Outputs<"y">, Let<"stem", Conv2D<8, 3>, "input">, Let<"y", Dense<4>, "stem">> {};
#else
using Stem = Graph<Outputs<"stem">, Let<"stem", Conv2D<8, 3>, "input">>;
struct Net : Seq<Stem, Dense<4>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
