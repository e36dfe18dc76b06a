// SPDX-License-Identifier: BSL-1.0
// MISUSE: An option that stands beside its layer
// MEANING: A `Stride` changes the layer between whose brackets it stands; alone it computes nothing.
// EXPECT: this is not a layer; options stand between the brackets of their layer, Lets in a Graph
// LAYER: tinytmpl::Stride<2>, 2, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3, Stride<2>>> {};
#else
struct Net : Seq<Conv2D<8, 3>, Stride<2>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
