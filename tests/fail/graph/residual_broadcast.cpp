// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Residual whose body would be broadcast
// MEANING: Unlike Add, a Residual does not repeat a tensor of one channel.
// EXPECT: the operands differ in channels; give the shorter branch a Conv2D<channels, 1>
// EXPECT: 8 == 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Residual<Conv2D<8, 3, Same>>> {};
#else
struct Net : Seq<Residual<Conv2D<1, 3, Same>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
