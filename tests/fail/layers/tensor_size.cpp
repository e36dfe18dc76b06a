// SPDX-License-Identifier: BSL-1.0
// MISUSE: A layer whose output nothing can hold
// MEANING: Elements are counted in 32 bits; a Footprint of a smaller image is as good a plan.
// EXPECT: a tensor has at most 2^30 elements; this layer makes more
// EXPECT: 1073741824 >= 1073741825
// LAYER: tinytmpl::Same>, 1,
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Conv2D<4096, 3, Same, Stride<8>>> {};
#else
struct Net : Seq<Conv2D<4096, 3, Same>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<1024, 1024, 1>>::ram_bytes;
