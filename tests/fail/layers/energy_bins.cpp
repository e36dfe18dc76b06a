// SPDX-License-Identifier: BSL-1.0
// MISUSE: Energies of bins that are not there
// MEANING: A transform of 512 samples has 257 bins.
// EXPECT: an Energy's bins go from `first` up to `end`, and the spectrum has them
// LAYER: , 2, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
using Net = Seq<Rfft<512>, Energy<5, 257>>;
#else
using Net = Seq<Rfft<512>, Energy<5, 300>>;
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<480>>::ram_bytes;
