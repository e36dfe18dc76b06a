// SPDX-License-Identifier: BSL-1.0
// MISUSE: Causal among the options of a pool over time
// MEANING: TFLite's pools have no zeros before the first step.
// EXPECT: the options of MaxPool1D are Stride, Same and Valid
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<MaxPool1D<2>> {};
#else
struct Net : Seq<MaxPool1D<2, Causal>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<20, 4>>::ram_bytes;
