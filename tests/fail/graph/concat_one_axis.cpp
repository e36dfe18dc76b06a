// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Concat along the wrong axis
// MEANING: Tensors agree in all extents but the one that they are joined along.
// EXPECT: the tensors of a Concat are alike but for the axis along which it joins them:
//     Concat<Axis::height>, Axis::width or Axis::channels
// EXPECT: 8 == 4
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Graph<
    Outputs<"both">,
    Let<"a", Conv2D<4, 1>, "input">,
    Let<"both", Concat<Axis::channels>, "input", "a">> {};
#else
struct Net : Graph<
    Outputs<"both">,
    Let<"a", Conv2D<4, 1>, "input">,
    Let<"both", Concat<Axis::height>, "input", "a">> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9, 9, 8>>::ram_bytes;
