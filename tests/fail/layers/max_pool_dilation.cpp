// SPDX-License-Identifier: BSL-1.0
// MISUSE: A pool with a dilation
// MEANING: TFLite's pools have no dilation; `Stride` is the one that thins out.
// EXPECT: the options of MaxPool2D are Stride, Same and Valid
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<MaxPool2D<2, Stride<2>>> {};
#else
struct Net : Seq<MaxPool2D<2, Dilation<2>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
