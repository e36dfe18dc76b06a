// SPDX-License-Identifier: BSL-1.0
// MISUSE: A convolution without filters
// MEANING: Each filter is a channel of the output, which has at least one.
// EXPECT: this layer makes no channel: it has at least one filter, unit or multiplier
// EXPECT: 1 <= 0
// EXPECT: 1 <= 0
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3>> {};
#else
struct Net : Seq<Conv2D<0, 3>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 1>>::ram_bytes;
