// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Slice that reaches beyond the tensor
// MEANING: Its last element along each axis is at Begin + (extent - 1) * Steps.
// EXPECT: the Slice reaches beyond the tensor: along each axis Begin and all of its Steps lie inside
// LAYER: , 1, 28, 29>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Slice<Shape<14, 14, 1>, Begin<14, 14, 0>>> {};
#else
struct Net : Seq<Slice<Shape<14, 14, 1>, Begin<15, 14, 0>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 1>>::ram_bytes;
