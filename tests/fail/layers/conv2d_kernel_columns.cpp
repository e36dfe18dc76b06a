// SPDX-License-Identifier: BSL-1.0
// MISUSE: A kernel with more columns than its image
// MEANING: A dilated kernel reaches `(columns - 1) * dilation + 1` columns.
// EXPECT: the kernel has more columns than the input; use Same or a smaller kernel
// EXPECT: 9 <= 8
// LAYER: , 1, 9, 8>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3, Dilation<3>>> {};
#else
struct Net : Seq<Conv2D<8, 3, Dilation<4>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 8, 1>>::ram_bytes;
