// SPDX-License-Identifier: BSL-1.0
// MISUSE: The shape before the network
// MEANING: A Footprint, and a Model, is of a network, on the shape of its input.
// EXPECT: behind the network stands the Shape<...> of its input, or InputShapes<Shape<...>...>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

struct Net : Seq<Dense<4>> {};

#ifdef FIXED
inline constexpr int ram_bytes = Footprint<Net, Shape<8>>::ram_bytes;
#else
inline constexpr int ram_bytes = Footprint<Shape<8>, Net>::ram_bytes;
#endif
