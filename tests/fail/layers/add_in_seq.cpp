// SPDX-License-Identifier: BSL-1.0
// MISUSE: An Add in a Seq
// MEANING: A Seq hands on one tensor; a Residual or a Graph has two.
// EXPECT: this layer takes another number of inputs; name each of them in its Let, or use Seq for one
// EXPECT: 2 == 1
// LAYER: tinytmpl::Add, 2, 2, 1>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Residual<Conv2D<8, 3, Same>>> {};
#else
struct Net : Seq<Conv2D<8, 3, Same>, Add> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
