// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Mean over a number
// MEANING: Axes have names: without the batch, numbers would mean others than in Keras.
// EXPECT: the options of a reduction are Axis::height, width, channels and KeepDims
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Mean<Axis::height, Axis::width>> {};
#else
struct Net : Seq<Mean<1, 2>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
