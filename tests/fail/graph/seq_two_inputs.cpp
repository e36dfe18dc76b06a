// SPDX-License-Identifier: BSL-1.0
// MISUSE: Two input shapes for a Seq
// MEANING: The first word of a Seq reads all inputs, and here it takes one.
// EXPECT: this layer takes another number of inputs; name each of them in its Let, or use Seq for one
// EXPECT: 1 == 2
// LAYER: tinytmpl::Dense<4>, 2, 1, 2>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Concat<>, Dense<4>> {};
#else
struct Net : Seq<Dense<4>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShapes<Shape<8>, Shape<8>>>::ram_bytes;
