// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Residual whose body is narrower than its shortcut
// MEANING: A body with a stride needs a shortcut with that stride.
// EXPECT: the operands differ in width; give the branches the same strides and padding
// EXPECT: 9 == 5
// LAYER: , 2, 9, 5>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Residual<Conv2D<8, 3, Same, Stride<1, 2>>, Conv2D<8, 1, Stride<1, 2>>>> {};
#else
struct Net : Seq<Residual<Conv2D<8, 3, Same, Stride<1, 2>>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
