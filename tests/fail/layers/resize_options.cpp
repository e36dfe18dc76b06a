// SPDX-License-Identifier: BSL-1.0
// MISUSE: A ResizeNearest with the options of a pool
// MEANING: It has no window; it chooses the nearest pixel.
// EXPECT: the option of ResizeNearest is HalfPixelCenters or AlignCorners
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<ResizeNearest<14, 14, HalfPixelCenters>> {};
#else
struct Net : Seq<ResizeNearest<14, 14, Same>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 1>>::ram_bytes;
