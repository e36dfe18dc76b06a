// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Let that reads nothing
// MEANING: A node reads the names behind its layer.
// EXPECT: this layer takes another number of inputs; name each of them in its Let, or use Seq for one
// EXPECT: 1 == 0
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Conv2D<8, 3>, "input">> {};
#else
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Conv2D<8, 3>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
