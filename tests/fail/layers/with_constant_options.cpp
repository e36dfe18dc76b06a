// SPDX-License-Identifier: BSL-1.0
// MISUSE: An unknown option of WithConstant
// MEANING: Without it the constant is the right operand.
// EXPECT: the option of WithConstant is ConstantFirst
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<WithConstant<Add, Shape<8>, ConstantFirst>> {};
#else
struct Net : Seq<WithConstant<Add, Shape<8>, Axis>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
