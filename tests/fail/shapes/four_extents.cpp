// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Shape with the batch
// MEANING: Batches are always 1, so a Shape leaves them out.
// EXPECT: a Shape has one, two or three extents; the batch is not one of them
// EXPECT: 4 <= 3
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<MaxPool2D<2, Same>>;

#ifdef FIXED
using InputShape = Shape<49, 10, 1>;
#else
using InputShape = Shape<1, 49, 10, 1>;
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShape>::ram_bytes;
