// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Dequantize between layers
// MEANING: The view of an output dequantizes; layers compute in int8.
// EXPECT: Dequantize stands only at the end of a network: between layers tensors are int8
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Dense<4>, Dense<2>, Dequantize> {};
#else
struct Net : Seq<Dense<4>, Dequantize, Dense<2>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<8>>::ram_bytes;
