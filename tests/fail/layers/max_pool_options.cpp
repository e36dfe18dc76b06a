// SPDX-License-Identifier: BSL-1.0
// MISUSE: NoBias among the options of a pool
// MEANING: A pool has no weights and no biases.
// EXPECT: the options of MaxPool2D are Stride, Same and Valid
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<MaxPool2D<2>> {};
#else
struct Net : Seq<MaxPool2D<2, NoBias>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
