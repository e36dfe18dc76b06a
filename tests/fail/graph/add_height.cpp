// SPDX-License-Identifier: BSL-1.0
// MISUSE: An Add of tensors of different height
// MEANING: Extents that differ must be 1, as in numpy.
// EXPECT: the operands differ in height; give the branches the same strides and padding
// EXPECT: 7 == 9
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"sum">,
    Let<"a", Conv2D<8, Kernel{3, 1}, Same>, "input">,
    Let<"sum", Add, "a", "input">> {};
#else
struct Net : Graph<
    Outputs<"sum">,
    Let<"a", Conv2D<8, Kernel{3, 1}>, "input">,
    Let<"sum", Add, "a", "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
