// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Mul of tensors of different channels
// MEANING: Extents that differ must be 1, as in numpy.
// EXPECT: the operands differ in channels; give the shorter branch a Conv2D<channels, 1>
// EXPECT: 8 == 4
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"gated">,
    Let<"gate", Dense<8>, "input">,
    Let<"gated", Mul, "input", "gate">> {};
#else
struct Net : Graph<
    Outputs<"gated">,
    Let<"gate", Dense<4>, "input">,
    Let<"gated", Mul, "input", "gate">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
