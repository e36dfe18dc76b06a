// SPDX-License-Identifier: BSL-1.0
// MISUSE: A convolution over a vector
// MEANING: Rows and columns of a vector are unknown until it is reshaped.
// EXPECT: an image layer needs Shape<height, width, channels>; Reshape the vector first
// EXPECT: 3 <= 1
// LAYER: , 1, 3, 1>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Reshape<Shape<28, 28, 1>>, Conv2D<8, 3>> {};
#else
struct Net : Seq<Conv2D<8, 3>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<784>>::ram_bytes;
