// SPDX-License-Identifier: BSL-1.0
// MISUSE: An LSTM on an image
// MEANING: It goes along a sequence; rows of an image are steps once each is one vector.
// EXPECT: the layer goes along a sequence, Shape<steps, channels>; make one of the image by Reshape
// LAYER: , 1, 2, 3>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Reshape<Shape<28, 84>>, LSTM<8>> {};
#else
struct Net : Seq<LSTM<8>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 3>>::ram_bytes;
