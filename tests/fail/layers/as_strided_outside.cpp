// SPDX-License-Identifier: BSL-1.0
// MISUSE: AsStrided beyond the tensor
// MEANING: The last element of all axes lies at the sum of Offset and of each (size - 1) * stride.
// EXPECT: places lie outside the tensor: Offset, and from there all Strides, must stay inside
// EXPECT: 12 >= 13
// LAYER: , 1, 12, 13>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<AsStrided<Shape<3, 2>, Sizes<3, 2>, Strides<4, 3>>> {};
#else
struct Net : Seq<AsStrided<Shape<3, 2>, Sizes<3, 2>, Strides<4, 4>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<12>>::ram_bytes;
