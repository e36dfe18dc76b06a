// SPDX-License-Identifier: BSL-1.0
// MISUSE: AsStrided with strides that no number holds when they are added up
// MEANING: The last element of all axes lies at the sum of Offset and of each (size - 1) * stride.
// EXPECT: places lie outside the tensor: Offset, and from there all Strides, must stay inside
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr int far = 2'147'483'647;

#ifdef FIXED
struct Net : Seq<AsStrided<Shape<3, 2>, Sizes<3, 2>, Strides<4, 3>>> {};
#else
struct Net : Seq<AsStrided<Shape<3, 2>, Sizes<3, 2, far, far, far>, Strides<far, far, far, far, far>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<12>>::ram_bytes;
