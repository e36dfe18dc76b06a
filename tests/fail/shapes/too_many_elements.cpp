// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Shape that nothing can hold
// MEANING: Elements are counted in 32 bits.
// EXPECT: a tensor has at most 2^30 elements
// EXPECT: 1073741825 <= 1073741824
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<MaxPool2D<2, Same>>;

#ifdef FIXED
using InputShape = Shape<16384, 16384, 1>;
#else
using InputShape = Shape<16384, 16384, 8>;
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShape>::ram_bytes;
