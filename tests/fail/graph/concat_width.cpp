// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Concat of tensors of different width
// MEANING: A Concat along the channels puts pixels side by side.
// EXPECT: the tensors of a Concat are alike but for the axis along which it joins them:
//     Concat<Axis::height>, Axis::width or Axis::channels
// EXPECT: 9 == 4
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"both">,
    Let<"a", MaxPool2D<Kernel{1, 2}, Same, Stride<1>>, "input">,
    Let<"both", Concat<>, "input", "a">> {};
#else
struct Net : Graph<
    Outputs<"both">,
    Let<"a", MaxPool2D<Kernel{1, 2}>, "input">,
    Let<"both", Concat<>, "input", "a">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
