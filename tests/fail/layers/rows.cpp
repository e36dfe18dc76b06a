// SPDX-License-Identifier: BSL-1.0
// MISUSE: A tensor of more rows than 16 bits count
// MEANING: A long signal is a Shape of one row, or of some.
// EXPECT: a tensor has at most 32,767 rows; Reshape it to fewer and longer ones
// EXPECT: 32767 >= 40000
// LAYER: , 1, 32767, 40000>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Reshape<Shape<400, 100, 1>>, MaxPool2D<Kernel{2, 1}>> {};
#else
struct Net : Seq<Reshape<Shape<40000, 1, 1>>, MaxPool2D<Kernel{2, 1}>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<40000>>::ram_bytes;
