// SPDX-License-Identifier: BSL-1.0
// MISUSE: A History that keeps no steps
// MEANING: A window of five steps looks back at four of earlier inferences.
// EXPECT: a History keeps at least one step of earlier inferences
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<History<4>, Conv2D<8, Kernel{5, 1}>> {};
#else
struct Net : Seq<History<0>, Conv2D<8, Kernel{1, 1}>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<1, 1, 40>>::ram_bytes;
