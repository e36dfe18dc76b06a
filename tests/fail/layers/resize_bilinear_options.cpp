// SPDX-License-Identifier: BSL-1.0
// MISUSE: A ResizeBilinear with the options of a pool
// MEANING: It has no window; each pixel lies between four others.
// EXPECT: the option of ResizeBilinear is HalfPixelCenters or AlignCorners
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<ResizeBilinear<14, 14, HalfPixelCenters>> {};
#else
struct Net : Seq<ResizeBilinear<14, 14, Same>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 1>>::ram_bytes;
