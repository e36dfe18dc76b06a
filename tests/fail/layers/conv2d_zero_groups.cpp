// SPDX-License-Identifier: BSL-1.0
// MISUSE: No groups
// MEANING: One group is all channels.
// EXPECT: there is at least one group; leave out Groups for one
// EXPECT: 1 <= 0
// EXPECT: 1 <= 0
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3, Groups<1>>> {};
#else
struct Net : Seq<Conv2D<8, 3, Groups<0>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 1>>::ram_bytes;
