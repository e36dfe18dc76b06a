// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Concat of nine tensors
// MEANING: A node reads at most eight; join some of them before.
// EXPECT: a Concat joins at most eight tensors; join some of them with another one
// EXPECT: 8 >= 9
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Concat<>, "input", "input", "input", "input", "input", "input", "input", "input">> {};
#else
struct Net : Graph<
    Outputs<"y">,
    Let<"y", Concat<>, "input", "input", "input", "input", "input", "input", "input", "input", "input">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
