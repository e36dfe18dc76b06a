// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Fourier transform of a longer frame
// MEANING: A shorter frame is filled with zeros, a longer one has no place.
// EXPECT: the frame has more samples than the Rfft's length; take a longer Rfft or a shorter frame
// LAYER: , 1, 256, 480>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
using Net = Seq<Rfft<512>>;
#else
using Net = Seq<Rfft<256>>;
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<480>>::ram_bytes;
