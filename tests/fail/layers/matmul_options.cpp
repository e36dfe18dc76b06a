// SPDX-License-Identifier: BSL-1.0
// MISUSE: A MatMul with an option of a Dense
// MEANING: Its options turn the matrices.
// EXPECT: the options of MatMul are TransposeLeft and TransposeRight
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
using Net = Seq<MatMul<TransposeRight>>;
#else
using Net = Seq<MatMul<NoBias>>;
#endif

inline constexpr int ram_bytes = Footprint<Net, InputShapes<Shape<4, 4>, Shape<4, 4>>>::ram_bytes;
