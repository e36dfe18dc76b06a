// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Slice of other dimensions than the tensor has
// MEANING: It takes a part along each axis. A Reshape drops those that are left with 1.
// EXPECT: a Slice has as many extents as the tensor; a Reshape behind it leaves out those of 1
// EXPECT: 2 == 1
// LAYER: , 1, 2, 1>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Slice<Shape<1, 6>, Begin<9, 0>>, Flatten> {};
#else
struct Net : Seq<Slice<Shape<6>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<10, 6>>::ram_bytes;
