// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Residual whose body is lower than its shortcut
// MEANING: Body and shortcut are added element by element.
// EXPECT: the operands differ in height; give the branches the same strides and padding
// EXPECT: 9 == 7
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Residual<Conv2D<8, Kernel{3, 1}, Same>>> {};
#else
struct Net : Seq<Residual<Conv2D<8, Kernel{3, 1}>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
