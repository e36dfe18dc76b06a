// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Dense without units
// MEANING: Each unit is an output; there is at least one.
// EXPECT: this layer makes no channel: it has at least one filter, unit or multiplier
// EXPECT: 1 <= 0
// EXPECT: 1 <= 0
// LAYER: Dense<0>, 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Dense<1>> {};
#else
struct Net : Seq<Dense<0>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9>>::ram_bytes;
