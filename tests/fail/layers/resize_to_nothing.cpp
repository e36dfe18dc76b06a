// SPDX-License-Identifier: BSL-1.0
// MISUSE: An image that is resized to no rows
// MEANING: Height and width come first, then the options.
// EXPECT: an image that is resized has 1 to 32767 rows and columns, before and after
// LAYER: , 1, 32767, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<ResizeNearest<1, 14>> {};
#else
struct Net : Seq<ResizeNearest<0, 14>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 1>>::ram_bytes;
