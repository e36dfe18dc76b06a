// SPDX-License-Identifier: BSL-1.0
// MISUSE: Padding that cuts
// MEANING: A Pad adds rows, columns and channels; it removes none.
// EXPECT: a Pad adds rows, columns and channels, it removes none
// EXPECT: 0 <= -1
// EXPECT: 0 <= -1
// LAYER: , 1, 0, -1>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Pad<1>> {};
#else
struct Net : Seq<Pad<-1>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 1>>::ram_bytes;
