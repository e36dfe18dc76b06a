// SPDX-License-Identifier: BSL-1.0
// MISUSE: An ArgMax whose places are real numbers
// MEANING: A place is an integer, as TFLite's int32 or int64.
// EXPECT: the places that ArgMax and ArgMin give are Element::int32 or Element::int64
// LAYER: ArgMax<
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<ArgMax<Axis::channels, Element::int64>> {};
#else
struct Net : Seq<ArgMax<Axis::channels, Element::float32>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9>>::ram_bytes;
