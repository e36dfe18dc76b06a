// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Transpose that names an extent twice
// MEANING: Each axis of the tensor stands once, in the order of the output: 0 is the first extent.
// EXPECT: a Transpose names each extent of the tensor once, the first one as 0
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Transpose<2, 0, 1>> {};
#else
struct Net : Seq<Transpose<2, 0, 2>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 14, 3>>::ram_bytes;
