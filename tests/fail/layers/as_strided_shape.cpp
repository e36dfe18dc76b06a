// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Shape into which the axes of AsStrided do not divide
// MEANING: A row, and a pixel, of the output ends where one of the axes turns.
// EXPECT: each extent of the Shape is that of one of the axes, or of several next to each other
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<AsStrided<Shape<4, 3>, Sizes<2, 2, 3>, Strides<0, 3, 1>>> {};
#else
struct Net : Seq<AsStrided<Shape<3, 4>, Sizes<2, 2, 3>, Strides<0, 3, 1>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<6>>::ram_bytes;
