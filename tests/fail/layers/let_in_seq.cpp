// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Let in a Seq
// MEANING: A Seq needs no names; a Let is a line of a Graph.
// EXPECT: this is not a layer; options stand between the brackets of their layer, Lets in a Graph
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3>, ReLU> {};
#else
struct Net : Seq<Conv2D<8, 3>, Let<"y", ReLU, "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
