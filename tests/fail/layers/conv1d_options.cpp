// SPDX-License-Identifier: BSL-1.0
// MISUSE: DepthMultiplier among the options of a convolution over time
// MEANING: A convolution has as many filters as its first argument says.
// EXPECT: the options of Conv1D are Stride, Dilation, Same, Valid, Causal, Groups and NoBias
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv1D<8, 3>> {};
#else
struct Net : Seq<Conv1D<8, 3, DepthMultiplier<2>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<20, 4>>::ram_bytes;
