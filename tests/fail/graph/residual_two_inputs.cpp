// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Residual that is given two tensors
// MEANING: A Residual adds its input to its body's output; other sums are an Add.
// EXPECT: this layer takes another number of inputs; name each of them in its Let, or use Seq for one
// EXPECT: 1 == 2
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"a", Conv2D<8, 3, Same>, "input">,
    Let<"y", Add, "a", "input">> {};
#else
struct Net : Graph<
    Outputs<"y">,
    Let<"a", Conv2D<8, 3, Same>, "input">,
    Let<"y", Residual<ReLU>, "a", "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
