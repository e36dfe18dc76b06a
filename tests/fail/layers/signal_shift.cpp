// SPDX-License-Identifier: BSL-1.0
// MISUSE: A window whose products are shifted by 31 bits
// MEANING: They have 31 bits and a sign.
// EXPECT: this layer shifts by more bits than its numbers have, or by less than none
// LAYER: , 1, 31, 31>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
using Net = Seq<SignalWindow<15>>;
#else
using Net = Seq<SignalWindow<31>>;
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<480>>::ram_bytes;
