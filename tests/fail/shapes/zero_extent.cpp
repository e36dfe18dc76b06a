// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Shape with an extent of 0
// MEANING: A tensor has at least one element.
// EXPECT: each extent of a Shape is at least 1
// EXPECT: 0 >= 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<MaxPool2D<2, Same>>;

#ifdef FIXED
using InputShape = Shape<28, 28, 1>;
#else
using InputShape = Shape<28, 28, 0>;
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShape>::ram_bytes;
