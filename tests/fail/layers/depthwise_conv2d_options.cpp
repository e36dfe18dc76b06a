// SPDX-License-Identifier: BSL-1.0
// MISUSE: Groups among the options of a DepthwiseConv2D
// MEANING: A DepthwiseConv2D has as many groups as channels already.
// EXPECT: the options of DepthwiseConv2D are Stride, Dilation, Same, Valid, DepthMultiplier and NoBias
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<DepthwiseConv2D<3>> {};
#else
struct Net : Seq<DepthwiseConv2D<3, Groups<8>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
