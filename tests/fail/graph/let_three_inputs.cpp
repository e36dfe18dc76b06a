// SPDX-License-Identifier: BSL-1.0
// MISUSE: An Add of three tensors
// MEANING: An Add has two; the third takes an Add of its own.
// EXPECT: this layer takes another number of inputs; name each of them in its Let, or use Seq for one
// EXPECT: 2 == 3
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"a", ReLU, "input">,
    Let<"twice", Add, "a", "a">,
    Let<"y", Add, "twice", "input">> {};
#else
struct Net : Graph<
    Outputs<"y">,
    Let<"a", ReLU, "input">,
    Let<"y", Add, "a", "a", "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
