// SPDX-License-Identifier: BSL-1.0
// MISUSE: More weights than an int counts
// MEANING: The product of inputs and units is the number of weights.
// EXPECT: this layer has more weights than the library can index; make it smaller
// EXPECT: 1073741824 >= 1280000000
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Dense<100>> {};
#else
struct Net : Seq<Dense<100000>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<80, 80, 2>>::ram_bytes;
