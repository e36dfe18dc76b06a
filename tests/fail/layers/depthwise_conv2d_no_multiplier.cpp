// SPDX-License-Identifier: BSL-1.0
// MISUSE: A DepthMultiplier of 0
// MEANING: So many outputs for each channel: at least one.
// EXPECT: this layer makes no channel: it has at least one filter, unit or multiplier
// EXPECT: 1 <= 0
// EXPECT: 1 <= 0
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<DepthwiseConv2D<3, DepthMultiplier<2>>> {};
#else
struct Net : Seq<DepthwiseConv2D<3, DepthMultiplier<0>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 1>>::ram_bytes;
