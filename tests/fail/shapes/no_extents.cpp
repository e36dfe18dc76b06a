// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Shape without extents
// MEANING: A single number is a vector of length 1.
// EXPECT: a Shape has one, two or three extents; the batch is not one of them
// EXPECT: 0 >= 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;

#ifdef FIXED
using InputShape = Shape<1>;
#else
using InputShape = Shape<>;
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShape>::ram_bytes;
