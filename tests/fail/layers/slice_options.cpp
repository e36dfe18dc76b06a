// SPDX-License-Identifier: BSL-1.0
// MISUSE: Begin with fewer numbers than the Shape of a Slice
// MEANING: One for each axis, as the Shape has them.
// EXPECT: the options of Slice are Begin and Steps, with a number for each extent of its Shape
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Slice<Shape<14, 28, 1>, Begin<14, 0, 0>>> {};
#else
struct Net : Seq<Slice<Shape<14, 28, 1>, Begin<14>>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<28, 28, 1>>::ram_bytes;
