// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Fourier transform of 500 points
// MEANING: It is computed in steps of four and two.
// EXPECT: the length of an Rfft is a power of two from 16 to 4,096
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
using Net = Seq<Rfft<512>>;
#else
using Net = Seq<Rfft<500>>;
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<480>>::ram_bytes;
