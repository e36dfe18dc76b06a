// SPDX-License-Identifier: BSL-1.0
// MISUSE: A DepthMultiplier of 0
// MEANING: So many outputs for each channel: at least one.
// EXPECT: a count of this layer is too small; filters, units, kernels, strides, dilations and groups are at least 1,
//     padding at least 0
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
