// SPDX-License-Identifier: BSL-1.0
// MISUSE: An eval of elements of another type
// MEANING: A pixel of 0 is -128 as an int8, so what an array holds must be known.
// EXPECT: an array that eval is given has elements of another type than the input; it is Input<i>::dtype
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
inline constexpr auto y = M::eval(std::array<std::int8_t, 2>{-128, 127});
#else
inline constexpr auto y = M::eval(std::array<std::uint8_t, 2>{0, 255});
#endif
