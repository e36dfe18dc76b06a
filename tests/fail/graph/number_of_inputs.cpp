// SPDX-License-Identifier: BSL-1.0
// MISUSE: Fewer input shapes than Inputs
// MEANING: One shape for each of the Inputs, in their order.
// EXPECT: the Graph names another number of Inputs than there are input shapes
// EXPECT: 2 == 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Inputs<"a">,
    Outputs<"y">,
    Let<"y", Add, "a", "a">> {};
#else
struct Net : Graph<
    Inputs<"a", "b">,
    Outputs<"y">,
    Let<"y", Add, "a", "b">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
