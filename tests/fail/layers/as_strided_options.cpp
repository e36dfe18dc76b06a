// SPDX-License-Identifier: BSL-1.0
// MISUSE: AsStrided with fewer Strides than Sizes
// MEANING: Each axis has a size and a stride.
// EXPECT: AsStrided has up to six Sizes, each at least 1, and as many Strides
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<AsStrided<Shape<3, 2>, Sizes<3, 2>, Strides<4, 3>>> {};
#else
struct Net : Seq<AsStrided<Shape<3, 2>, Sizes<3, 2>, Strides<4>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<12>>::ram_bytes;
