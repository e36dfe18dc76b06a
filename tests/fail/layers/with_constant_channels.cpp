// SPDX-License-Identifier: BSL-1.0
// MISUSE: A constant that does not fit the tensor
// MEANING: Each extent of the constant is the tensor's, or 1.
// EXPECT: the constant does not fit the tensor: each extent of its Shape is the tensor's, or 1
// EXPECT: 8 == 4
// LAYER: , 1, 8, 4>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<WithConstant<Mul, Shape<8>>> {};
#else
struct Net : Seq<WithConstant<Mul, Shape<4>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
