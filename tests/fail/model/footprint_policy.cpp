// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Footprint with an option of a layer
// MEANING: A Footprint has the policies of a Model.
// EXPECT: the policies are values of Schedule, InputMemory, Rounding, Optimize and FlashAccess
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;

#ifdef FIXED
inline constexpr int ram_bytes = Footprint<Net, Shape<2>, Schedule::fed>::ram_bytes;
#else
inline constexpr int ram_bytes = Footprint<Net, Shape<2>, Axis::height>::ram_bytes;
#endif
