// SPDX-License-Identifier: BSL-1.0
// MISUSE: A row of pixels that becomes some thousand by ResizeBilinear
// MEANING: TensorFlow Lite rounds the distance between two places to 1/1024 of a pixel, and that adds up.
// EXPECT: TensorFlow Lite's kernel would read behind the image's last pixel; resize it in two steps
// LAYER: , 1, 1, 2>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<ResizeBilinear<100, 1>> {};
#else
struct Net : Seq<ResizeBilinear<1500, 1>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<1, 1, 1>>::ram_bytes;
