// SPDX-License-Identifier: BSL-1.0
// MISUSE: A stride of 0
// MEANING: A window that does not move has no next output.
// EXPECT: the kernel, the stride and the dilation of a window are at least 1
// EXPECT: 1 <= 0
// EXPECT: 1 <= 0
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3, Stride<1>>> {};
#else
struct Net : Seq<Conv2D<8, 3, Stride<0>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 1>>::ram_bytes;
