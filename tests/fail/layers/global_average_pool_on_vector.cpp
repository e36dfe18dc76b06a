// SPDX-License-Identifier: BSL-1.0
// MISUSE: A global pool of a vector
// MEANING: There is no height and no width to take the mean over.
// EXPECT: an image layer needs Shape<height, width, channels>; Reshape the vector first
// EXPECT: 3 <= 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<GlobalAveragePool2D, Dense<10>> {};
#else
struct Net : Seq<Dense<10>, GlobalAveragePool2D> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
