// SPDX-License-Identifier: BSL-1.0
// MISUSE: A WithConstant of a layer of one input
// MEANING: One operand is the tensor, the other one the constant.
// EXPECT: WithConstant takes an operator of two tensors, as Add, and the Shape of the constant
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<WithConstant<Mul, Shape<8>>, ReLU> {};
#else
struct Net : Seq<WithConstant<ReLU, Shape<8>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
