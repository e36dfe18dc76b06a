// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Reshape to another number of elements
// MEANING: A Reshape moves nothing and drops nothing.
// EXPECT: a Reshape keeps the number of elements; these shapes differ in it
// EXPECT: 784 == 768
// LAYER: , 1, 784, 768>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Reshape<Shape<28, 28, 1>>> {};
#else
struct Net : Seq<Reshape<Shape<32, 24, 1>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<784>>::ram_bytes;
