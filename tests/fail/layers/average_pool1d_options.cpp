// SPDX-License-Identifier: BSL-1.0
// MISUSE: NoBias among the options of a pool over time
// MEANING: A pool has no weights and no biases.
// EXPECT: the options of AveragePool1D are Stride, Same and Valid
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<AveragePool1D<2>> {};
#else
struct Net : Seq<AveragePool1D<2, NoBias>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<20, 4>>::ram_bytes;
