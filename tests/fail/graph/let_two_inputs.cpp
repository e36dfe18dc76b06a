// SPDX-License-Identifier: BSL-1.0
// MISUSE: A layer of one input that is given two
// MEANING: Only Add, Sub, Mul and Concat read several tensors.
// EXPECT: this layer takes another number of inputs; name each of them in its Let, or use Seq for one
// EXPECT: 1 == 2
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"a", Conv2D<8, 1>, "input">,
    Let<"both", Concat<>, "a", "input">,
    Let<"y", Conv2D<8, 3>, "both">> {};
#else
struct Net : Graph<
    Outputs<"y">,
    Let<"a", Conv2D<8, 1>, "input">,
    Let<"y", Conv2D<8, 3>, "a", "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
