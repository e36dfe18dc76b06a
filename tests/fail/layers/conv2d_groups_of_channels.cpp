// SPDX-License-Identifier: BSL-1.0
// MISUSE: Groups that do not divide the channels
// MEANING: Each group reads as many channels as the others.
// EXPECT: the channels of the input do not divide into the groups; choose Groups that divide them
// LAYER: , 1, 3, 8>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<6, 3, Groups<2>>> {};
#else
struct Net : Seq<Conv2D<6, 3, Groups<3>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
