// SPDX-License-Identifier: BSL-1.0
// MISUSE: A pool of no rows
// MEANING: A window has at least one row and one column.
// EXPECT: the kernel, the stride and the dilation of a window are at least 1
// EXPECT: 1 <= 0
// EXPECT: 1 <= 0
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<MaxPool2D<Kernel{1, 2}>> {};
#else
struct Net : Seq<MaxPool2D<Kernel{0, 2}>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 1>>::ram_bytes;
