// SPDX-License-Identifier: BSL-1.0
// MISUSE: Groups among the options of a depthwise convolution over time
// MEANING: Each channel is a group of its own.
// EXPECT: the options of DepthwiseConv1D are Stride, Dilation, Same, Valid, Causal, DepthMultiplier and NoBias
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<DepthwiseConv1D<3>> {};
#else
struct Net : Seq<DepthwiseConv1D<3, Groups<2>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<20, 4>>::ram_bytes;
