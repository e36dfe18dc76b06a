// SPDX-License-Identifier: BSL-1.0
// MISUSE: An activation among the options of a pool
// MEANING: An activation is a word of its own.
// EXPECT: the options of AveragePool2D are Stride, Same and Valid
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<AveragePool2D<2>, ReLU6> {};
#else
struct Net : Seq<AveragePool2D<2, ReLU6>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
