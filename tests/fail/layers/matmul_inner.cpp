// SPDX-License-Identifier: BSL-1.0
// MISUSE: A MatMul of matrices that do not fit
// MEANING: Each row of the left one meets each column of the right one.
// EXPECT: matrices that are multiplied need as many columns on the left as rows on the right; transpose one of them,
//     or give it another shape
// LAYER: , 2, 3, 5>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
using Net = Seq<MatMul<TransposeRight>>;
#else
using Net = Seq<MatMul<>>;
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShapes<Shape<4, 3>, Shape<5, 3>>>::ram_bytes;
