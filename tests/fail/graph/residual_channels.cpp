// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Residual whose body has other channels than its shortcut
// MEANING: A body with more channels needs a shortcut that makes them.
// EXPECT: the operands differ in channels; give the shorter branch a Conv2D<channels, 1>
// EXPECT: 8 == 16
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Residual<Conv2D<16, 3, Same>, Conv2D<16, 1>>> {};
#else
struct Net : Seq<Residual<Conv2D<16, 3, Same>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
