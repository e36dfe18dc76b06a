// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Conv2DTranspose whose output has a negative height
// MEANING: Height and width of the output, as the next layer reads it.
// EXPECT: OutputSize has a height and a width of at least 1, or 0 for the usual one
// LAYER: , 1, 0, -55>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2DTranspose<4, 3, Stride<2>, OutputSize<55, 55>>> {};
#else
struct Net : Seq<Conv2DTranspose<4, 3, Stride<2>, OutputSize<-55, 55>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 1>>::ram_bytes;
