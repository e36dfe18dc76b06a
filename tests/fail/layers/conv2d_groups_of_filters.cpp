// SPDX-License-Identifier: BSL-1.0
// MISUSE: Groups that do not divide the filters
// MEANING: Each group has as many filters as the others.
// EXPECT: the filters do not divide into the groups; choose Groups that divide them
// LAYER: , 1, 4, 6>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3, Groups<4>>> {};
#else
struct Net : Seq<Conv2D<6, 3, Groups<4>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
