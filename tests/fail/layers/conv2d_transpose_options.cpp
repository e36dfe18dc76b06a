// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Conv2DTranspose with a dilation
// MEANING: TensorFlow Lite's has none.
// EXPECT: the options of Conv2DTranspose are Stride, Same, Valid, OutputSize and NoBias
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2DTranspose<4, 3, Stride<2>>> {};
#else
struct Net : Seq<Conv2DTranspose<4, 3, Dilation<2>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 1>>::ram_bytes;
