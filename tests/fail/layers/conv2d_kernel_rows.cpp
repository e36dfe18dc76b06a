// SPDX-License-Identifier: BSL-1.0
// MISUSE: A kernel with more rows than its image
// MEANING: Without `Same` a kernel reads only rows that the image has.
// EXPECT: the kernel has more rows than the input; use Same or a smaller kernel
// EXPECT: 3 <= 2
// LAYER: , 1, 3, 2>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3, Same>> {};
#else
struct Net : Seq<Conv2D<8, 3>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<2, 9, 8>>::ram_bytes;
