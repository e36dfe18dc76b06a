// SPDX-License-Identifier: BSL-1.0
// MISUSE: An activation among the options of a Conv2D
// MEANING: An activation is a word of its own; it joins the layer before it, so that it costs nothing.
// EXPECT: the options of Conv2D are Stride, Dilation, Same, Valid, Groups and NoBias
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<8, 3>, ReLU> {};
#else
struct Net : Seq<Conv2D<8, 3, ReLU>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
