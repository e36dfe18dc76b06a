// SPDX-License-Identifier: BSL-1.0
// MISUSE: NoBias among the options of a pool of squares
// MEANING: A pool has no weights and no biases.
// EXPECT: the options of L2Pool2D are Stride, Same and Valid
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<L2Pool2D<2>> {};
#else
struct Net : Seq<L2Pool2D<2, NoBias>> {};
#endif

inline constexpr Parameters parameters[] = {{.element = Element::float32}, {}};
Model<Net, Shape<4, 4, 1>, parameters> model;
